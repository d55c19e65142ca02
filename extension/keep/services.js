/** The paired services and their tokens, kept where no content script can read. */

import { forget, recall, remember } from "../browser.js";

/** @typedef {import("../api/pairing.js").Service} Service */
/** @typedef {import("../api/pairing.js").Pending} Pending */

/** @returns {Promise<Service[]>} */
export const services = async () => (await recall("local", "services")) ?? [];

/** @returns {Promise<Service | null>} the one that is in use */
export async function chosenService() {
  const [all, chosen] = [await services(), await recall("local", "chosen")];
  return all.find((one) => one.id === chosen) ?? all[0] ?? null;
}

/** @param {string} id */
export const choose = (id) => remember("local", "chosen", id);

/** Adds it in the place of one at the same address, and uses it. @param {Service} service */
export async function addService(service) {
  const others = (await services()).filter((one) => one.address !== service.address);
  await remember("local", "services", [...others, service]);
  await choose(service.id);
}

/** @param {string} id */
export async function dropService(id) {
  await remember("local", "services", (await services()).filter((one) => one.id !== id));
  await forget("session", `progress.${id}`);
}

/** @param {string} id @param {string} name */
export async function renameService(id, name) {
  await remember("local", "services", (await services()).map((one) => (one.id === id ? { ...one, name } : one)));
}

/** @returns {Promise<Pending | null>} the pairing that waits to be confirmed */
export const pending = async () => (await recall("session", "pairing")) ?? null;

/** @param {Pending | null} one */
export const setPending = (one) => (one ? remember("session", "pairing", one) : forget("session", "pairing"));
