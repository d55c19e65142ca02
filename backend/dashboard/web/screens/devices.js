/** The devices that are let in, and the field for the code that an extension shows. */

import { h } from "/app/shared/view/dom.js";
import { heading, lead } from "/app/shared/view/parts.js";
import { field, form, group, send, time } from "./parts.js";

/** @typedef {import("/app/shared/words/wording.js").Words} Words */
/** @typedef {import("/app/shared/view/parts.js").Acts} Acts */
/** @typedef {{id: string, kind: string, name: string, used: string}} Device */

/** @param {{devices: Device[], own: string, paired: string}} view @param {Words} words @param {Acts} acts */
export const devices = (view, words, acts) =>
  h(
    "section",
    {},
    heading(words.t("nav_devices")),
    lead(words.t("devices_lead")),
    devicesOf(view.devices, view.own, words, acts),
    group(
      words.t("pair_here_title"),
      h("p", {}, words.t("pair_here_lead")),
      form(
        "pair",
        (given, whole) => acts.confirmCode(given.code, whole),
        field("code", words.t("pair_code"), {
          required: true,
          autocomplete: "off",
          autocapitalize: "characters",
          spellcheck: "false",
          maxlength: 40,
          placeholder: "7QK2-M0XD",
        }),
        send(words.t("pair_let_in")),
      ),
      view.paired && h("p", { class: "good-text" }, words.t("pair_done", { name: view.paired })),
    ),
  );

/** @param {Device[]} all @param {string} own @param {Words} words @param {Acts} acts */
export const devicesOf = (all, own, words, acts) =>
  h(
    "ul",
    { class: "rows" },
    all.map((one) => deviceOf(one, own, words, acts)),
  );

/** @param {Device} one @param {string} own @param {Words} words @param {Acts} acts */
function deviceOf(one, own, words, acts) {
  const { t } = words;
  return h(
    "li",
    { class: "line" },
    h(
      "div",
      {},
      h("p", { class: "setting-title", translate: "no" }, one.name),
      h("p", { class: "hint" }, t(`device_${one.kind}`), " · ", t("last_used", { time: time(words, one.used) })),
    ),
    one.id === own
      ? h("span", { class: "state good" }, t("this_device"))
      : h(
          "button",
          { type: "button", id: `revoke-${one.id}`, class: "plain", click: () => acts.revoke(one.id) },
          t("revoke"),
          h("span", { class: "unseen" }, ` ${one.name}`),
        ),
  );
}
