/** Signing in by hand, in a browser of the service that is shown here for as long as the page stays. */

import { signInWindow } from "../screens/window.js";
import { platformIn } from "./overview.js";

/** @typedef {import("../desk.js").Desk} Desk */

/** @param {Desk} desk @param {string} id @returns {Promise<import("../desk.js").View>} */
export async function load(desk, id) {
  const [platforms, account] = await Promise.all([desk.platforms(), desk.client.get(`/accounts/${id}`)]);
  return { screen: "signing", account, name: platformIn(platforms, account.platform).name, stays: true };
}

/** @param {Desk} desk @returns {import("/app/shared/view/parts.js").Acts} */
export const acts = (desk) => ({
  signInHere: (id) => void desk.goTo(`#/sign-in/${id}`),
  toAccount: (id) => void desk.goTo(`#/accounts/${id}`),
  openWindow: (place, { account, name }) => {
    const shown = signInWindow(place, {
      open: (size) => desk.client.post(`/accounts/${account.id}/sign-in/window`, size),
      words: desk.words,
      platform: name,
      ended: ({ signedIn }) => signedIn && void desk.goTo(`#/accounts/${account.id}`),
    });
    desk.leaving = () => shown.end();
  },
});
