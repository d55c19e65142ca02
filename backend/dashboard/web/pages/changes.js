/** What will change, before it does; and the wishes that follow. */

import { changesOf, wishesOf, withSection, withTick } from "/app/shared/model/changes.js";
import { accountsOf } from "./overview.js";

/** @typedef {import("../desk.js").Desk} Desk */
/** @typedef {{accounts: number[], mode: string, settings?: string[]}} Asked */

/** @param {Desk} desk @returns {Promise<import("../desk.js").View>} */
export const load = async (desk) => ({ screen: "changes", sections: changesOf(await accountsOf(desk), []) });

/** @param {Desk} desk @returns {import("/app/shared/view/parts.js").Acts} */
export function acts(desk) {
  const sections = (/** @type {any} */ changed) => desk.show({ ...desk.view, sections: changed });
  return {
    include: (slug, included) => sections(withSection(desk.view.sections, slug, { included })),
    agree: (slug, agreed) => sections(withSection(desk.view.sections, slug, { agreed })),
    address: (slug, address) => sections(withSection(desk.view.sections, slug, { address })),
    tick: (slug, id, ticked) => sections(withTick(desk.view.sections, slug, id, ticked)),
    start: () => void desk.act(() => start(desk)),
  };
}

/** Makes the accounts that are not there yet, notes what was agreed to, and asks for the runs. @param {Desk} desk */
async function start(desk) {
  const asked = [];
  for (const { slug, accounts, address, consent, settings } of wishesOf(desk.view.sections)) {
    const ids = [...accounts];
    if (!ids.length) {
      const own = address ? { address } : {};
      ids.push((await desk.client.post("/accounts", { platform: slug, name: "me", consented: consent, ...own })).id);
    } else if (consent) {
      for (const id of ids) await desk.client.patch(`/accounts/${id}`, { consented: true });
    }
    asked.push({ accounts: ids, mode: "run", settings });
  }
  await ask(desk, asked);
}

/** Asks for jobs, and shows them. @param {Desk} desk @param {Asked[]} wishes */
export async function ask(desk, wishes) {
  const jobs = [];
  for (const wish of wishes) {
    const answer = await desk.client.post("/jobs", { ...wish, wait: true }, crypto.randomUUID());
    jobs.push(...answer.jobs.map((/** @type {any} */ one) => one.job));
  }
  desk.live.forget();
  desk.live.add(jobs, await desk.platforms());
  const others = jobs.filter((one) => one.member !== desk.me?.member);
  for (const one of others) await desk.live.also(one.id);
  await desk.goTo("#/jobs");
}
