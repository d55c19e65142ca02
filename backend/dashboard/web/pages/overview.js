/** The first page: everything of one's own, asked for at once. */

import { OPEN } from "/app/shared/model/progress.js";
import { rowOf, STATES } from "/app/shared/model/standing.js";
import { rightsOf } from "../rights.js";
import { ask } from "./changes.js";

/** @typedef {import("../desk.js").Desk} Desk */
/** @typedef {import("../rights.js").Me} Me */

const ORDER = Object.keys(STATES);

/** What is known of a platform; of one that is gone its name. @param {any[]} platforms @param {string} slug */
export const platformIn = (platforms, slug) =>
  platforms.find((one) => one.slug === slug) ?? {
    slug,
    name: slug,
    gone: true,
    settings: [],
    pauses: [],
    paused: false,
  };

/** Accounts with how each setting stands. @param {Desk} desk */
export async function accountsOf(desk) {
  const [platforms, accounts] = await Promise.all([desk.platforms(), desk.client.all("/accounts?limit=100")]);
  const all = await Promise.all(accounts.map((one) => desk.client.all(`/accounts/${one.id}/settings`)));
  return { platforms, accounts, standings: Object.fromEntries(accounts.map((one, at) => [one.id, all[at]])) };
}

/** @param {Desk} desk @returns {Promise<import("../desk.js").View>} */
export async function load(desk) {
  const me = /** @type {Me} */ (desk.me);
  const open = OPEN.map((one) => `state=${one}`).join("&");
  const [known, schedule, findings, jobs, unheard] = await Promise.all([
    accountsOf(desk),
    desk.client.all("/schedule"),
    desk.client.get("/findings?limit=20"),
    desk.client.all(`/jobs?limit=100&${open}`),
    unheardOf(desk),
  ]);
  const { platforms, accounts, standings } = known;
  const rows = accounts.map((account) => {
    const row = rowOf(platformIn(platforms, account.platform), { platforms, accounts: [account], standings });
    const next = schedule.find((one) => one.account === account.id)?.next ?? null;
    return { ...row, id: account.id, account: account.name, next };
  });
  rows.sort((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state));
  const news = findings.items
    .filter((/** @type {any} */ one) => !one.seen)
    .map((/** @type {any} */ one) => {
      const account = accounts.find((each) => each.id === one.account);
      const platform = account ? platformIn(platforms, account.platform).name : "";
      const href = one.letter ? `#/letters/${one.letter}` : account ? `#/accounts/${account.id}` : "#/activity";
      return { id: one.id, what: one.what, platform, href, detail: one.detail };
    });
  const busy = jobs.some((one) => one.state === "waiting") ? "waiting" : jobs.length ? "running" : "";
  const may = rightsOf(me, { id: me.member, name: "", role: me.role }, []);
  return { screen: "overview", rows, news, busy, unheard, may };
}

/** The places that messages do not reach. @param {Desk} desk @returns {Promise<string[]>} */
async function unheardOf(desk) {
  if (desk.me?.role === "restricted") return [];
  const targets = await desk.client.all("/notifications/targets");
  return targets.filter((one) => one.failing).map((one) => one.name);
}

/** @param {Desk} desk @returns {import("/app/shared/view/parts.js").Acts} */
export const acts = (desk) => ({
  checkAll: () =>
    void desk.act(async () => {
      const accounts = desk.view.rows.map((/** @type {any} */ one) => one.id);
      await ask(desk, [{ accounts, mode: "check" }]);
    }),
  seen: (id) =>
    void desk.act(async () => {
      await desk.client.post(`/findings/${id}/seen`, undefined);
      await desk.again();
      desk.parts.view.querySelector("h1")?.focus();
    }),
});
