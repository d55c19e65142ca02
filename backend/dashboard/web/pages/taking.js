/** What one takes along, fetched with the token in a header and saved from here; and leaving, with the password. */

import { saveAs } from "./receipt.js";

/** @typedef {import("../desk.js").Desk} Desk */

const LONG = 15 * 60_000;

/** @param {Desk} desk @returns {import("/app/shared/view/parts.js").Acts} */
export const acts = (desk) => ({
  certificate: (format, family = false) =>
    void desk.act(async () => {
      const asked = family ? `&family=true` : "";
      const file = await desk.client.file(`/me/certificate?format=${format}${asked}`, { patience: LONG });
      saveAs(file, `certificate.${format}`);
    }),
  exportAll: (password) =>
    void desk.act(async () => {
      desk.show({ ...desk.view, exporting: true });
      desk.announce(desk.words.t("export_wait"));
      try {
        saveAs(await desk.client.file("/me/export", { body: { password }, patience: LONG }), "unconsent-export.zip");
        desk.announce(desk.words.t("saved"));
        /** @type {HTMLFormElement | null} */ (document.getElementById("export"))?.reset();
      } finally {
        if (desk.view.exporting) desk.show({ ...desk.view, exporting: false });
      }
    }),
  leaveForGood: (password) =>
    void desk.act(async () => {
      await desk.client.post("/me/erase", { password });
      location.hash = "#/";
      desk.signedOut("left");
    }),
});
