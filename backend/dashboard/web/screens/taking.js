/** What one takes along, and how one leaves for good. */

import { h } from "/app/shared/view/dom.js";
import { button, lead } from "/app/shared/view/parts.js";
import { field, form, group, nameFor, send } from "./parts.js";

/** @typedef {import("/app/shared/words/wording.js").Words} Words */
/** @typedef {import("/app/shared/view/parts.js").Acts} Acts */
/** @typedef {{me: import("../rights.js").Me, exporting?: boolean, sure: string}} View */

/** The password that one has, asked for once more. @param {string} id @param {Words} words */
const ownPassword = (id, { t }) =>
  field(id, t("password_label"), {
    name: "password",
    type: "password",
    autocomplete: "current-password",
    required: true,
  });

/** @param {Words} words @param {Acts} acts */
export const sheets = ({ t }, acts) =>
  group(
    t("take_title"),
    h("p", {}, t("take_lead")),
    h(
      "div",
      { class: "actions" },
      button("certificate-pdf", t("certificate_pdf"), () => acts.certificate("pdf"), "plain"),
      button("certificate-html", t("certificate_html"), () => acts.certificate("html"), "plain"),
      button("certificate-csv", t("certificate_csv"), () => acts.certificate("csv"), "plain"),
    ),
  );

/** @param {View} view @param {Words} words @param {Acts} acts */
export const whole = ({ me, exporting }, words, acts) =>
  group(
    words.t("export_title"),
    h("p", {}, words.t("export_lead")),
    form(
      "export",
      (given) => (exporting ? undefined : acts.exportAll(given.password)),
      nameFor(me.name),
      ownPassword("export-password", words),
      send(words.t(exporting ? "export_wait" : "export_button"), "plain"),
    ),
  );

/** Asked twice, the second time with the password. @param {View} view @param {Words} words @param {Acts} acts */
export function leaving({ me, sure }, words, acts) {
  const { t } = words;
  return group(
    t("leave_title"),
    lead(t("leave_lead")),
    h("p", {}, t("leave_first")),
    sure === "leave"
      ? h(
          "div",
          { class: "ask", role: "group", "aria-labelledby": "leave-question" },
          h("p", { id: "leave-question" }, t("leave_sure")),
          form(
            "leaving",
            (given) => acts.leaveForGood(given.password),
            nameFor(me.name),
            ownPassword("leave-password", words),
            h(
              "div",
              { class: "actions" },
              send(t("remove_member_yes"), "stop"),
              button("leave-no", t("cancel"), acts.unask, "plain"),
            ),
          ),
        )
      : button("leave", t("leave"), () => acts.ask("leave"), "plain"),
  );
}
