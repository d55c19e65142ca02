/** The popup and the side panel: the same page, one narrow, one as wide as the panel. */

import { hasPanel, openOptions, openPanel } from "../browser.js";
import { choose, services } from "../keep/services.js";
import { h } from "../view/dom.js";
import { words as findWords } from "../words/words.js";
import { Desk } from "./desk.js";

const words = await findWords();
const { t, language } = words;
document.documentElement.lang = language;
const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const desk = new Desk(byId("view"), byId("announce"), words);

/** @param {string} sign @param {string} text @param {string} id @param {() => void} click */
const tool = (sign, text, id, click) =>
  h("button", { type: "button", id, class: "tool", title: text, "aria-label": text, click }, sign);

async function chooser() {
  const all = await services();
  if (all.length < 2) return null;
  const change = async (/** @type {Event} */ event) => {
    await choose(/** @type {HTMLSelectElement} */ (event.target).value);
    await desk.home();
  };
  const options = all.map((one) => h("option", { value: one.id, selected: one.id === desk.serviceId }, one.name));
  return h("select", { id: "service", "aria-label": t("services_title"), change }, options);
}

async function drawBar() {
  const narrow = document.body.classList.contains("popup");
  const parts = [
    h("img", { src: "../icons/icon.svg", width: 24, height: 24, alt: "" }),
    h("span", { class: "brand", translate: "no" }, t("extension_name")),
    await chooser(),
    narrow && hasPanel() && tool("◧", t("open_panel"), "panel", () => void openPanel().then(() => window.close())),
    tool("⚙", t("options"), "options", () => void openOptions()),
  ];
  byId("bar").replaceChildren(...parts.filter((one) => one instanceof Node));
}

await desk.begin();
await drawBar();
