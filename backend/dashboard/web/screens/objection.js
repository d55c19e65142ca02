/** One objection form: all that would be sent, word for word, and what came of it. */

import { h } from "/app/shared/view/dom.js";
import { button, english } from "/app/shared/view/parts.js";
import { twice } from "./parts.js";

/** @typedef {import("/app/shared/words/wording.js").Words} Words */
/** @typedef {import("/app/shared/view/parts.js").Acts} Acts */
/** @typedef {{at: string, is_certain: boolean}} Earlier */
/** @typedef {{reason: string, email: string}} Said */
/** @typedef {{id: string, title: string, why: string, url: string, regions: string, honest: string, essential: boolean,
 *   warning: string | null, by_hand: string | null, steps: string[], advice: string[], takes_reason: boolean,
 *   takes_email: boolean, sent: Earlier | null}} Shown */
/** @typedef {{account: string, url: string, email: string, email_before: string, reason: string,
 *   button: string}} Sheet */
/** @typedef {{outcome: string, needs: string | null, detail: string, url: string | null,
 *   receipt: string | null}} Outcome */
/** @typedef {{sheet: Sheet, approval: string, sent: Earlier | null}} Read */
/** @typedef {{form: string, stage: "" | "reading" | "read" | "sending" | "done", words?: Said, read?: Read | null,
 *   outcome?: Outcome | null}} State */
/** @typedef {{one: Shown, state: State, view: {name: string, account: {id: number}, sure: string}}} Told */

/** When it went out, or may have. @param {Earlier} sent @param {Words} words */
export const sentOn = ({ at, is_certain }, { t, date }) =>
  t(is_certain ? "objection_sent_on" : "objection_maybe_sent", { date: date(at) });

/** @param {Told} told @param {Words} words @param {Acts} acts */
export function sheetOf({ one, state, view }, words, acts) {
  const { t } = words;
  const { sheet, sent } = /** @type {Read} */ (state.read);
  const replaced = sheet.email_before && ` ${t("objection_replaces", { email: sheet.email_before })}`;
  return h(
    "div",
    { class: "ask" },
    h("h3", { id: `stage-${one.id}`, tabindex: -1 }, t("objection_sheet")),
    h(
      "dl",
      { translate: "no" },
      ...term(t("objection_account"), sheet.account),
      ...term(t("objection_address"), sheet.url),
      ...(sheet.email ? term(t("objection_mail"), sheet.email + replaced) : []),
      ...term(t("objection_button"), sheet.button),
    ),
    h("h4", {}, t("objection_words")),
    sheet.reason
      ? h("p", { class: "lines letter-text", translate: "no" }, sheet.reason)
      : h("p", { class: "hint" }, t("objection_no_words")),
    h("p", {}, t("objection_honest"), " ", english("q", one.honest)),
    h(
      "ul",
      { class: "links" },
      one.advice.map((each) => english("li", each, "hint")),
    ),
    sent && h("p", { class: "warn-text" }, sentOn(sent, words)),
    sending({ one, state, view }, words, acts),
  );
}

/** @param {Told} told @param {Words} words @param {Acts} acts */
function sending({ one, state, view }, words, acts) {
  const { t } = words;
  const id = `send-${one.id}`;
  const question = t(state.read?.sent ? "objection_sure_again" : "objection_sure", { platform: view.name });
  if (view.sure === id) {
    const said = { text: t("objection_send"), question, yes: t("objection_yes") };
    return twice(id, view.sure, said, words, acts, () => acts.sendForm());
  }
  return h(
    "div",
    { class: "actions" },
    button(id, t("objection_send"), () => acts.ask(id), "main"),
    button(`change-${one.id}`, t("objection_change"), () => acts.leaveForm(), "plain"),
  );
}

/** @param {Told} told @param {Words} words @param {Acts} acts */
export function outcomeOf({ one, state, view }, words, acts) {
  const { t } = words;
  const { outcome, needs, detail, url, receipt } = /** @type {Outcome} */ (state.outcome);
  const sent = outcome === "submitted";
  const told = needs ? t(`row_needs_${needs}`, { platform: view.name }) : t(`outcome_${outcome}`);
  return h(
    "div",
    { class: "ask" },
    h(
      "h3",
      { id: `stage-${one.id}`, tabindex: -1, class: sent ? "good-text" : "warn-text" },
      sent ? t("objection_done", { platform: view.name }) : told,
    ),
    english("p", detail),
    needs === "sign_in" &&
      h(
        "div",
        { class: "actions" },
        button(`sign-in-${one.id}`, t("sign_in_here"), () => acts.signInHere(view.account.id), "main"),
      ),
    !sent && url && h("p", {}, h("a", { href: url, target: "_blank", rel: "noreferrer noopener" }, t("open_page"))),
    h(
      "div",
      { class: "actions" },
      receipt && button(`receipt-${one.id}`, t("receipt"), () => acts.receipt(receipt), "plain"),
      button(`change-${one.id}`, t("objection_back"), () => acts.leaveForm(), "plain"),
    ),
  );
}

/** @param {string} name @param {string} value */
const term = (name, value) => [h("dt", { translate: "yes" }, name), h("dd", {}, value)];
