/** Coming in and going out. */

import { Trouble } from "/app/shared/api/trouble.js";
import { deviceName, keepToken } from "../session.js";
import { untold } from "./notifications.js";

/** @typedef {import("../desk.js").Desk} Desk */
/** @typedef {import("../screens/parts.js").Given} Given */

/** @param {Desk} desk @returns {Promise<import("../desk.js").View>} */
export async function loadInvitation(desk) {
  if (!desk.invitation) return { screen: "invited", invitation: null };
  try {
    const invitation = await desk.client.post("/invitations/look-up", { token: desk.invitation });
    return { screen: "invited", invitation };
  } catch (error) {
    if (!(error instanceof Trouble) || error.kind !== "refused") throw error;
    return { screen: "invited", invitation: null };
  }
}

/** @param {Desk} desk @returns {import("/app/shared/view/parts.js").Acts} */
export const acts = (desk) => ({
  signIn: (given) => void desk.act(() => enter(desk, given)),
  join: (given) => void desk.act(() => join(desk, given)),
  signOut: () =>
    void desk.act(async () => {
      await untold(desk);
      await desk.client.remove("/session");
      location.hash = "#/";
      desk.signedOut();
    }),
});

/** @param {Desk} desk @param {Given} given */
async function enter(desk, { name = "", password = "", code = "", stay }) {
  const wish = { name, password, device: deviceName(), ...(code.trim() && { code: code.trim() }) };
  const made = await desk.client.post("/session", wish).catch((error) => {
    if (error instanceof Trouble && error.kind === "shut_out") desk.show({ ...desk.view, failed: true });
    throw error;
  });
  keepToken(made.token, Boolean(stay));
  await desk.signedIn(made.token);
}

/** Takes the place that the invitation offers, and signs in there. @param {Desk} desk @param {Given} given */
async function join(desk, given) {
  const { name = "", password = "", again } = given;
  if (password !== again) return desk.say(desk.words.t("differ"));
  await desk.client.post("/invitations/accept", { token: desk.invitation, password, name });
  desk.invitation = "";
  location.hash = "#/";
  await enter(desk, given);
}
