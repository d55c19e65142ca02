/** What each button does. */

import { canLend, openTab, remember, tellWorker } from "../browser.js";
import { setPending } from "../keep/services.js";
import { addSite, sitesOf } from "../keep/sites.js";
import { wishesOf, withSection, withTick } from "../model/changes.js";
import { begin } from "../model/progress.js";
import { markOf } from "../model/standing.js";
import { pair } from "./pairing.js";
import { handOver, readable, see, showChanges, showHanding } from "./sessions.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("../model/changes.js").Wish} Wish */
/** @typedef {{accounts: number[], mode: string, settings?: string[]}} Asked */

/** @param {Desk} desk @returns {import("../view/parts.js").Acts} */
export function actsOf(desk) {
  const sections = (/** @type {any} */ changed) => desk.show({ ...desk.view, sections: changed });
  return {
    home: () => void desk.home(),
    retry: () => void desk.home(),
    pair: (address) => void pair(desk, address),
    cancelPairing: () => void setPending(null).then(() => desk.home()),
    copy: (line) =>
      void navigator.clipboard.writeText(line).then(() => {
        desk.show({ ...desk.view, copied: true });
        desk.announce(desk.words.t("copied"));
      }),
    look: () => void desk.attempt(() => showChanges(desk)),
    see: (slug) => void desk.attempt(() => see(desk, slug)),
    handing: (slug, id) => void desk.attempt(() => showHanding(desk, slug, id)),
    handOver: () => void desk.attempt(() => handOver(desk)),
    include: (slug, included) => sections(withSection(desk.view.sections, slug, { included })),
    agree: (slug, agreed) => sections(withSection(desk.view.sections, slug, { agreed })),
    address: (slug, address) => sections(withSection(desk.view.sections, slug, { address })),
    tick: (slug, id, ticked) => sections(withTick(desk.view.sections, slug, id, ticked)),
    start: () => void desk.attempt(() => start(desk, wishesOf(desk.view.sections))),
    check: () => void desk.attempt(() => askAll(desk, "check")),
    undo: (accounts) => void desk.attempt(() => ask(desk, [{ accounts, mode: "undo" }])),
    askUndo: () => desk.show({ ...desk.view, sure: true }),
    stop: () => void desk.attempt(() => stop(desk)),
    answer: (job, text) => void desk.attempt(() => desk.client.post(`/jobs/${job}/answer`, { text })),
    finish: () => void desk.home(),
    detail: (slug) => desk.show(detailOf(desk, slug)),
    receipt: (id) => void desk.attempt(() => showReceipt(desk, id)),
    save: (id, format) => void desk.attempt(() => save(desk, id, format)),
    open: (url) => void openTab(url),
    showTab: () => void tellWorker("show"),
  };
}

/** Makes the accounts that are not there yet, notes what was agreed to, and asks for the runs. */
async function start(/** @type {Desk} */ desk, /** @type {Wish[]} */ wishes) {
  const asked = [];
  for (const { slug, accounts, address, consent, settings } of wishes) {
    const ids = [...accounts];
    if (!ids.length) {
      const own = address ? { address } : {};
      if (address) await addSite(desk.serviceId, address);
      const made = await desk.client.post("/accounts", { platform: slug, name: "me", consented: consent, ...own });
      ids.push(made.id);
      desk.known.accounts.push(made);
    } else if (consent) {
      for (const id of ids) await desk.client.patch(`/accounts/${id}`, { consented: true });
    }
    asked.push({ accounts: ids, mode: "run", settings });
  }
  await ask(desk, asked);
}

/** @param {Desk} desk @param {string} mode */
async function askAll(desk, mode) {
  const accounts = desk.known.accounts.map((one) => one.id);
  if (!accounts.length) return desk.acts.look();
  return ask(desk, [{ accounts, mode }]);
}

/**
 * In a tab of this browser where it can lend one; a person's own site must have been typed in here for that.
 * @param {Desk} desk @param {Asked[]} wishes @returns {Promise<(Asked & {place: string})[]>}
 */
async function byPlace(desk, wishes) {
  const sites = await sitesOf(desk.serviceId);
  const addresses = new Map(desk.known.accounts.map((one) => [one.id, one.address]));
  const canBeHere = (/** @type {number} */ id) => {
    const address = addresses.get(id);
    return canLend() && (!address || sites.includes(new URL(address).origin));
  };
  return wishes.flatMap((wish) =>
    [true, false].flatMap((here) => {
      const accounts = wish.accounts.filter((id) => canBeHere(id) === here);
      return accounts.length ? [{ ...wish, accounts, place: here ? "own_tab" : "own_profile" }] : [];
    }),
  );
}

/** @param {Desk} desk @param {Asked[]} wishes */
async function ask(desk, wishes) {
  const jobs = [];
  await desk.listen("");
  for (const wish of await byPlace(desk, wishes)) {
    const answer = await desk.client.post("/jobs", { ...wish, wait: true }, crypto.randomUUID());
    jobs.push(...answer.jobs.map((/** @type {any} */ one) => one.job));
  }
  for (const { id, place } of jobs)
    if (place === "own_tab") await tellWorker("lend", { service: desk.serviceId, job: id });
  const progress = begin(jobs, desk.known.platforms);
  await remember("session", `progress.${desk.serviceId}`, progress);
  await tellWorker("working");
  desk.begun(progress);
}

/** @param {Desk} desk */
async function stop(desk) {
  const { progress } = desk.view;
  const open = new Set(desk.openJobs.map((one) => one.id));
  const jobs = progress.jobs.map((/** @type {any} */ one) => (open.has(one.id) ? { ...one, cancelling: true } : one));
  desk.show({ ...desk.view, progress: { ...progress, jobs } });
  await tellWorker("stop");
  await Promise.all([...open].map((id) => desk.client.post(`/jobs/${id}/cancel`, undefined)));
}

/** @param {Desk} desk @param {string} slug */
function detailOf(desk, slug) {
  const platform = desk.known.platforms.find((one) => one.slug === slug);
  if (!platform) return { screen: "home" };
  const accounts = desk.known.accounts
    .filter((one) => one.platform === slug)
    .map((one) => ({ id: one.id, name: one.name, standing: desk.known.standings[one.id] ?? [] }));
  const { name, claim } = platform;
  const pause = platform.pauses[0]?.why ?? null;
  const handover = Boolean(readable(desk, slug)?.sign_in.handover);
  return { screen: "detail", slug, name, mark: markOf(name), claim, pause, accounts, handover, sure: false };
}

/** @param {Desk} desk @param {string} id */
async function showReceipt(desk, id) {
  const { slug } = desk.view;
  const signed = await desk.client.get(`/receipts/${id}`);
  desk.show({ screen: "receipt", slug, receipt: signed.receipt });
}

/** Fetched with the token in a header and saved from here, so that no address ever opens a receipt. */
async function save(/** @type {Desk} */ desk, /** @type {string} */ id, /** @type {string} */ format) {
  const url = URL.createObjectURL(await desk.client.file(`/receipts/${id}/export?format=${format}`));
  const link = document.createElement("a");
  link.href = url;
  link.download = `receipt-${id}.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
