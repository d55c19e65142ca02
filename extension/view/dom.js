/** Makes elements. Text stays text: nothing is ever parsed as HTML. */

/** @typedef {Node | string | null | undefined | false} Child */
/** @typedef {Record<string, unknown>} Properties */

/**
 * @param {string} tag
 * @param {Properties} [properties] attributes; a function is a listener, `true` an attribute without value
 * @param {...(Child | Child[])} children
 * @returns {HTMLElement}
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === "function") element.addEventListener(name, /** @type {EventListener} */ (value));
    else if (name === "value") /** @type {HTMLInputElement} */ (element).value = String(value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((one) => one !== null && one !== undefined && one !== false));
  return element;
}

/**
 * Shows the new content in the place of the old. Focus and what was typed stay with the field of the same id, or with
 * the heading; on a new screen the focus goes to its heading.
 *
 * @param {HTMLElement} place
 * @param {HTMLElement} content
 * @param {boolean} isNew
 */
export function show(place, content, isNew) {
  const held = /** @type {HTMLElement | null} */ (document.activeElement);
  const id = held && place.contains(held) ? held.id : "";
  const atHeading = held?.tagName === "H1";
  const typed = new Map([...fields(place)].map((one) => [one.id, one.value]));
  const open = new Map([...place.querySelectorAll("details[id]")].map((one) => [one.id, one.hasAttribute("open")]));
  place.replaceChildren(content);
  if (isNew) {
    place.querySelector("h1")?.focus();
    scrollTo(0, 0);
    return;
  }
  for (const field of fields(place)) field.value = typed.get(field.id) ?? field.value;
  for (const one of place.querySelectorAll("details[id]")) one.toggleAttribute("open", open.get(one.id) ?? false);
  if (id) document.getElementById(id)?.focus();
  else if (atHeading) place.querySelector("h1")?.focus({ preventScroll: true });
}

/** @param {HTMLElement} place @returns {NodeListOf<HTMLInputElement | HTMLTextAreaElement>} */
const fields = (place) => place.querySelectorAll("input[id]:not([type=checkbox]), textarea[id]");
