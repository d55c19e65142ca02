/** One account, one's own or that of somebody who let us. */

import { baseOf, markOf, stateOf, titleOf } from "/app/shared/model/standing.js";
import { rightsOf } from "../rights.js";
import { ask } from "./changes.js";
import { formsOf } from "./objections.js";
import { platformIn } from "./overview.js";

/** @typedef {import("../desk.js").Desk} Desk */
/** @typedef {import("../rights.js").Me} Me */

/** @param {Desk} desk @param {string} id @returns {Promise<import("../desk.js").View>} */
export async function load(desk, id) {
  const { client } = desk;
  const [platforms, account, standing, schedule, results] = await Promise.all([
    desk.platforms(),
    client.get(`/accounts/${id}`),
    client.all(`/accounts/${id}/settings`),
    client.get(`/schedule/${id}`),
    client.get(`/accounts/${id}/results?limit=20`),
  ]);
  const platform = platformIn(platforms, account.platform);
  const { of, may } = await whose(desk, account.member);
  const actions = new Map(platform.settings.map((/** @type {any} */ one) => [one.id, one]));
  const pause = platform.pauses.find((/** @type {any} */ one) => one.account === null || one.account === account.id);
  return {
    screen: "account",
    ...{ account, of, may, schedule, platform, gone: Boolean(platform.gone) },
    ...(await formsOf(desk, account, platform)),
    ...{ name: platform.name, mark: markOf(platform.name), claim: platform.claim, pause: pause?.why ?? null },
    policy: platform.unattended === "with_consent" ? platform.policy_note : null,
    repairable:
      platform.unattended === "allowed" || (platform.unattended === "with_consent" && Boolean(account.consented)),
    standing: standing.map((one) => {
      const known = actions.get(baseOf(one.setting));
      return { ...one, costs: known?.costs ?? null, asks: known?.action === "ask_first" };
    }),
    needsSignIn: !account.handle || standing.some(
      (one) => stateOf(one) === "needs" && ["sign_in", null].includes(one.last?.needs ?? null),
    ),
    changed: standing.some((one) => one.last?.outcome === "opted_out" && one.last.mode === "run"),
    history: titled(results.items, platform),
    more: results.next,
  };
}

/** Whose things these are, where they are not one's own, and what may be done there. @param {Desk} desk
 * @param {number} member */
export async function whose(desk, member) {
  const me = /** @type {Me} */ (desk.me);
  if (member === me.member) return { of: "", may: rightsOf(me, { id: member, name: me.name, role: me.role }, []) };
  const [members, grants] = await Promise.all([desk.client.all("/members"), desk.client.all("/grants")]);
  const other = members.find((one) => one.id === member);
  return { of: other?.name ?? "", may: rightsOf(me, other ?? { id: member, name: "", role: "member" }, grants) };
}

/** @param {any[]} results @param {any} platform */
const titled = (results, platform) =>
  results.map((one) => ({ ...one, title: titleOf([...platform.settings, ...(platform.forms ?? [])], one.setting) }));

/** @param {Desk} desk @returns {import("/app/shared/view/parts.js").Acts} */
export function acts(desk) {
  const change = (/** @type {unknown} */ wish) =>
    void desk.act(async () => {
      await desk.client.patch(`/accounts/${desk.view.account.id}`, wish);
      await desk.again();
    });
  return {
    check: (id) => void desk.act(() => ask(desk, [{ accounts: [id], mode: "check" }])),
    run: (id) => void desk.act(() => ask(desk, [{ accounts: [id], mode: "run" }])),
    undo: (id) => void desk.act(() => ask(desk, [{ accounts: [id], mode: "undo" }])),
    consent: (consented) => change({ consented }),
    always: (setting, wanted) => {
      const ticked = desk.view.account.ticked.filter((/** @type {string} */ one) => one !== setting);
      change({ ticked: wanted ? [...ticked, setting] : ticked });
    },
    plan: (days, repair) =>
      void desk.act(async () => {
        await desk.client.put(`/schedule/${desk.view.account.id}`, { days, repair });
        await desk.again();
      }),
    older: () => void desk.act(() => older(desk)),
    timeline: (setting) => void desk.act(() => unfold(desk, setting)),
    removeAccount: (id) =>
      void desk.act(async () => {
        await desk.client.remove(`/accounts/${id}`);
        await desk.goTo("#/");
      }),
    receipt: (id) => void desk.goTo(`#/receipts/${id}`),
  };
}

/** @param {Desk} desk */
async function older(desk) {
  const { account, more, platform, history } = desk.view;
  const page = await desk.client.get(`/accounts/${account.id}/results?limit=20&cursor=${encodeURIComponent(more)}`);
  desk.show({ ...desk.view, history: [...history, ...titled(page.items, platform)], more: page.next });
}

/** The next part of the story of one setting. @param {Desk} desk @param {string} setting */
async function unfold(desk, setting) {
  const { account, platform } = desk.view;
  const before = desk.view.timelines?.[setting];
  const from = before?.more ? `&cursor=${encodeURIComponent(before.more)}` : "";
  const asked = `limit=20&setting=${encodeURIComponent(setting)}${from}`;
  const page = await desk.client.get(`/accounts/${account.id}/results?${asked}`);
  if (desk.view.account?.id !== account.id) return;
  const items = [...(before?.items ?? []), ...titled(page.items, platform)];
  desk.show({ ...desk.view, timelines: { ...desk.view.timelines, [setting]: { items, more: page.next } } });
}
