/** What concerns oneself. */

import { chooseLanguage, chosenLanguage, findWords } from "../words.js";

/** @typedef {import("../desk.js").Desk} Desk */

/** @param {Desk} desk @returns {Promise<import("../desk.js").View>} */
export async function load(desk) {
  desk.me = await desk.client.get("/me");
  return { screen: "settings", me: desk.me, language: chosenLanguage(), enrolment: null };
}

/** @param {Desk} desk @returns {import("/app/shared/view/parts.js").Acts} */
export function acts(desk) {
  const saved = (/** @type {() => Promise<unknown>} */ work) =>
    void desk.act(async () => {
      await work();
      await desk.again();
      desk.announce(desk.words.t("saved"));
      desk.parts.view.querySelector("h1")?.focus();
    });
  return {
    rename: (name) => saved(() => desk.client.patch("/me", { name })),
    changePassword: (given, whole) => {
      if (given.password !== given.again) return desk.say(desk.words.t("differ"));
      saved(async () => {
        await desk.client.post("/me/password", { old: given.old, new: given.password });
        whole.reset();
      });
    },
    enrol: () =>
      void desk.act(async () => {
        desk.show({ ...desk.view, enrolment: await desk.client.post("/me/totp", undefined) });
        document.getElementById("seed")?.focus();
      }),
    codesOn: (code) => saved(() => desk.client.post("/me/totp/confirm", { code: code.trim() })),
    codesOff: ({ password }, whole) =>
      saved(async () => {
        await desk.client.post("/me/totp/disable", { password });
        whole.reset();
      }),
    speak: (language) =>
      void desk.act(async () => {
        chooseLanguage(language);
        desk.words = await findWords();
        await desk.again();
      }),
  };
}
