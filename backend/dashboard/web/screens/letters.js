/** Letters: how far each is, and what it says. They are written on the machine itself. */

import { h } from "/app/shared/view/dom.js";
import { button, command, english, heading, lead } from "/app/shared/view/parts.js";
import { markOf } from "/app/shared/model/standing.js";
import { back, group, rowLink } from "./parts.js";

/** @typedef {import("/app/shared/words/wording.js").Words} Words */
/** @typedef {import("/app/shared/view/parts.js").Acts} Acts */
/** @typedef {{id: string, company: string, state: string, sent: string | null, due: string | null, overdue: boolean,
 *   answered: string | null, made: string}} Letter */
/** @typedef {Letter & {subject: string, text: string, emails: string[], post: string | null, note: string}} Whole */

const WRITE = "unconsent letters write linkedin --region eu";

/** @param {{letters: Letter[], may: boolean}} view @param {Words} words */
export const letters = ({ letters: all, may }, words) =>
  h(
    "section",
    {},
    heading(words.t("nav_letters")),
    lead(words.t(all.length ? "letters_lead" : "letters_none")),
    all.length > 0 &&
      h(
        "ul",
        { class: "rows" },
        all.map((one) => h("li", {}, rowOf(one, words))),
      ),
    may && h("div", { class: "group" }, h("p", {}, words.t("letters_write")), command(WRITE)),
  );

/** @param {Letter} one @param {Words} words */
const rowOf = (one, words) =>
  rowLink(
    `#/letters/${one.id}`,
    markOf(one.company),
    one.company,
    h("span", { class: one.overdue ? "state warn" : "state quiet" }, words.t(`letter_${one.state}`)),
    h("span", { class: "row-note" }, deadline(one, words)),
  );

/** @param {Letter} one @param {Words} words */
function deadline(one, { t, date }) {
  if (one.overdue && one.due) return t("letter_overdue", { date: date(one.due) });
  if (one.state === "sent" && one.due) return t("letter_due", { date: date(one.due) });
  if (one.answered) return t("letter_answered_on", { date: date(one.answered) });
  return one.sent ? t("letter_sent_on", { date: date(one.sent) }) : t("letter_made_on", { date: date(one.made) });
}

/** @param {{letter: Whole}} view @param {Words} words @param {Acts} acts */
export const letter = ({ letter: one }, words, acts) =>
  h(
    "section",
    {},
    back("#/letters", words.t("nav_letters")),
    heading(one.company),
    h(
      "p",
      {},
      h("span", { class: one.overdue ? "state warn" : "state quiet" }, words.t(`letter_${one.state}`)),
      " · ",
      deadline(one, words),
    ),
    english("p", one.note, "hint"),
    group(words.t("letter_to"), h("p", { translate: "no", class: "lines" }, one.post ?? one.emails.join(", "))),
    h("h2", { translate: "no" }, one.subject),
    h("p", { class: "lines letter-text", translate: "no" }, one.text),
    h(
      "div",
      { class: "actions" },
      button("save-pdf", words.t("save_read"), () => acts.saveLetter(one.id, "pdf"), "main"),
      button("save-eml", words.t("save_mail"), () => acts.saveLetter(one.id, "eml"), "plain"),
    ),
  );
