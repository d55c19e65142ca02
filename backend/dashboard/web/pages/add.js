/** Telling Unconsent about an account. */

/** @typedef {import("../desk.js").Desk} Desk */

/** @param {Desk} desk @param {string} member for whom, where it is not oneself
 * @returns {Promise<import("../desk.js").View>} */
export const load = async (desk, member) => ({ screen: "add", platforms: await desk.platforms(), chosen: "", member });

/** @param {Desk} desk @returns {import("/app/shared/view/parts.js").Acts} */
export const acts = (desk) => ({
  choosePlatform: (chosen) => desk.show({ ...desk.view, chosen }),
  add: ({ platform, name, address, handle, consented }) =>
    void desk.act(async () => {
      if (!platform || !name) return;
      const whose = desk.view.member ? { member: Number(desk.view.member) } : {};
      const told = {
        ...whose,
        ...(address?.trim() && { address: address.trim() }),
        ...(handle?.trim() && { handle: handle.trim() }),
      };
      const made = await desk.client.post("/accounts", { platform, name, consented: Boolean(consented), ...told });
      await desk.goTo(`#/accounts/${made.id}`);
    }),
});
