/** Pairing: a code to show, and the token that comes for it once somebody has confirmed it. */

import { clientOf } from "./client.js";

/** @typedef {{id: string, code: string, secret: string, until: string, address: string}} Pending */
/** @typedef {{id: string, name: string, address: string, token: string, device: string}} Service */

/**
 * @param {string} address
 * @param {string} extension
 * @param {string} name of this browser, as the service will list it
 * @returns {Promise<Pending>}
 */
export async function beginPairing(address, extension, name) {
  const begun = await clientOf({ address }, extension).post("/pairings", { name });
  return { ...begun, address };
}

/**
 * @param {Pending} pending
 * @param {string} extension
 * @returns {Promise<Service | "waiting" | "gone">}
 */
export async function redeemPairing(pending, extension) {
  const client = clientOf({ address: pending.address }, extension);
  const redeemed = await client.post(`/pairings/${pending.id}/redeem`, { secret: pending.secret });
  if (redeemed.state !== "confirmed") return redeemed.state;
  const { address } = pending;
  return { id: pending.id, name: new URL(address).host, address, token: redeemed.token, device: redeemed.device.id };
}
