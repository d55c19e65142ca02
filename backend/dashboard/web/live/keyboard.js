/** The keyboard, while the picture has it. Escape twice gives it back; what is pasted goes as a text. */

/** @typedef {import("./wire.js").Message} Message */

const TWICE = 800;
const LONGEST = 2000;
const WITH_CTRL = ["a", "c", "x", "z"];

/** Signs that a window takes: no line breaks and the like. @param {string} text */
export const typed = (text) =>
  text
    .replace(/[\u0000-\u001f\u007f-\u009f]+/g, " ")
    .trim()
    .slice(0, LONGEST);

/** @param {HTMLElement} element @param {(message: Message) => void} say @param {() => void} leave */
export function followKeyboard(element, say, leave) {
  let escaped = -Infinity;

  element.addEventListener("keydown", (event) => {
    if (event.isComposing || event.key === "Dead" || event.key === "Process") return;
    const ctrl = event.ctrlKey || event.metaKey;
    if (ctrl && event.key.toLowerCase() === "v") return; // comes as a paste
    if (event.key === "Escape") {
      const again = event.timeStamp - escaped < TWICE;
      escaped = event.timeStamp;
      if (again) {
        event.preventDefault();
        return leave();
      }
    }
    const message = messageOf(event, ctrl);
    if (!message) return;
    event.preventDefault();
    say(message);
  });
  element.addEventListener("paste", (event) => {
    event.preventDefault();
    const text = typed(event.clipboardData?.getData("text/plain") ?? "");
    if (text) say({ type: "text", text });
  });
}

/** @param {KeyboardEvent} event @param {boolean} ctrl @returns {Message | null} */
function messageOf(event, ctrl) {
  const { key, shiftKey: shift, altKey: alt } = event;
  const isSign = [...key].length === 1;
  const third = event.getModifierState("AltGraph");
  if (isSign && (third || (!ctrl && !alt))) return { type: "text", text: key };
  if (isSign) return ctrl && !alt && WITH_CTRL.includes(key.toLowerCase()) ? press(key.toLowerCase(), { ctrl }) : null;
  return /^(Arrow(Left|Right|Up|Down)|Home|End|Page(Up|Down)|Backspace|Delete|Enter|Tab|Escape|F5)$/.test(key)
    ? press(key, { ctrl, shift, alt })
    : null;
}

/** @param {string} key @param {{ctrl?: boolean, shift?: boolean, alt?: boolean}} [held] @returns {Message} */
export const press = (key, { ctrl = false, shift = false, alt = false } = {}) => ({
  type: "key",
  key,
  ctrl,
  shift,
  alt,
});
