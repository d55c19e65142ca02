/** The first screen: one button, and a row for each platform. */

import { h } from "./dom.js";
import { badge, button, heading, mark } from "./parts.js";

/** @typedef {import("../words/wording.js").Words} Words */
/** @typedef {import("./parts.js").Acts} Acts */
/** @typedef {import("../model/standing.js").Row} Row */

/** @param {{rows: Row[]}} view @param {Words} words @param {Acts} acts */
export function home(view, words, acts) {
  const { t } = words;
  const open = view.rows.filter((one) => one.state !== "out" && one.state !== "absent");
  const quiet = open.length === 0;
  return h(
    "section",
    {},
    h("h1", { tabindex: -1, class: quiet ? "" : "unseen" }, quiet ? t("all_out") : t("extension_name")),
    quiet
      ? button("check", t("check_again"), acts.check, "main wide")
      : button("opt-out", t("opt_me_out"), acts.look, "main wide big"),
    h("h2", { id: "platforms" }, t("platforms")),
    h("ul", { class: "rows", "aria-labelledby": "platforms" }, view.rows.map((one) => rowOf(one, words, acts))),
    !quiet && view.rows.some((one) => one.state !== "unchecked" || one.note.key === "row_partly") &&
      button("check", t("check_again"), acts.check, "plain"),
  );
}

/** @param {Row} row @param {Words} words @param {Acts} acts */
function rowOf(row, words, acts) {
  const { t, date } = words;
  const note = row.date ? t("proven_on", { date: date(row.date) }) : t(row.note.key, row.note.values);
  return h(
    "li",
    {},
    h(
      "button",
      { type: "button", id: `row-${row.slug}`, class: "row", click: () => acts.detail(row.slug) },
      mark(row.mark),
      h("span", { class: "row-name", translate: "no" }, row.name),
      badge(row.state, words),
      h("span", { class: "row-note" }, note),
    ),
  );
}
