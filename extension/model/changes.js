/** What will change and where: a list that a person looks over, and the wishes that follow from its ticks. */

import { baseOf, markOf, stateOf } from "./standing.js";

/** @typedef {import("./standing.js").Known} Known */
/** @typedef {import("./standing.js").Platform} Platform */
/** @typedef {{id: string, title: string, why: string, url: string, costs: string | null, ticked: boolean,
 *   done: boolean}} Change */
/** @typedef {{slug: string, name: string, mark: string, accounts: number[], included: boolean, asksAddress: boolean,
 *   address: string, policy: string | null, shared: string | null, agreed: boolean, changes: Change[],
 *   byHand: {title: string, url: string}[], seen: "unasked" | "in" | "out" | null, signIn: string}} Section */
/** @typedef {{slug: string, accounts: number[], address: string | null, consent: boolean, settings: string[]}} Wish */

/** @param {Known} known @param {string[]} seen where it can be seen who is signed in @returns {Section[]} */
export const changesOf = (known, seen) =>
  known.platforms.map((one) => sectionOf(one, known, seen.includes(one.slug))).filter((one) => one.changes.length || one.byHand.length);

/** @param {Platform} platform @param {Known} known @param {boolean} canBeSeen @returns {Section} */
function sectionOf(platform, known, canBeSeen) {
  const accounts = known.accounts.filter((one) => one.platform === platform.slug);
  const standing = accounts.flatMap((one) => known.standings[one.id] ?? []);
  const unasked = platform.unattended === "with_consent" && !(accounts.length && accounts.every((one) => one.consented));
  const changeable = platform.settings.filter((one) => one.action === "set" || one.action === "ask_first");
  const [name, mark] = [platform.name, markOf(platform.name)];
  return {
    slug: platform.slug,
    name,
    mark,
    accounts: accounts.map((one) => one.id),
    included: !platform.paused && changeable.length > 0 && accounts.length > 0,
    asksAddress: platform.own_address && !accounts.length,
    address: "",
    policy: unasked ? platform.policy_note : null,
    shared: platform.shared_with?.note ?? null,
    agreed: false,
    changes: changeable.map(({ id, title, why, url, costs, action }) => {
      const mine = standing.filter((one) => baseOf(one.setting) === id);
      const done = mine.length > 0 && mine.every((one) => stateOf(one) === "out");
      return { id, title, why, url, costs, done, ticked: action === "set" || mine.some((one) => one.ticked) };
    }),
    byHand: platform.settings.filter((one) => !changeable.includes(one)).map(({ title, url }) => ({ title, url })),
    seen: canBeSeen ? "unasked" : null,
    signIn: platform.sign_in?.url ?? "",
  };
}

/** @param {Section[]} sections @param {string} slug @param {Partial<Section>} change @returns {Section[]} */
export const withSection = (sections, slug, change) =>
  sections.map((one) => (one.slug === slug ? { ...one, ...change } : one));

/** @param {Section[]} sections @param {string} slug @param {string} id @param {boolean} ticked @returns {Section[]} */
export const withTick = (sections, slug, id, ticked) =>
  sections.map((one) => {
    if (one.slug !== slug) return one;
    return { ...one, changes: one.changes.map((change) => (change.id === id ? { ...change, ticked } : change)) };
  });

/** @param {Section} section @returns {"agree" | "address" | null} what is missing before it can begin */
export function missing(section) {
  if (!section.included || !section.changes.some((one) => one.ticked)) return null;
  if (section.asksAddress && !/^https?:\/\/[^\s/]+/.test(section.address.trim())) return "address";
  return section.policy && !section.agreed ? "agree" : null;
}

/** @param {Section[]} sections @returns {Wish[]} exactly what is ticked, and nothing that was not shown */
export function wishesOf(sections) {
  return sections
    .map((one) => ({
      slug: one.slug,
      accounts: one.accounts,
      address: one.asksAddress ? one.address.trim() : null,
      consent: Boolean(one.policy) && one.agreed,
      settings: one.included ? one.changes.filter((change) => change.ticked).map((change) => change.id) : [],
    }))
    .filter((one) => one.settings.length);
}

/** @param {Section[]} sections @returns {number} */
export const countOf = (sections) => wishesOf(sections).reduce((sum, one) => sum + one.settings.length, 0);
