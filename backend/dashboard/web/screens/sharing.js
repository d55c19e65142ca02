/** What a member lets the owner do, given and taken back. */

import { h } from "/app/shared/view/dom.js";
import { button, heading, lead } from "/app/shared/view/parts.js";

/** @typedef {import("/app/shared/words/wording.js").Words} Words */
/** @typedef {import("/app/shared/view/parts.js").Acts} Acts */
/** @typedef {{grants: import("../rights.js").Grant[], may: boolean}} View */

/** @param {View} view @param {Words} words @param {Acts} acts */
export const sharing = (view, words, acts) =>
  h(
    "section",
    {},
    heading(words.t("nav_sharing")),
    lead(words.t(view.may ? "sharing_lead" : "sharing_lead_restricted")),
    h(
      "ul",
      { class: "rows" },
      ["evidence", "sessions"].map((one) => grantOf(one, view, words, acts)),
    ),
    h("p", { class: "hint" }, words.t("sharing_trace")),
  );

/** @param {string} scope @param {View} view @param {Words} words @param {Acts} acts */
function grantOf(scope, view, { t, date }, acts) {
  const given = view.grants.find((one) => one.scope === scope);
  const text = t(`grant_${scope}`);
  return h(
    "li",
    { class: "line" },
    h(
      "div",
      {},
      h("p", { class: "setting-title" }, text),
      h("p", { class: "hint" }, given ? t("allowed_since", { date: date(given.created) }) : t("not_allowed")),
    ),
    view.may &&
      h(
        "button",
        {
          type: "button",
          id: `grant-${scope}`,
          class: given ? "plain" : "main",
          click: () => (given ? acts.takeBack(given.id) : acts.give(scope)),
        },
        t(given ? "take_back" : "allow"),
        h("span", { class: "unseen" }, ` ${text}`),
      ),
  );
}
