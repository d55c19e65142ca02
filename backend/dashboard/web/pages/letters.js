/** Letters, read and saved. */

import { saveAs } from "./receipt.js";

/** @typedef {import("../desk.js").Desk} Desk */

/** @param {Desk} desk @returns {Promise<import("../desk.js").View>} */
export const load = async (desk) => ({
  screen: "letters",
  letters: await desk.client.all("/letters?limit=100"),
  may: desk.me?.role !== "restricted",
});

/** @param {Desk} desk @param {string} id @returns {Promise<import("../desk.js").View>} */
export const loadOne = async (desk, id) => ({ screen: "letter", letter: await desk.client.get(`/letters/${id}`) });

/** @param {Desk} desk @returns {import("/app/shared/view/parts.js").Acts} */
export const acts = (desk) => ({
  saveLetter: (id, format) =>
    void desk.act(async () =>
      saveAs(await desk.client.file(`/letters/${id}/file?format=${format}`), `letter-${id.slice(0, 8)}.${format}`),
    ),
});
