/** The pieces that several pages share, beside those of the extension. */

import { h } from "/app/shared/view/dom.js";
import { button, mark } from "/app/shared/view/parts.js";

/** @typedef {import("/app/shared/words/wording.js").Words} Words */
/** @typedef {import("/app/shared/view/parts.js").Acts} Acts */
/** @typedef {import("/app/shared/view/dom.js").Child} Child */
/** @typedef {{field: string, detail: string}} Wrong what must be mended, and why: a sentence of the service */
/** @typedef {Record<string, string>} Given what was typed, by the names of the fields */

/** A day with its time. @param {Words} words @param {string} moment */
export const time = ({ language }, moment) =>
  new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(new Date(moment));

/** Leads to another page; looks like a button where that is the next step.
 *  @param {string} href @param {string} text @param {string} [kind] @param {string} [id] */
export const link = (href, text, kind, id) => h("a", { href, class: kind, id }, text);

/** @param {string} href @param {string} text */
export const back = (href, text) => h("a", { href, class: "back" }, text);

/** A line for a shell; what a shell would read as several words is quoted. @param {...string} words */
export const typed = (...words) =>
  words.map((one) => (/^[\w.@:/-]+$/.test(one) ? one : `'${one.replaceAll("'", "'\\''")}'`)).join(" ");

/** A row that leads somewhere. @param {string} href @param {string} letter @param {Child} name
 * @param {...Child} more */
export const rowLink = (href, letter, name, ...more) =>
  h("a", { href, class: "row" }, mark(letter), h("span", { class: "row-name", translate: "no" }, name), ...more);

/** Its button sends what was typed to `submit`; nothing is ever sent by the browser itself.
 *  @param {string} id @param {(given: Given, form: HTMLFormElement) => void} submit
 *  @param {...(Child | Child[])} children */
export function form(id, submit, ...children) {
  const sent = (/** @type {Event} */ event) => {
    event.preventDefault();
    const whole = /** @type {HTMLFormElement} */ (event.target);
    submit(/** @type {Given} */ (Object.fromEntries(new FormData(whole))), whole);
  };
  return h("form", { id, class: "stack", submit: sent }, ...children);
}

/** @param {string} text @param {string} [kind] */
export const send = (text, kind = "main") => h("button", { type: "submit", class: kind }, text);

/** A field with its label. @param {string} name @param {string} label @param {Record<string, unknown>} [more]
 *  @param {string | false | null} [hint] */
export function field(name, label, more = {}, hint = null) {
  const id = `field-${name}`;
  const told = hint ? { "aria-describedby": `${id}-hint` } : {};
  return h(
    "div",
    { class: "field" },
    h("label", { for: id }, label),
    h("input", { id, name, type: "text", ...told, ...more }),
    hint && h("p", { id: `${id}-hint`, class: "hint" }, hint),
  );
}

/** A field that says what must be mended. @param {string} name @param {string} label
 *  @param {Record<string, unknown>} more @param {string} hint @param {Wrong | null} [wrong] */
export function mendable(name, label, more, hint, wrong) {
  if (wrong?.field !== name) return field(name, label, more, hint);
  const id = `field-${name}`;
  const told = { "aria-invalid": "true", "aria-describedby": `${id}-wrong${hint ? ` ${id}-hint` : ""}` };
  const whole = field(name, label, { ...more, ...told }, hint);
  whole.append(h("p", { id: `${id}-wrong`, class: "warn-text", role: "alert", lang: "en" }, wrong.detail));
  return whole;
}

/** @param {string} name @param {string} label @param {[string, string][]} options @param {string} chosen
 *  @param {((value: string) => void) | null} [change] */
export function choice(name, label, options, chosen, change = null) {
  const id = `field-${name}`;
  const changed = (/** @type {Event} */ event) => change?.(/** @type {HTMLSelectElement} */ (event.target).value);
  return h(
    "div",
    { class: "field" },
    h("label", { for: id }, label),
    h(
      "select",
      { id, name, change: changed },
      options.map(([value, text]) => h("option", { value, selected: value === chosen }, text)),
    ),
  );
}

/** @param {string} id @param {string} text @param {boolean} checked @param {(is: boolean) => void} change
 *  @param {string} [name] */
export const tick = (id, text, checked, change, name) =>
  h(
    "label",
    { for: id, class: "tick" },
    h("input", {
      type: "checkbox",
      id,
      name,
      checked,
      change: (/** @type {Event} */ event) => change(/** @type {HTMLInputElement} */ (event.target).checked),
    }),
    text,
  );

/** What cannot be taken back asks twice: a button, then a question in its place. `asking`: the question that is open.
 *  `of`: whose button it is, for who cannot see where it stands.
 *  @param {string} id @param {string} asking
 *  @param {{text: string, question: string, yes: string, of?: string}} said
 *  @param {Words} words @param {Acts} acts @param {() => void} act */
export function twice(id, asking, { text, question, yes, of }, { t }, acts, act) {
  if (asking !== id) {
    const first = button(id, text, () => acts.ask(id), "plain");
    if (of) first.append(h("span", { class: "unseen" }, ` ${of}`));
    return first;
  }
  return h(
    "div",
    { class: "ask", role: "group", "aria-labelledby": `${id}-question` },
    h("p", { id: `${id}-question` }, question),
    h(
      "div",
      { class: "actions" },
      button(`${id}-yes`, yes, act, "stop"),
      button(`${id}-no`, t("cancel"), acts.unask, "plain"),
    ),
  );
}

/** @param {string} title @param {...(Child | Child[])} children */
export const group = (title, ...children) => h("div", { class: "group" }, h("h2", {}, title), ...children);

/** Whose password it is, for programs that keep passwords. @param {string} name */
export const nameFor = (name) =>
  h("input", {
    type: "text",
    class: "unseen",
    autocomplete: "username",
    value: name,
    readonly: true,
    tabindex: -1,
    "aria-hidden": "true",
    "aria-label": name,
  });
