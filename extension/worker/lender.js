/** Lends tabs to the jobs that were begun here, and again while a service starts anew, until each job is over. */

import { clientOf } from "../api/client.js";
import { Trouble } from "../api/trouble.js";
import { extensionId } from "../browser.js";
import { services } from "../keep/services.js";
import { sitesOf } from "../keep/sites.js";
import { lend, showAll, stopAll } from "./relay.js";

const AGAIN_MS = 1000;
const PATIENCE_MS = 60_000;
/** What happens when a service goes away or lets go: it may still want to go on with the job. */
const MAY_GO_ON = new Set(["service_gone", "done"]);
/** @type {Set<string>} jobs that have, or shall have, a tab */
const wanted = new Set();

export const showTabs = showAll;

/** Stops every run now, and begins none again. */
export function stopLending() {
  wanted.clear();
  stopAll();
}

/** @param {{service: string, job: string}} asked */
export async function lendTo({ service, job }) {
  if (wanted.has(job)) return;
  wanted.add(job);
  let heard = Date.now();
  while (wanted.has(job) && Date.now() - heard < PATIENCE_MS) {
    const run = await begun(service, job);
    if (run === "over") break;
    if (run !== "away") {
      const why = await run.over;
      if (!MAY_GO_ON.has(why)) break;
      heard = Date.now();
    }
    await new Promise((go) => setTimeout(go, AGAIN_MS));
  }
  wanted.delete(job);
}

/** @param {string} id of the service @param {string} job @returns {Promise<import("./relay.js").Run | "over" | "away">} */
async function begun(id, job) {
  const service = (await services()).find((one) => one.id === id);
  if (!service) return "over";
  try {
    const { token } = await clientOf(service, extensionId()).post(`/jobs/${job}/lend`, undefined);
    const own = await sitesOf(id);
    return wanted.has(job) ? lend({ address: service.address, token, own }) : "over";
  } catch (error) {
    return error instanceof Trouble && error.kind === "offline" ? "away" : "over";
  }
}
