/** What was at which moment: of a whole account in a list, of one setting folded away until somebody asks. */

import { MEANING, STATES } from "/app/shared/model/standing.js";
import { h } from "/app/shared/view/dom.js";
import { button, english } from "/app/shared/view/parts.js";
import { time } from "./parts.js";

/** @typedef {import("/app/shared/words/wording.js").Words} Words */
/** @typedef {import("/app/shared/view/parts.js").Acts} Acts */
/** @typedef {{id: number, setting: string, title: string, mode: string, outcome: string, at: string,
 *   receipt: string | null}} Happened */
/** @typedef {{items: Happened[], more: string | null}} Known */
/** @typedef {{account: {id: number}, timelines?: Record<string, Known>}} View */

/** @param {Happened[]} items @param {Words} words @param {Acts} acts */
export const moments = (items, words, acts) =>
  h(
    "ul",
    { class: "history" },
    items.map((one) => moment("happened", one, english("p", one.title), words, acts, `outcome_${one.outcome}`)),
  );

/** The whole story of one setting. It is asked for when it is unfolded.
 *  @param {View} view @param {{setting: string, title: string, last: unknown}} one @param {Words} words
 *  @param {Acts} acts */
export function timeline(view, { setting, title, last }, words, acts) {
  if (!last) return false;
  const known = view.timelines?.[setting];
  const asked = (/** @type {Event} */ event) => {
    const unfolded = /** @type {HTMLDetailsElement} */ (event.target).open;
    if (unfolded && !known) acts.timeline(setting);
  };
  return h(
    "details",
    { id: `timeline-${view.account.id}-${setting}`, class: "timeline", open: Boolean(known), toggle: asked },
    h("summary", {}, words.t("timeline"), h("span", { class: "unseen", lang: "en" }, ` ${title}`)),
    known ? story(setting, known, words, acts) : h("p", { class: "hint" }, words.t("loading")),
  );
}

/** @param {string} setting @param {Known} known @param {Words} words @param {Acts} acts */
const story = (setting, { items, more }, words, acts) =>
  h(
    "div",
    {},
    h(
      "ul",
      { class: "history" },
      items.map((one) => moment("look", one, h("p", {}, words.t(`outcome_${one.outcome}`)), words, acts)),
    ),
    more && button(`more-${setting}`, words.t("show_more"), () => acts.timeline(setting), "plain"),
  );

/** @param {string} kind @param {Happened} one @param {HTMLElement} said @param {Words} words @param {Acts} acts
 *  @param {...string} more keys of what is said behind it */
function moment(kind, one, said, words, acts, ...more) {
  const { t } = words;
  const { tone, sign } = STATES[MEANING[one.outcome] ?? "unclear"];
  const note = [time(words, one.at), ...[`mode_${one.mode}`, ...more].map((key) => t(key))].join(" · ");
  return h(
    "li",
    {},
    h("span", { class: `sign ${tone}`, "aria-hidden": "true" }, one.outcome === "skipped" ? "·" : sign),
    h("div", {}, said, h("p", { class: "hint" }, note)),
    one.receipt &&
      h(
        "button",
        { type: "button", id: `${kind}-${one.id}`, class: "link", click: () => acts.receipt(one.receipt) },
        t("receipt"),
        h("span", { class: "unseen", lang: "en" }, ` ${one.title}, ${time(words, one.at)}`),
      ),
  );
}
