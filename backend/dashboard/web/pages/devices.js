/** Devices, and letting an extension in. */

/** @typedef {import("../desk.js").Desk} Desk */

/** @param {Desk} desk @returns {Promise<import("../desk.js").View>} */
export const load = async (desk) => ({
  screen: "devices",
  devices: await desk.client.all("/devices"),
  own: desk.me?.device ?? "",
  paired: desk.view.screen === "devices" ? (desk.view.paired ?? "") : "",
});

/** @param {Desk} desk @returns {import("/app/shared/view/parts.js").Acts} */
export const acts = (desk) => ({
  revoke: (id) =>
    void desk.act(async () => {
      await desk.client.remove(`/devices/${id}`);
      await desk.again();
      desk.parts.view.querySelector("h1")?.focus();
    }),
  confirmCode: (code, whole) =>
    void desk.act(async () => {
      const { device } = await desk.client.post("/pairings/confirm", { code: code.trim() });
      whole.reset();
      desk.show({ ...desk.view, paired: device });
      desk.announce(desk.words.t("pair_done", { name: device }));
    }),
});
