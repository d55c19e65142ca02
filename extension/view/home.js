/** The first screen: one button, and a row for each platform. */

import { h } from "./dom.js";
import { badge, button, heading, mark } from "./parts.js";

/** @typedef {import("../words/wording.js").Words} Words */
/** @typedef {import("./parts.js").Acts} Acts */
/** @typedef {import("../model/standing.js").Row} Row */

/** @param {{rows: Row[]}} view @param {Words} words @param {Acts} acts */
export function home(view, words, acts) {
  const { t } = words;
  const mine = view.rows.filter((one) => one.mine);
  const others = view.rows.filter((one) => !one.mine);
  const quiet = mine.length > 0 && mine.every((one) => one.state === "out" || one.state === "absent");
  return h(
    "section",
    {},
    h("h1", { tabindex: -1, class: quiet ? "" : "unseen" }, quiet ? t("all_out") : t("extension_name")),
    quiet
      ? button("check", t("check_again"), acts.check, "main wide")
      : button("opt-out", t("opt_me_out"), acts.look, "main wide big"),
    h("h2", { id: "platforms" }, t(mine.length ? "platforms" : "known_platforms")),
    mine.length > 0 && h("ul", { class: "rows", "aria-labelledby": "platforms" }, mine.map((one) => rowOf(one, words, acts))),
    !quiet && mine.some((one) => one.state !== "unchecked" || one.note.key === "row_partly") &&
      button("check", t("check_again"), acts.check, "plain"),
    quiet && others.length > 0 && button("opt-out", t("another_platform"), acts.look, "plain"),
    others.length > 0 && othersOf(others, mine.length > 0, words, acts),
  );
}

/** Those without an account: names only, and out of the way once there is one. @param {Row[]} rows
 *  @param {boolean} folded @param {Words} words @param {Acts} acts */
function othersOf(rows, folded, words, acts) {
  const names = h("ul", { class: "rows", "aria-labelledby": folded ? "others-summary" : "platforms" }, rows.map((one) => h("li", {}, rowButton(one, acts))));
  if (!folded) return names;
  return h("details", { id: "others" }, h("summary", { id: "others-summary" }, words.t("more_platforms")), names);
}

/** @param {Row} row @param {Words} words @param {Acts} acts */
function rowOf(row, words, acts) {
  const { t, date } = words;
  const note = row.date ? t("proven_on", { date: date(row.date) }) : t(row.note.key, row.note.values);
  return h("li", {}, rowButton(row, acts, badge(row.state, words), h("span", { class: "row-note" }, note)));
}

/** @param {Row} row @param {Acts} acts @param {...HTMLElement} standing how it stands, where somebody knows */
const rowButton = (row, acts, ...standing) =>
  h(
    "button",
    { type: "button", id: `row-${row.slug}`, class: "row", click: () => acts.detail(row.slug) },
    mark(row.mark),
    h("span", { class: "row-name", translate: "no" }, row.name),
    ...standing,
  );
