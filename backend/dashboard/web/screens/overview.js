/** The first page: who needs someone, one button, and a row for each account. */

import { h } from "/app/shared/view/dom.js";
import { badge, button, english, heading, lead } from "/app/shared/view/parts.js";
import { group, link, rowLink } from "./parts.js";

/** @typedef {import("/app/shared/words/wording.js").Words} Words */
/** @typedef {import("/app/shared/view/parts.js").Acts} Acts */
/** @typedef {import("/app/shared/model/standing.js").Row & {id: number, account: string, next: string | null}} Row */
/** @typedef {{id: number, what: string, platform: string, href: string, detail: string}} News */
/** @typedef {{rows: Row[], news: News[], busy: "" | "running" | "waiting", unheard: string[],
 *   may: import("../rights.js").Rights}} View `unheard`: the places that messages do not reach */

/** @type {Record<string, string>} */
const SAID = {
  came_back: "notice_came_back",
  renamed: "found_renamed",
  new_setting: "notice_new_setting",
  needs_you: "notice_needs_you",
  repaired: "found_repaired",
  look_due: "notice_look_due",
  letter_due: "notice_letter_due",
};

/** @param {View} view @param {Words} words @param {Acts} acts */
export function overview(view, words, acts) {
  const { t } = words;
  const { rows, may } = view;
  if (!rows.length) return nothing(view, words);
  const needing = rows.filter((one) => one.state === "needs");
  const quiet = rows.every((one) => one.state === "out" || one.state === "absent");
  const others = rows.filter((one) => !needing.includes(one));
  const title = needing.length ? t("needs", { count: needing.length }) : t(quiet ? "all_out" : "accounts_title");
  const check = button("check", t("check_again"), acts.checkAll, may.run && !quiet ? "plain" : "main wide big");
  return h(
    "section",
    {},
    heading(title),
    view.busy && h("p", { class: "ask" }, link("#/jobs", t(view.busy === "waiting" ? "run_waits" : "run_goes_on"))),
    view.unheard.length > 0 &&
      h("p", { class: "ask" }, link("#/notifications", t("unheard", { name: view.unheard.join(", ") }))),
    needing.length > 0 && group(t("urgent"), list(needing, words)),
    may.run && !quiet && link("#/opt-out", t("opt_me_out"), "main wide big as-button", "opt-out"),
    quiet && check,
    view.news.length > 0 &&
      group(
        t("news"),
        h(
          "ul",
          { class: "rows" },
          view.news.map((one) => newsOf(one, words, acts)),
        ),
      ),
    others.length > 0 && group(t(needing.length ? "others" : "all_accounts"), list(others, words)),
    h(
      "div",
      { class: "actions" },
      !quiet && check,
      may.change && link("#/add", t("add_account"), "plain as-button"),
      button("certificate", t("certificate_pdf"), () => acts.certificate("pdf"), "plain"),
    ),
  );
}

/** @param {View} view @param {Words} words */
const nothing = ({ may }, { t }) =>
  h(
    "section",
    {},
    heading(t("nav_overview")),
    lead(t(may.change ? "no_account" : "no_account_restricted")),
    may.change && h("div", { class: "actions" }, link("#/add", t("add_account"), "main as-button")),
  );

/** @param {Row[]} rows @param {Words} words */
const list = (rows, words) =>
  h(
    "ul",
    { class: "rows" },
    rows.map((one) => h("li", {}, rowOf(one, words))),
  );

/** @param {Row} row @param {Words} words */
function rowOf(row, words) {
  const { t, date } = words;
  const note = row.date ? t("proven_on", { date: date(row.date) }) : t(row.note.key, row.note.values);
  return rowLink(
    `#/accounts/${row.id}`,
    row.mark,
    h("span", {}, row.name, " ", h("span", { class: "account-name" }, row.account)),
    badge(row.state, words),
    h("span", { class: "row-note" }, note, row.next && h("span", {}, " · ", t("next_look", { date: date(row.next) }))),
  );
}

/** @param {News} news @param {Words} words @param {Acts} acts */
const newsOf = (news, { t }, acts) =>
  h(
    "li",
    { class: "news" },
    h("p", {}, link(news.href, t(SAID[news.what] ?? "news", { platform: news.platform }))),
    news.detail && english("p", news.detail, "hint"),
    h(
      "button",
      { type: "button", id: `seen-${news.id}`, class: "link", click: () => acts.seen(news.id) },
      t("seen_it"),
      h("span", { class: "unseen" }, ` ${news.platform}`),
    ),
  );
