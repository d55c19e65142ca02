/** Every sentence that is read here: those of the extension, and the dashboard's own, in one language. */

import { LANGUAGES } from "/app/shared/words/languages.js";
import { wording } from "/app/shared/words/wording.js";

const KEY = "unconsent.language";

/** @returns {string} the chosen language; empty: the browser's */
export const chosenLanguage = () => localStorage.getItem(KEY) ?? "";

/** @param {string} language */
export const chooseLanguage = (language) =>
  language ? localStorage.setItem(KEY, language) : localStorage.removeItem(KEY);

/** @returns {Promise<import("/app/shared/words/wording.js").Words>} */
export async function findWords() {
  const wanted = chosenLanguage() || (navigator.language.split("-")[0] ?? "");
  const language = wanted in LANGUAGES ? wanted : "en";
  const own = ["words", "live/words"].map((one) => `/app/${one}/${language}.json`);
  const files = [`/app/shared/_locales/${language}/messages.json`, ...own];
  const known = await Promise.all(files.map(async (one) => (await fetch(one)).json()));
  document.documentElement.lang = language;
  return wording(language, Object.assign({}, ...known));
}
