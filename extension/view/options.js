/** The settings of the extension, drawn. */

import { LANGUAGES } from "../words/languages.js";
import { h } from "./dom.js";
import { button, heading, lead } from "./parts.js";

/** @typedef {import("../words/wording.js").Words} Words */
/** @typedef {import("./parts.js").Acts} Acts */
/** @typedef {{id: string, name: string, address: string}} Service */
/** @typedef {{services: Service[], chosen: string, language: string, notices: boolean, sure: string | null}} View */

/** @param {View} view @param {Words} words @param {Acts} acts */
export const options = (view, words, acts) =>
  h(
    "section",
    {},
    heading(words.t("options")),
    servicesOf(view, words, acts),
    languageOf(view, words, acts),
    noticesOf(view, words, acts),
  );

/** @param {View} view @param {Words} words @param {Acts} acts */
function servicesOf(view, words, acts) {
  const { t } = words;
  return h(
    "div",
    { class: "group" },
    h("h2", {}, t("services_title")),
    view.services.length === 0 && lead(t("services_none")),
    h("ul", { class: "rows" }, view.services.map((one) => serviceOf(one, view, words, acts))),
    button("add", t("services_add"), acts.add, "plain"),
  );
}

/** @param {Service} service @param {View} view @param {Words} words @param {Acts} acts */
function serviceOf(service, view, { t }, acts) {
  const name = `name-${service.id}`;
  const change = (/** @type {Event} */ event) =>
    acts.rename(service.id, /** @type {HTMLInputElement} */ (event.target).value);
  return h(
    "li",
    { class: "service" },
    h("label", { for: name }, t("services_name")),
    h("input", { id: name, type: "text", value: service.name, maxlength: 40, change }),
    h("p", { class: "hint", translate: "no" }, service.address),
    view.sure === service.id && h("p", { role: "alert" }, t("unpair_sure", { name: service.name })),
    h(
      "div",
      { class: "actions" },
      view.chosen === service.id
        ? h("span", { class: "state good" }, t("services_chosen"))
        : button(`use-${service.id}`, t("services_use"), () => acts.use(service.id), "plain"),
      view.sure === service.id
        ? button(`unpair-yes-${service.id}`, t("unpair_yes"), () => acts.unpair(service.id), "stop")
        : button(`unpair-${service.id}`, t("unpair"), () => acts.askUnpair(service.id), "plain"),
    ),
  );
}

/** @param {View} view @param {Words} words @param {Acts} acts */
function languageOf(view, { t }, acts) {
  const all = Object.entries(LANGUAGES);
  const change = (/** @type {Event} */ event) => acts.speak(/** @type {HTMLSelectElement} */ (event.target).value);
  return h(
    "div",
    { class: "group" },
    h("label", { for: "language" }, h("h2", {}, t("language_title"))),
    h(
      "select",
      { id: "language", change },
      h("option", { value: "", selected: !view.language }, t("language_browser")),
      all.map(([id, name]) => h("option", { value: id, lang: id, selected: view.language === id }, name)),
    ),
  );
}

/** @param {View} view @param {Words} words @param {Acts} acts */
const noticesOf = (view, { t }, acts) =>
  h(
    "div",
    { class: "group" },
    h("h2", {}, t("notices_title")),
    h(
      "label",
      { for: "notices", class: "tick" },
      h("input", { id: "notices", type: "checkbox", checked: view.notices, change: () => acts.notices(!view.notices) }),
      t("notices_lead"),
    ),
  );
