/** Telling Unconsent about an account. */

import { h } from "/app/shared/view/dom.js";
import { english, heading, lead } from "/app/shared/view/parts.js";
import { back, choice, field, form, send } from "./parts.js";

/** @typedef {import("/app/shared/words/wording.js").Words} Words */
/** @typedef {import("/app/shared/view/parts.js").Acts} Acts */
/** @typedef {{slug: string, name: string, own_address: boolean, unattended: string, policy_note: string}} Platform */

/** @param {{platforms: Platform[], chosen: string}} view @param {Words} words @param {Acts} acts */
export function add(view, { t }, acts) {
  const platform = view.platforms.find((one) => one.slug === view.chosen);
  const names = view.platforms.map((one) => /** @type {[string, string]} */ ([one.slug, one.name]));
  return h(
    "section",
    {},
    back("#/", t("nav_overview")),
    heading(t("add_account")),
    lead(t("add_lead")),
    form(
      "add",
      (given) => acts.add(given),
      choice("platform", t("platform_label"), [["", t("choose")], ...names], view.chosen, acts.choosePlatform),
      platform &&
        field("name", t("own_name_label"), { value: "me", required: true, maxlength: 80 }, t("own_name_hint")),
      platform?.own_address &&
        field("address", t("site_label"), { type: "url", required: true, placeholder: "https://blog.example" }),
      platform &&
        !platform.own_address &&
        field("handle", t("handle_label"), { autocapitalize: "none", spellcheck: "false" }, t("handle_hint")),
      platform?.unattended === "with_consent" &&
        h(
          "div",
          { class: "ask" },
          h("h2", {}, t("read_first")),
          english("p", platform.policy_note),
          h(
            "label",
            { for: "consented", class: "tick" },
            h("input", { type: "checkbox", id: "consented", name: "consented" }),
            t("agree"),
          ),
        ),
      platform && send(t("add_it")),
    ),
  );
}
