/** One platform: every setting with its last outcome and its receipt, and undo. And one receipt. */

import { MEANING } from "../model/standing.js";
import { h } from "./dom.js";
import { back, badge, button, english, heading, lead, mark } from "./parts.js";

/** @typedef {import("../words/wording.js").Words} Words */
/** @typedef {import("./parts.js").Acts} Acts */
/** @typedef {import("../model/standing.js").Standing} Standing */
/** @typedef {{id: number, name: string, standing: Standing[]}} Shown */
/** @typedef {{slug: string, name: string, mark: string, claim: string, pause: string | null, accounts: Shown[],
 *   handover: boolean, sure: boolean}} View */

/** @param {View} view @param {Words} words @param {Acts} acts */
export function detail(view, words, acts) {
  const { t } = words;
  const changed = view.accounts.some((account) =>
    account.standing.some((one) => one.last?.outcome === "opted_out" && one.last.mode === "run"),
  );
  return h(
    "section",
    {},
    back(words, acts.home),
    h("h1", { tabindex: -1, class: "detail-head" }, mark(view.mark), h("span", { translate: "no" }, view.name)),
    view.pause && english("p", view.pause, "warn-text"),
    view.accounts.length ? english("p", view.claim, "hint") : lead(t("row_unchecked")),
    view.accounts.map((one) => accountOf(one, view, words, acts)),
    changed && undoOf(view, words, acts),
  );
}

/** @param {Shown} account @param {View} view @param {Words} words @param {Acts} acts */
function accountOf(account, view, words, acts) {
  const { t } = words;
  const handing = () => acts.handing(view.slug, account.id);
  return h(
    "div",
    {},
    view.accounts.length > 1 && h("h2", {}, t("account_named", { name: account.name })),
    h("ul", { class: "settings" }, account.standing.map((one) => settingOf(account, one, words, acts))),
    view.handover && h("div", { class: "actions" }, button(`hand-over-${account.id}`, t("hand_over"), handing, "plain")),
  );
}

/** @param {{id: number}} account @param {Standing} standing @param {Words} words @param {Acts} acts
 *  @param {...(HTMLElement | false | null)} more */
export function settingOf(account, { setting, title, last }, words, acts, ...more) {
  const { t, date } = words;
  const state = last ? (MEANING[last.outcome] ?? "unclear") : "unchecked";
  return h(
    "li",
    {},
    english("p", title, "setting-title"),
    last?.outcome === "skipped"
      ? h("span", { class: "state quiet" }, t("outcome_skipped"))
      : badge(state, words),
    last && h("span", { class: "row-note" }, t("looked_at", { date: date(last.at) })),
    last?.receipt &&
      h(
        "button",
        {
          type: "button",
          id: `receipt-${account.id}-${setting}`,
          class: "link",
          click: () => acts.receipt(last.receipt),
        },
        t("receipt"),
        h("span", { class: "unseen", lang: "en" }, ` ${title}`),
      ),
    ...more,
  );
}

/** @param {View} view @param {Words} words @param {Acts} acts */
function undoOf(view, { t }, acts) {
  if (!view.sure) return h("div", { class: "foot" }, button("undo", t("undo"), acts.askUndo, "plain wide"));
  return h(
    "div",
    { class: "foot ask" },
    h("p", { role: "alert" }, t("undo_sure", { platform: view.name })),
    h(
      "div",
      { class: "actions" },
      button("undo-yes", t("undo_yes"), () => acts.undo(view.accounts.map((one) => one.id)), "stop"),
      button("undo-no", t("undo_no"), () => acts.detail(view.slug), "plain"),
    ),
  );
}

/** @param {{slug: string, receipt: {id: string, statement: string, setting: {title: string}, stated_at: string}}} view
 *  @param {Words} words @param {Acts} acts @param {...HTMLElement} more further ways to save it */
export function receipt({ slug, receipt: shown }, words, acts, ...more) {
  const { t, date } = words;
  return h(
    "section",
    {},
    back(words, () => acts.detail(slug)),
    heading(t("receipt")),
    english("p", shown.setting.title, "setting-title"),
    h("blockquote", { lang: "en" }, shown.statement),
    h("p", { class: "hint" }, t("stated_on", { date: date(shown.stated_at) })),
    h("p", { class: "hint" }, t("receipt_number"), " ", h("code", { translate: "no" }, shown.id)),
    h(
      "div",
      { class: "actions column" },
      button("save-pdf", t("save_read"), () => acts.save(shown.id, "pdf"), "main wide"),
      button("save-json", t("save_verify"), () => acts.save(shown.id, "json"), "plain wide"),
      ...more,
    ),
  );
}
