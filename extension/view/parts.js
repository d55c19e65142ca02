/** The pieces that several screens share. */

import { STATES } from "../model/standing.js";
import { h } from "./dom.js";

/** @typedef {import("../words/wording.js").Words} Words */
/** @typedef {Record<string, (...given: any[]) => void>} Acts what can be done, by name */

/** The heading of a screen; it takes the focus when the screen is new. @param {string} text */
export const heading = (text) => h("h1", { tabindex: -1 }, text);

/** @param {string} text */
export const lead = (text) => h("p", { class: "lead" }, text);

/** @param {string} id @param {string} text @param {() => void} click @param {string} [kind] */
export const button = (id, text, click, kind = "") => h("button", { type: "button", id, class: kind, click }, text);

/** What to type, ready to be copied. @param {string} line */
export const command = (line) => h("code", { class: "command", translate: "no" }, line);

/** The first letter of a platform in a circle. @param {string} letter */
export const mark = (letter) => h("span", { class: "mark", "aria-hidden": "true" }, letter);

/** A word for a state, with a sign, so that colour is never all there is. @param {string} state @param {Words} words */
export function badge(state, { t }) {
  const { label, tone, sign } = STATES[/** @type {keyof typeof STATES} */ (state)];
  return h("span", { class: `state ${tone}` }, h("span", { "aria-hidden": "true", class: "sign" }, sign), t(label));
}

/** Text that comes from the service, in English. @param {string} tag @param {string} text @param {string} [kind] */
export const english = (tag, text, kind) => h(tag, { lang: "en", class: kind }, text);

/** @param {Words} words @param {() => void} click */
export const back = ({ t }, click) => button("back", t("back"), click, "plain back");
