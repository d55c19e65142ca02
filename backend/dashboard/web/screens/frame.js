/** What surrounds every page: the bar above it, and the way to the others. */

import { h } from "/app/shared/view/dom.js";
import { button } from "/app/shared/view/parts.js";

/** @typedef {import("../rights.js").Me} Me */
/** @typedef {import("/app/shared/words/wording.js").Words} Words */
/** @typedef {import("/app/shared/view/parts.js").Acts} Acts */

/** @type {[string, string, string[]][]} the address, the word, and the pages that belong to it */
const WAYS = [
  ["#/", "nav_overview", ["overview", "account", "add", "changes", "receipt"]],
  ["#/jobs", "nav_jobs", ["jobs"]],
  ["#/platforms", "nav_platforms", ["platforms", "platform"]],
  ["#/letters", "nav_letters", ["letters", "letter"]],
  ["#/family", "nav_family", ["family", "member"]],
  ["#/devices", "nav_devices", ["devices"]],
  ["#/activity", "nav_activity", ["activity"]],
  ["#/notifications", "nav_notifications", ["notifications"]],
  ["#/settings", "options", ["settings"]],
];

/** @param {Me | null} me @param {Words} words @param {Acts} acts @returns {HTMLElement[]} */
export function barOf(me, { t }, acts) {
  const brand = [
    h("img", { src: "/app/shared/icons/icon.svg", width: 24, height: 24, alt: "" }),
    h("span", { class: "brand", translate: "no" }, "Unconsent"),
  ];
  if (!me) return brand;
  const menu = h(
    "button",
    { type: "button", id: "menu", class: "plain", "aria-expanded": "false", "aria-controls": "nav", click: toggle },
    t("menu"),
  );
  return [
    button("skip", t("skip"), acts.toContent, "skip"),
    ...brand,
    h("span", { class: "who", translate: "no" }, me.name),
    menu,
  ];
}

/** Opens and folds the ways on a narrow screen. */
const toggle = () => unfold(!document.getElementById("nav")?.classList.contains("open"));

/** @param {boolean} open */
function unfold(open) {
  document.getElementById("nav")?.classList.toggle("open", open);
  document.getElementById("menu")?.setAttribute("aria-expanded", String(open));
}

/** @param {Me} me @param {string} page @param {Words} words */
export function navOf(me, page, { t }) {
  unfold(false);
  document.getElementById("nav")?.setAttribute("aria-label", t("menu"));
  const word = (/** @type {string} */ key) => t(key === "nav_family" && me.role !== "owner" ? "nav_sharing" : key);
  return h(
    "ul",
    {},
    WAYS.map(([href, key, pages]) =>
      h(
        "li",
        {},
        h("a", { href, "aria-current": pages.includes(page) ? "page" : false, click: () => unfold(false) }, word(key)),
      ),
    ),
  );
}
