/** How a platform stands, worked out from the last outcome of each of its settings. Nothing here touches a page. */

/** @typedef {"needs" | "sharing" | "unclear" | "unchecked" | "sent" | "out" | "absent"} State */
/** @typedef {{key: string, values?: Record<string, string | number>}} Phrase */
/** @typedef {{id: string, title: string, why: string, action: string, essential: boolean, costs: string | null,
 *   url: string}} Setting */
/** @typedef {{slug: string, name: string, place: string, unattended: string, policy_note: string, claim: string,
 *   own_address: boolean, hosts: string[], sign_in: import("./cookies.js").SignIn | null, paused: boolean, pauses: {why: string}[], settings: Setting[],
 *   shared_with?: {note: string} | null}} Platform */
/** @typedef {{id: number, platform: string, name: string, address: string | null, consented: string | null}} Account */
/** @typedef {{outcome: string, needs: string | null, mode: string, at: string, receipt: string | null,
 *   detail: string, after: string | null}} Last */
/** @typedef {{setting: string, title: string, ticked: boolean, last: Last | null}} Standing */
/** @typedef {{platforms: Platform[], accounts: Account[], standings: Record<number, Standing[]>}} Known */
/** @typedef {{slug: string, name: string, mark: string, state: State, note: Phrase, date: string | null,
 *   mine: boolean}} Row */

/** Every state as data, the most pressing first: its word, its tone and its sign. */
export const STATES = Object.freeze({
  needs: { label: "state_needs", tone: "warn", sign: "!" },
  sharing: { label: "state_sharing", tone: "warn", sign: "↗" },
  unclear: { label: "state_unclear", tone: "quiet", sign: "?" },
  unchecked: { label: "state_unchecked", tone: "quiet", sign: "·" },
  sent: { label: "state_sent", tone: "quiet", sign: "→" },
  out: { label: "state_out", tone: "good", sign: "✓" },
  absent: { label: "state_absent", tone: "quiet", sign: "–" },
});
const ORDER = /** @type {State[]} */ (Object.keys(STATES));

/** @type {Record<string, State>} */
export const MEANING = Object.freeze({
  opted_out: "out",
  already_out: "out",
  still_on: "sharing",
  restored: "sharing",
  forced: "sharing",
  submitted: "sent",
  not_offered: "absent",
  needs_you: "needs",
  wrong_account: "needs",
  not_recognised: "unclear",
  not_restored: "unclear",
  limited: "unclear",
  unreachable: "unclear",
});
const CHANGED = new Set(["set", "ask_first"]);

/** @param {string} name @returns {string} the letter in a platform's circle */
export const markOf = (name) => [...name.trim()][0]?.toUpperCase() ?? "?";

/** @param {string} id @returns {string} the setting of which it is one blog or site; else the id itself */
export const baseOf = (id) => id.split("/", 1)[0] ?? id;

/** @param {Setting[]} settings @param {string} id @returns {string} what people call it, with its blog or site */
export function titleOf(settings, id) {
  const title = settings.find((one) => one.id === baseOf(id))?.title;
  if (!title) return id;
  return id === baseOf(id) ? title : `${title} (${id.slice(baseOf(id).length + 1)})`;
}

/**
 * The settings that count, each blog or site for itself: those a run changes, without what the person chose to leave alone.
 *
 * @param {Platform} platform
 * @param {Standing[]} standing
 */
function counting(platform, standing) {
  const actions = new Map(platform.settings.map((one) => [one.id, one.action]));
  const wanted = standing.filter((one) => actions.get(baseOf(one.setting)) === "set" || one.ticked);
  return wanted.filter((one) => one.last?.outcome !== "skipped");
}

/** @param {Standing} standing @returns {State} */
export const stateOf = (standing) => (standing.last ? (MEANING[standing.last.outcome] ?? "unclear") : "unchecked");

/**
 * The state of one account, the most pressing of its settings.
 *
 * @param {Platform} platform
 * @param {Standing[]} standing
 * @returns {State}
 */
export function accountState(platform, standing) {
  const states = new Set(counting(platform, standing).map(stateOf));
  return ORDER.find((one) => states.has(one)) ?? "unchecked";
}

/** @param {Platform} platform @param {Known} known @returns {Row} */
export function rowOf(platform, known) {
  const accounts = known.accounts.filter((one) => one.platform === platform.slug);
  const standings = accounts.map((one) => known.standings[one.id] ?? []);
  const states = new Set(standings.map((one) => accountState(platform, one)));
  const offered = platform.settings.some((one) => CHANGED.has(one.action));
  const state = ORDER.find((one) => states.has(one)) ?? (offered ? "unchecked" : "absent");
  const relevant = standings.flatMap((one) => counting(platform, one));
  const proven = relevant.filter((one) => stateOf(one) === "out").flatMap((one) => (one.last ? [one.last.at] : []));
  const row = { slug: platform.slug, name: platform.name, mark: markOf(platform.name), state, mine: accounts.length > 0 };
  return { ...row, note: noteOf(platform, state, relevant), date: state === "out" ? (proven.sort()[0] ?? null) : null };
}

/** @param {Platform} platform @param {State} state @param {Standing[]} relevant @returns {Phrase} */
function noteOf(platform, state, relevant) {
  const values = { platform: platform.name };
  const all = relevant.length;
  const done = relevant.filter((one) => stateOf(one) === "out").length;
  if (platform.paused) return { key: "row_paused", values };
  if (state === "needs") return { key: needKey(relevant.find((one) => stateOf(one) === "needs")), values };
  if (state === "sharing") {
    return { key: "row_sharing", values: { count: relevant.filter((one) => stateOf(one) === "sharing").length } };
  }
  if (state === "unchecked" && done) return { key: "row_partly", values: { done, all } };
  return { key: `row_${state}`, values };
}

/** @param {Standing | undefined} standing */
export function needKey(standing) {
  if (standing?.last?.outcome === "wrong_account") return "row_needs_other";
  return `row_needs_${standing?.last?.needs ?? "sign_in"}`;
}

/** @param {Known} known @returns {Row[]} */
export const rowsOf = (known) => known.platforms.map((one) => rowOf(one, known));

/** @param {Known} known @returns {number} how many accounts need someone */
export function needing(known) {
  const platforms = new Map(known.platforms.map((one) => [one.slug, one]));
  return known.accounts.filter((one) => {
    const platform = platforms.get(one.platform);
    return platform && accountState(platform, known.standings[one.id] ?? []) === "needs";
  }).length;
}
