/** The settings of the extension: services, language, notices. */

import { clientOf } from "../api/client.js";
import { askToNotify, extensionId, forget, mayNotify, openTab, ownAddress, recall, remember, stopNotifying } from "../browser.js";
import { choose, chosenService, dropService, renameService, services } from "../keep/services.js";
import { show } from "../view/dom.js";
import { options } from "../view/options.js";
import { words as findWords } from "../words/words.js";

const place = /** @type {HTMLElement} */ (document.getElementById("view"));
/** @type {string | null} */
let sure = null;

async function draw() {
  const words = await findWords();
  document.documentElement.lang = words.language;
  const view = {
    services: await services(),
    chosen: (await chosenService())?.id ?? "",
    language: (await recall("local", "language")) ?? "",
    notices: await mayNotify(),
    sure,
  };
  show(place, options(view, words, acts), false);
}

/** Shuts this browser out at the service too, where it answers. @param {string} id */
async function unpair(id) {
  const service = (await services()).find((one) => one.id === id);
  sure = null;
  if (!service) return;
  await clientOf(service, extensionId()).remove(`/devices/${service.device}`).catch(() => undefined);
  await dropService(id);
}

/** @type {import("../view/parts.js").Acts} */
const acts = {
  use: (id) => void choose(id).then(draw),
  rename: (id, name) => void renameService(id, name).then(draw),
  askUnpair: (id) => {
    sure = id;
    void draw();
  },
  unpair: (id) => void unpair(id).then(draw),
  add: () => void openTab(ownAddress("popup/panel.html#connect")),
  speak: (language) => void (language ? remember("local", "language", language) : forget("local", "language")).then(draw),
  notices: (wanted) => void (wanted ? askToNotify() : stopNotifying()).then(draw),
};

await draw();
