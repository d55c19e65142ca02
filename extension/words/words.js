/** Every sentence a person reads, in their language: the browser's, or the one they chose. */

import { browserLanguage, ownAddress, recall } from "../browser.js";
import { LANGUAGES } from "./languages.js";
import { wording } from "./wording.js";

/** @typedef {import("./wording.js").Words} Words */

/** @returns {Promise<Words>} */
export async function words() {
  const wanted = (await recall("local", "language")) ?? browserLanguage().split(/[-_]/)[0];
  const language = wanted in LANGUAGES ? wanted : "en";
  const answer = await fetch(ownAddress(`_locales/${language}/messages.json`));
  return wording(language, await answer.json());
}
