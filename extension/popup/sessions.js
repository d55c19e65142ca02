/** Who is signed in in this browser: looked at, or handed over. One platform at a time, and only at a click. */

import {
  askForCookies,
  canAskForCookies,
  cookiesOf,
  giveBack,
  lackingForCookies,
  maySeeCookies,
} from "../browser.js";
import { changesOf, withSection } from "../model/changes.js";
import { carried, domainsOf, isOwn, patternsOf, signedIn } from "../model/cookies.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("../model/standing.js").Platform} Platform */
/** @typedef {Platform & {sign_in: import("../model/cookies.js").SignIn}} Readable */

/** @param {Desk} desk @param {string} slug @returns {Readable | null} the platform, where its cookies can be asked for */
export function readable(desk, slug) {
  const platform = desk.known.platforms.find((one) => one.slug === slug);
  if (!platform?.sign_in?.cookies.length || !canAskForCookies(patternsOf(platform.hosts))) return null;
  return /** @type {Readable} */ (platform);
}

/** @param {Readable} platform */
async function jarOf({ hosts }) {
  const found = await cookiesOf(domainsOf(hosts));
  return found.filter((one) => isOwn(one, hosts));
}

/** The list of changes; where it was allowed before, with who is signed in, which is then ticked. @param {Desk} desk */
export async function showChanges(desk) {
  const known = desk.known.platforms.map((one) => one.slug).filter((slug) => readable(desk, slug));
  desk.show({ screen: "changes", sections: changesOf(desk.known, known) });
  for (const slug of known) {
    const platform = readable(desk, slug);
    if (!platform || !(await maySeeCookies(patternsOf(platform.hosts)))) continue;
    if ((await tell(desk, platform)) && !platform.paused && desk.view.screen === "changes") {
      desk.show({ ...desk.view, sections: withSection(desk.view.sections, slug, { included: true }) });
    }
  }
}

/** @param {Desk} desk @param {string} slug */
export async function see(desk, slug) {
  const platform = readable(desk, slug);
  if (!platform || !(await askForCookies(patternsOf(platform.hosts)))) return;
  desk.announce(desk.words.t((await tell(desk, platform)) ? "see_in" : "see_out"));
}

/** @param {Desk} desk @param {Readable} platform @returns {Promise<boolean>} */
async function tell(desk, platform) {
  const is = signedIn(await jarOf(platform), platform.sign_in);
  if (desk.view.screen === "changes") {
    desk.show({ ...desk.view, sections: withSection(desk.view.sections, platform.slug, { seen: is ? "in" : "out" }) });
  }
  return is;
}

/** Says what would be handed over, and where to. @param {Desk} desk @param {string} slug @param {number} id */
export async function showHanding(desk, slug, id) {
  const platform = readable(desk, slug);
  const account = desk.known.accounts.find((one) => one.id === id);
  if (!platform?.sign_in.handover || !account || !desk.service) return;
  const { name, sign_in } = platform;
  const lacking = await lackingForCookies(patternsOf(platform.hosts));
  const service = { name: desk.service.name, address: desk.service.address };
  const known = { slug, id, name, account: account.name, handover: sign_in.handover, url: sign_in.url };
  desk.show({ screen: "handing", ...known, service, lacking, out: false });
}

/** Reads, sends, and gives back what was allowed for it; nothing of it is kept here. @param {Desk} desk */
export async function handOver(desk) {
  const { view } = desk;
  const platform = readable(desk, view.slug);
  if (view.busy || !platform) return;
  view.busy = true;
  const allowed = await askForCookies(patternsOf(platform.hosts));
  view.busy = false;
  if (!allowed) return;
  const sent = await handed(desk, platform, view.id).finally(() => giveBack(view.lacking));
  if (desk.view === view) desk.show({ ...view, screen: sent ? "handed" : "handing", out: !sent });
  const values = { platform: view.name, name: view.service.name };
  desk.announce(desk.words.t(sent ? "handing_done" : "handing_out", values));
}

/** @param {Desk} desk @param {Readable} platform @param {number} id @returns {Promise<boolean>} */
async function handed(desk, platform, id) {
  const jar = await jarOf(platform);
  if (!signedIn(jar, platform.sign_in)) return false;
  await desk.client.put(`/accounts/${id}/sign-in/session`, { cookies: jar.map(carried) });
  return true;
}
