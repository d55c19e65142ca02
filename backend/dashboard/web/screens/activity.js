/** Everything that was done with one's things, and by whom. */

import { h } from "/app/shared/view/dom.js";
import { button, heading, lead } from "/app/shared/view/parts.js";
import { time } from "./parts.js";

/** @typedef {import("/app/shared/words/wording.js").Words} Words */
/** @typedef {import("/app/shared/view/parts.js").Acts} Acts */
/** @typedef {{id: number, actor: string, device: string | null, what: string, subject: string, at: string}} Entry */

/** @param {{entries: Entry[], more: string | null}} view @param {Words} words @param {Acts} acts */
export const activity = (view, words, acts) =>
  h(
    "section",
    {},
    heading(words.t("nav_activity")),
    lead(words.t(view.entries.length ? "activity_lead" : "activity_none")),
    h(
      "ul",
      { class: "history" },
      view.entries.map((one) => entryOf(one, words)),
    ),
    view.more && button("more", words.t("show_more"), acts.earlier, "plain"),
  );

/** @param {Entry} one @param {Words} words */
const entryOf = (one, words) =>
  h(
    "li",
    {},
    h("span", { class: "sign quiet", "aria-hidden": "true" }, "·"),
    h(
      "div",
      {},
      h("p", {}, words.t(`did_${one.what}`), subjectOf(one, words)),
      h(
        "p",
        { class: "hint" },
        time(words, one.at),
        " · ",
        h("span", { translate: "no" }, [one.actor, one.device].filter(Boolean).join(", ")),
      ),
    ),
  );

/** What it was done with. Of permissions the words that they are given by. @param {Entry} one @param {Words} words */
function subjectOf({ what, subject }, { t }) {
  if (!subject || what === "grant_used") return null;
  if (what.startsWith("grant")) return `: ${t(`grant_${subject}`)}`;
  return h("span", { translate: "no" }, `: ${subject}`);
}
