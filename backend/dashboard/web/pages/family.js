/** The household: of the owner everybody, of a member what they let the owner do. */

import { MEANING, STATES, markOf } from "/app/shared/model/standing.js";
import { invitationLink } from "../invitation.js";
import { rightsOf } from "../rights.js";
import { platformIn } from "./overview.js";

/** @typedef {import("../desk.js").Desk} Desk */
/** @typedef {import("../desk.js").View} View */

const ORDER = Object.keys(STATES);

/** @param {Desk} desk @returns {Promise<View>} */
export async function load(desk) {
  if (desk.me?.role !== "owner") {
    return { screen: "sharing", grants: await desk.client.all("/grants"), may: desk.me?.role === "member" };
  }
  const [members, invitations] = await Promise.all([desk.client.all("/members"), desk.client.all("/invitations")]);
  const others = members.filter((one) => one.id !== desk.me?.member);
  const people = await Promise.all(others.map((one) => statusOf(desk, one)));
  const link = desk.view.screen === "family" ? (desk.view.link ?? null) : null;
  return { screen: "family", people, invitations, link };
}

/** @param {Desk} desk @param {any} member */
async function statusOf(desk, member) {
  const { accounts } = await desk.client.get(`/members/${member.id}/status`);
  const looked =
    accounts
      .flatMap((/** @type {any} */ one) => one.looked ?? [])
      .sort()
      .at(-1) ?? null;
  return {
    ...member,
    looked,
    empty: !accounts.length,
    counts: countsOf(accounts.map((/** @type {any} */ one) => one.outcomes)),
  };
}

/** How many settings stand how, the most pressing first. @param {Record<string, number>[]} outcomes
 * @returns {[string, number][]} */
function countsOf(outcomes) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const [outcome, count] of outcomes.flatMap((one) => Object.entries(one))) {
    const state = outcome === "skipped" ? null : (MEANING[outcome] ?? "unclear");
    if (state) counts[state] = (counts[state] ?? 0) + count;
  }
  return Object.entries(counts).sort(([one], [other]) => ORDER.indexOf(one) - ORDER.indexOf(other));
}

/** @param {Desk} desk @param {string} id @returns {Promise<View>} */
export async function loadOne(desk, id) {
  const { client } = desk;
  const [status, grants, platforms] = await Promise.all([
    client.get(`/members/${id}/status`),
    client.all("/grants"),
    desk.platforms(),
  ]);
  const { member } = status;
  const accounts = status.accounts.map((/** @type {any} */ one) => {
    const { name } = platformIn(platforms, one.platform);
    return {
      account: one.account,
      platform: name,
      mark: markOf(name),
      name: one.name,
      counts: countsOf([one.outcomes]),
      looked: one.looked,
    };
  });
  const devices = member.role === "restricted" ? await client.all(`/devices?member=${member.id}`) : [];
  const sees = grants.some((one) => one.member === member.id && one.scope === "evidence");
  const may = rightsOf(/** @type {import("../rights.js").Me} */ (desk.me), member, grants);
  return { screen: "member", member, accounts, devices, sees, may };
}

/** @param {Desk} desk @returns {import("/app/shared/view/parts.js").Acts} */
export const acts = (desk) => {
  const { t } = desk.words;
  const after = (/** @type {() => Promise<unknown>} */ work) =>
    void desk.act(async () => {
      await work();
      await desk.again();
    });
  return {
    invite: ({ name, role }, whole) =>
      void desk.act(async () => {
        const { invitation, token } = await desk.client.post("/invitations", { name, role });
        const link = { name: invitation.name, until: invitation.until, href: invitationLink(token) };
        whole.reset();
        desk.show({
          ...desk.view,
          link,
          invitations: [
            ...desk.view.invitations.filter((/** @type {any} */ one) => one.name !== invitation.name),
            invitation,
          ],
        });
        document.getElementById("link")?.focus();
      }),
    withdraw: (id) => after(() => desk.client.remove(`/invitations/${id}`)),
    removeMember: (id) =>
      void desk.act(async () => {
        await desk.client.remove(`/members/${id}`);
        desk.announce(t("member_removed"));
        await desk.goTo("#/family");
      }),
    give: (scope) => after(() => desk.client.post("/grants", { scope })),
    takeBack: (id) => after(() => desk.client.remove(`/grants/${id}`)),
  };
};
