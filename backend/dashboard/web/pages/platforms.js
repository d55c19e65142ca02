/** What is known of platforms; the owner lets one rest for everybody. */

/** @typedef {import("../desk.js").Desk} Desk */

/** @param {Desk} desk @returns {Promise<import("../desk.js").View>} */
export async function load(desk) {
  desk.known = null;
  return { screen: "platforms", platforms: await desk.platforms() };
}

/** @param {Desk} desk @param {string} slug @returns {Promise<import("../desk.js").View>} */
export async function loadOne(desk, slug) {
  return {
    screen: "platform",
    platform: await desk.client.get(`/platforms/${slug}`),
    owner: desk.me?.role === "owner",
  };
}

/** @param {Desk} desk @returns {import("/app/shared/view/parts.js").Acts} */
export const acts = (desk) => {
  const changed = (/** @type {any} */ platform) => {
    desk.known = null;
    desk.show({ ...desk.view, platform, sure: "" });
    desk.parts.view.querySelector("h1")?.focus();
  };
  return {
    pause: (slug, why) =>
      void desk.act(async () =>
        changed(await desk.client.post(`/platforms/${slug}/pause`, why?.trim() ? { why: why.trim() } : {})),
      ),
    resume: (slug) =>
      void desk.act(async () => changed(await desk.client.post(`/platforms/${slug}/resume`, undefined))),
  };
};
