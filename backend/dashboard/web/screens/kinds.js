/** What people call the kinds of places to which messages go; Apprise names them by the beginning of an address. */

import { h } from "/app/shared/view/dom.js";

/** @typedef {import("/app/shared/words/wording.js").Words} Words */

/** @type {Record<string, string>} */
const SAID = {
  webpush: "device_browser",
  mailto: "objection_mail",
  mailtos: "objection_mail",
};
/** @type {Record<string, string>} */
const NAMED = {
  discord: "Discord",
  form: "Webhook",
  forms: "Webhook",
  gotify: "Gotify",
  gotifys: "Gotify",
  json: "Webhook",
  jsons: "Webhook",
  matrix: "Matrix",
  matrixs: "Matrix",
  ntfy: "ntfy",
  ntfys: "ntfy",
  pover: "Pushover",
  signal: "Signal",
  signals: "Signal",
  slack: "Slack",
  tgram: "Telegram",
  xml: "Webhook",
  xmls: "Webhook",
};

/** @param {string} scheme @param {Words} words */
export const kindOf = (scheme, { t }) =>
  scheme in SAID ? t(SAID[scheme]) : h("span", { translate: "no" }, NAMED[scheme] ?? scheme);
