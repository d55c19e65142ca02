/** The log, page by page. */

/** @typedef {import("../desk.js").Desk} Desk */

/** @param {Desk} desk @returns {Promise<import("../desk.js").View>} */
export async function load(desk) {
  const page = await desk.client.get("/activity?limit=30");
  return { screen: "activity", entries: page.items, more: page.next };
}

/** @param {Desk} desk @returns {import("/app/shared/view/parts.js").Acts} */
export const acts = (desk) => ({
  earlier: () =>
    void desk.act(async () => {
      const page = await desk.client.get(`/activity?limit=30&cursor=${encodeURIComponent(desk.view.more)}`);
      desk.show({ ...desk.view, entries: [...desk.view.entries, ...page.items], more: page.next });
    }),
});
