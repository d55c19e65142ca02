/** The screens before anything works: connecting this browser, and what to do when the service does not answer. */

import { USUAL } from "../api/address.js";
import { h } from "./dom.js";
import { button, command, heading, lead } from "./parts.js";

/** @typedef {import("../words/wording.js").Words} Words */
/** @typedef {import("./parts.js").Acts} Acts */

/** @param {{address?: string, wrong?: boolean, known?: boolean}} view @param {Words} words @param {Acts} acts */
export function connect(view, { t }, acts) {
  const field = h("input", {
    id: "address",
    type: "url",
    inputmode: "url",
    spellcheck: "false",
    value: view.address ?? USUAL,
    "aria-describedby": view.wrong ? "address-wrong" : "address-hint",
    "aria-invalid": view.wrong ? "true" : false,
    translate: "no",
  });
  const typed = () => /** @type {HTMLInputElement} */ (field).value;
  return h(
    "section",
    {},
    heading(t("pair_title")),
    lead(t("pair_lead")),
    h("p", {}, t("pair_start")),
    command("unconsent serve"),
    h("div", { class: "actions" }, button("pair", t("pair_button"), () => acts.pair(typed()), "main")),
    h(
      "details",
      { id: "elsewhere", open: Boolean(view.wrong || view.address) },
      h("summary", { id: "elsewhere-summary" }, t("pair_elsewhere")),
      h("label", { for: "address" }, t("address_label")),
      field,
      view.wrong
        ? h("p", { id: "address-wrong", class: "warn-text", role: "alert" }, t("address_wrong"))
        : h("p", { id: "address-hint", class: "hint" }, t("address_hint")),
    ),
    view.known && button("cancel", t("cancel"), acts.home, "plain"),
  );
}

/** @param {{code: string, seconds: number, copied: boolean}} view @param {Words} words @param {Acts} acts */
export function pairing(view, { t, clock }, acts) {
  const line = `unconsent pair ${view.code}`;
  return h(
    "section",
    {},
    heading(t("code_title")),
    h("p", { class: "code", translate: "no", "aria-hidden": "true" }, view.code),
    h("p", { class: "unseen", translate: "no" }, [...view.code].join(" ")),
    h("p", {}, t("code_lead")),
    command(line),
    h(
      "div",
      { class: "actions" },
      button("copy", view.copied ? t("copied") : t("copy"), () => acts.copy(line), "main"),
      button("cancel", t("cancel"), acts.cancelPairing, "plain"),
    ),
    h("p", { class: "hint", role: "timer", "aria-live": "off" }, t("code_left", { time: clock(view.seconds) })),
    h("p", { class: "hint" }, t("code_wait")),
  );
}

/** @param {{address: string}} view @param {Words} words @param {Acts} acts */
export function codeOver(view, { t }, acts) {
  return h(
    "section",
    {},
    heading(t("code_over_title")),
    lead(t("code_over_lead")),
    h("div", { class: "actions" }, button("pair", t("new_code"), () => acts.pair(view.address), "main")),
    button("cancel", t("cancel"), acts.cancelPairing, "plain"),
  );
}

/** @param {{address: string}} view @param {Words} words @param {Acts} acts */
export function offline(view, { t }, acts) {
  return h(
    "section",
    {},
    heading(t("offline_title")),
    lead(t("offline_lead")),
    command("unconsent serve"),
    h("div", { class: "actions" }, button("again", t("try_again"), acts.retry, "main")),
    h("p", { class: "hint" }, t("offline_where", { address: view.address })),
  );
}

/** @param {{address: string}} view @param {Words} words @param {Acts} acts */
export function shutOut(view, { t }, acts) {
  return h(
    "section",
    {},
    heading(t("shut_out_title")),
    lead(t("shut_out_lead")),
    h("div", { class: "actions" }, button("pair", t("connect_again"), () => acts.pair(view.address), "main")),
  );
}

/** @param {{kind: string, detail: string}} view @param {Words} words @param {Acts} acts */
export function trouble(view, { t }, acts) {
  const told = { fault: "trouble_fault", too_soon: "trouble_too_soon", not_allowed: "trouble_not_allowed" };
  const key = told[/** @type {keyof typeof told} */ (view.kind)];
  return h(
    "section",
    {},
    heading(t("trouble_title")),
    key ? lead(t(key)) : h("p", { class: "lead", lang: "en" }, view.detail || t("trouble_fault")),
    h("div", { class: "actions" }, button("again", t("try_again"), acts.retry, "main")),
  );
}

/** Its heading is no h1: the focus waits for the screen that comes. @param {unknown} _ @param {Words} words */
export const loading = (_, { t }) =>
  h(
    "section",
    { class: "loading" },
    h("div", { class: "unseen", role: "heading", "aria-level": 1 }, t("extension_name")),
    h("p", { role: "status" }, h("span", { class: "pulse" }), t("loading")),
  );

/** @param {unknown} _ @param {Words} words @param {Acts} acts */
export const empty = (_, { t }, acts) =>
  h(
    "section",
    {},
    heading(t("empty_title")),
    lead(t("empty_lead")),
    h("div", { class: "actions" }, button("again", t("try_again"), acts.retry, "main")),
  );
