/** The household, for who looks after it: where everyone stands, who is invited, who leaves. */

import { h } from "/app/shared/view/dom.js";
import { badge, button, command, heading, lead } from "/app/shared/view/parts.js";
import { markOf } from "/app/shared/model/standing.js";
import { choice, field, form, group, rowLink, send } from "./parts.js";

/** @typedef {import("/app/shared/words/wording.js").Words} Words */
/** @typedef {import("/app/shared/view/parts.js").Acts} Acts */
/** @typedef {{id: number, name: string, role: string, counts: [string, number][], looked: string | null,
 *   empty: boolean}} Person */
/** @typedef {{id: string, name: string, role: string, until: string}} Invitation */
/** @typedef {{people: Person[], invitations: Invitation[], link: {name: string, until: string, href: string} |
 * null}} View */

/** @param {View} view @param {Words} words @param {Acts} acts */
export const family = (view, words, acts) =>
  h(
    "section",
    {},
    heading(words.t("nav_family")),
    lead(words.t(view.people.length ? "family_lead" : "family_none")),
    view.people.length > 0 &&
      h(
        "ul",
        { class: "rows" },
        view.people.map((one) => personOf(one, words)),
      ),
    view.people.length > 0 &&
      h(
        "div",
        { class: "actions" },
        button("certificate-family", words.t("certificate_family"), () => acts.certificate("pdf", true), "plain"),
      ),
    view.link && linkOf(view.link, words, acts),
    inviting(words, acts),
    view.invitations.length > 0 &&
      group(
        words.t("invitations_title"),
        h(
          "ul",
          { class: "rows" },
          view.invitations.map((one) => invitationOf(one, words, acts)),
        ),
      ),
  );

/** @param {Person} one @param {Words} words */
function personOf(one, words) {
  const { t, date } = words;
  const stands = one.counts.map(([state, count]) => h("span", {}, badge(state, words), ` ${count}`));
  const note = h(
    "span",
    { class: "row-note counts" },
    one.empty ? t("status_none") : stands,
    one.looked && h("span", {}, t("last_look", { date: date(one.looked) })),
    h("span", {}, t(`role_${one.role}`)),
  );
  return h("li", {}, rowLink(`#/family/${one.id}`, markOf(one.name), one.name, h("span", {}), note));
}

/** @param {NonNullable<View["link"]>} link @param {Words} words @param {Acts} acts */
const linkOf = (link, { t, date }, acts) =>
  h(
    "div",
    { class: "ask", id: "link", tabindex: -1 },
    h("p", {}, t("invite_done", { name: link.name, date: date(link.until) })),
    command(link.href),
    h(
      "div",
      { class: "actions" },
      button("copy-link", t("copy"), () => acts.copy(link.href), "main"),
    ),
  );

/** @param {Words} words @param {Acts} acts */
const inviting = ({ t }, acts) =>
  group(
    t("invite_title"),
    form(
      "invite",
      (given, whole) => acts.invite(given, whole),
      field("name", t("invite_name"), { required: true, maxlength: 80, autocomplete: "off" }),
      choice(
        "role",
        t("invite_role"),
        [
          ["member", t("invite_member")],
          ["restricted", t("invite_restricted")],
        ],
        "member",
      ),
      send(t("invite_button")),
    ),
  );

/** @param {Invitation} one @param {Words} words @param {Acts} acts */
const invitationOf = (one, { t, date }, acts) =>
  h(
    "li",
    { class: "line" },
    h(
      "div",
      {},
      h("p", { translate: "no" }, one.name),
      h("p", { class: "hint" }, t(`role_${one.role}`), " · ", t("good_until", { date: date(one.until) })),
    ),
    h(
      "button",
      { type: "button", id: `withdraw-${one.id}`, class: "plain", click: () => acts.withdraw(one.id) },
      t("withdraw"),
      h("span", { class: "unseen" }, ` ${one.name}`),
    ),
  );
