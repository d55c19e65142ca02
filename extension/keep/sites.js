/** The origins of a person's own sites, as typed in here: a service alone cannot send a lent tab to one. */

import { recall, remember } from "../browser.js";

/** @param {string} service @returns {Promise<string[]>} */
export const sitesOf = async (service) => (await recall("local", `sites.${service}`)) ?? [];

/** @param {string} service @param {string} address */
export async function addSite(service, address) {
  const sites = new Set(await sitesOf(service));
  await remember("local", `sites.${service}`, [...sites.add(new URL(address).origin)]);
}
