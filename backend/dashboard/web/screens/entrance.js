/** The screens before anybody is signed in: signing in, coming by an invitation, and nobody answering. */

import { h } from "/app/shared/view/dom.js";
import { button, command, heading, lead } from "/app/shared/view/parts.js";
import { field, form, link, send, tick } from "./parts.js";

/** @typedef {import("/app/shared/words/wording.js").Words} Words */
/** @typedef {import("/app/shared/view/parts.js").Acts} Acts */

/** @param {{notice?: string, failed?: boolean}} view @param {Words} words @param {Acts} acts */
export function signIn(view, { t }, acts) {
  const code = field("code", t("code_label"), { inputmode: "numeric", autocomplete: "one-time-code" });
  return h(
    "section",
    { class: "narrow" },
    heading(t(view.notice === "ended" ? "ended_title" : "sign_in")),
    lead(t(view.notice === "ended" ? "ended_lead" : "sign_in_lead")),
    form(
      "sign-in",
      (given) => acts.signIn(given),
      field("name", t("name_label"), { autocomplete: "username", required: true, autocapitalize: "none" }),
      field("password", t("password_label"), { type: "password", autocomplete: "current-password", required: true }),
      view.failed ? code : h("details", { id: "codes" }, h("summary", { id: "codes-summary" }, t("code_have")), code),
      tick("stay", t("stay"), false, () => undefined, "stay"),
      send(t("sign_in"), "main wide"),
    ),
    h(
      "details",
      { id: "first" },
      h("summary", { id: "first-summary" }, t("first_time")),
      h("p", {}, t("first_time_owner")),
      command("unconsent members password"),
      h("p", {}, t("first_time_member")),
    ),
  );
}

/** @param {{invitation: {name: string, role: string, until: string} | null}} view @param {Words} words
 * @param {Acts} acts */
export function invited({ invitation }, { t, date }, acts) {
  if (!invitation) {
    return h(
      "section",
      { class: "narrow" },
      heading(t("invited_gone_title")),
      lead(t("invited_gone_lead")),
      h("p", {}, link("#/", t("sign_in"))),
    );
  }
  return h(
    "section",
    { class: "narrow" },
    heading(t("invited_title", { name: invitation.name })),
    lead(t(invitation.role === "restricted" ? "invited_lead_restricted" : "invited_lead")),
    form(
      "join",
      (given) => acts.join(given),
      field("name", t("name_label"), {
        value: invitation.name,
        autocomplete: "username",
        required: true,
        maxlength: 80,
      }),
      ...newPassword(t),
      tick("stay", t("stay"), false, () => undefined, "stay"),
      send(t("join"), "main wide"),
    ),
    h("p", { class: "hint" }, t("good_until", { date: date(invitation.until) })),
  );
}

/** A new password, typed twice. @param {Words["t"]} t */
export const newPassword = (t) => [
  field("password", t("new_password_label"), fresh, t("password_hint")),
  field("again", t("again_label"), fresh),
];
const fresh = { type: "password", autocomplete: "new-password", required: true, minlength: 12 };

/** @param {unknown} _ @param {Words} words @param {Acts} acts */
export const away = (_, { t }, acts) =>
  h(
    "section",
    { class: "narrow" },
    heading(t("away_title")),
    lead(t("away_lead")),
    command("unconsent serve"),
    h("div", { class: "actions" }, button("again", t("try_again"), acts.retry, "main")),
  );
