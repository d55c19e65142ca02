/** One's own name, password, one-time codes and language; going out, what one takes along, and leaving for good. */

import { h } from "/app/shared/view/dom.js";
import { button, command, heading } from "/app/shared/view/parts.js";
import { LANGUAGES } from "/app/shared/words/languages.js";
import { newPassword } from "./entrance.js";
import { choice, field, form, group, link, nameFor, send } from "./parts.js";
import { leaving, sheets, whole } from "./taking.js";

/** @typedef {import("/app/shared/words/wording.js").Words} Words */
/** @typedef {import("/app/shared/view/parts.js").Acts} Acts */
/** @typedef {{me: import("../rights.js").Me, language: string, enrolment: {seed: string, address: string} | null,
 *   exporting?: boolean, sure: string}} View */

/** @param {View} view @param {Words} words @param {Acts} acts */
export function settings(view, words, acts) {
  const { t } = words;
  const languages = Object.entries(LANGUAGES);
  return h(
    "section",
    {},
    heading(t("options")),
    h(
      "div",
      { class: "actions" },
      button("sign-out", t("sign_out"), acts.signOut, "plain"),
      view.me.role !== "restricted" && link("#/notifications", t("nav_notifications"), "plain as-button"),
    ),
    form(
      "rename",
      (given) => acts.rename(given.name),
      field("name", t("name_label"), { value: view.me.name, required: true, maxlength: 80 }),
      send(t("save"), "plain"),
    ),
    choice("language", t("language_title"), [["", t("language_browser")], ...languages], view.language, acts.speak),
    h("p", { class: "hint" }, t("light_or_dark")),
    group(
      t("password_label"),
      form(
        "password",
        (given, whole) => acts.changePassword(given, whole),
        nameFor(view.me.name),
        field("old", t("old_password_label"), { type: "password", autocomplete: "current-password", required: true }),
        ...newPassword(t),
        send(t("change_password"), "plain"),
      ),
    ),
    codes(view, words, acts),
    sheets(words, acts),
    whole(view, words, acts),
    view.me.role === "member" && leaving(view, words, acts),
  );
}

/** @param {View} view @param {Words} words @param {Acts} acts */
function codes({ me, enrolment }, { t }, acts) {
  if (me.totp) {
    return group(
      t("codes_title"),
      h("p", { class: "good-text" }, t("codes_on")),
      form(
        "codes-off",
        (given, whole) => acts.codesOff(given, whole),
        nameFor(me.name),
        field("password-now", t("password_label"), {
          name: "password",
          type: "password",
          autocomplete: "current-password",
          required: true,
        }),
        send(t("codes_disable"), "plain"),
      ),
    );
  }
  if (!enrolment)
    return group(
      t("codes_title"),
      h("p", {}, t("codes_lead")),
      button("codes-begin", t("codes_begin"), acts.enrol, "plain"),
    );
  return group(
    t("codes_title"),
    h("p", { id: "seed", tabindex: -1 }, t("codes_seed")),
    command(enrolment.seed),
    h("p", {}, h("a", { href: enrolment.address }, t("codes_open"))),
    form(
      "codes-on",
      (given) => acts.codesOn(given.code),
      field("code", t("codes_code"), {
        required: true,
        inputmode: "numeric",
        autocomplete: "one-time-code",
        maxlength: 20,
      }),
      send(t("codes_enable")),
    ),
  );
}
