/** Handing a sign-in over to the service: what is copied, where to, what may come of it, and how it is taken back. */

import { h } from "./dom.js";
import { back, button, english, heading, lead } from "./parts.js";

/** @typedef {import("../words/wording.js").Words} Words */
/** @typedef {import("./parts.js").Acts} Acts */
/** @typedef {{slug: string, name: string, account: string, handover: string, url: string, out: boolean,
 *   service: {name: string, address: string}}} View */

/** @param {View} view @param {Words} words @param {Acts} acts */
export function handing(view, words, acts) {
  const { t } = words;
  const platform = view.name;
  const leave = () => acts.detail(view.slug);
  return h(
    "section",
    {},
    back(words, leave),
    heading(t("handing_title")),
    lead(t("handing_lead", { platform })),
    h("p", { class: "hint" }, t("account_named", { name: view.account })),
    h("p", {}, t("handing_what", { platform })),
    h("p", {}, t("handing_where", view.service)),
    h("p", {}, t("handing_ends", { platform })),
    english("p", view.handover, "warn-text"),
    h("p", {}, t("handing_back", { platform })),
    view.out && h("p", { class: "ask" }, t("handing_out"), " ", signInLink(view.url, words)),
    h(
      "div",
      { class: "actions" },
      button("handing-yes", t("handing_yes"), acts.handOver, "main"),
      button("handing-no", t("handing_no"), leave, "plain"),
    ),
  );
}

/** @param {View} view @param {Words} words @param {Acts} acts */
export const handed = ({ slug, name, service }, { t }, acts) =>
  h(
    "section",
    {},
    heading(t("done_title")),
    lead(t("handing_done", { platform: name, name: service.name })),
    h("p", {}, t("handing_back", { platform: name })),
    h("div", { class: "actions" }, button("finish", t("finish"), () => acts.detail(slug), "main wide")),
  );

/** @param {string} url @param {Words} words */
export const signInLink = (url, { t }) =>
  h("a", { href: url, target: "_blank", rel: "noreferrer noopener" }, t("sign_in_first"));
