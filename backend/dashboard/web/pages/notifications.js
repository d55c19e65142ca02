/** Where one is told of what looks find, and when. */

import { Trouble } from "/app/shared/api/trouble.js";
import { AT_ONCE } from "../screens/wishes.js";
import { keepPlace, mayTell, ownPlace, stateOf, subscribe, unsubscribe } from "../push.js";
import { deviceName } from "../session.js";

/** @typedef {import("../desk.js").Desk} Desk */
/** @typedef {import("../screens/notifications.js").Wishes} Wishes */

const PLACES = "/notifications/targets";
const WISHES = "/notifications/settings";
const LONG = 75_000; // the service itself waits a minute for whoever it hands a message to
/** @type {Record<string, string>} the field of the page, by the word of the service */
const FIELDS = { url: "address", quiet_hours: "begin", time_zone: "zone" };

/** @param {Desk} desk @returns {Promise<import("../desk.js").View>} */
export async function load(desk) {
  if (desk.me?.role === "restricted") return { screen: "notifications", may: false };
  const [targets, wishes] = await Promise.all([desk.client.all(PLACES), desk.client.get(WISHES)]);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zones = [...new Set([wishes.time_zone, zone, "UTC", ...Intl.supportedValuesOf("timeZone")])].sort();
  const here = { state: await stateOf(targets), place: ownPlace() };
  return { screen: "notifications", may: true, targets, wishes, zone, zones, here };
}

/** @param {Desk} desk @returns {import("/app/shared/view/parts.js").Acts} */
export const acts = (desk) => ({
  addPlace: ({ name = "", address = "" }, whole) =>
    void mended(desk, {}, "name", async () => {
      const { id } = await desk.client.post(PLACES, { name: name.trim(), url: address.trim() });
      desk.view = { ...desk.view, wrong: null };
      whole.reset();
      await seen(desk, `test-${id}`);
    }),
  testPlace: (id) => void desk.act(() => test(desk, id)),
  removePlace: (id) =>
    void desk.act(async () => {
      await desk.client.remove(`${PLACES}/${id}`);
      if (id === ownPlace()) await unsubscribe();
      await seen(desk);
    }),
  tellHere: () => void desk.act(() => tellHere(desk)),
  keepWishes: (given) => {
    const wishes = wishesOf(given);
    void mended(desk, { wishes }, "begin", async () => {
      await desk.client.put(WISHES, wishes);
      await seen(desk);
    });
  },
});

/** Nobody who signs out is told in this browser any more. @param {Desk} desk */
export async function untold(desk) {
  const id = ownPlace();
  if (!id) return;
  const done = await desk.client.remove(`${PLACES}/${id}`).then(
    () => true,
    () => false, // another member's, whom it goes on telling
  );
  if (done) await unsubscribe();
}

/** @param {Desk} desk @param {string} [focus] the heading, unless it is said otherwise */
async function seen(desk, focus = "") {
  await desk.again();
  desk.announce(desk.words.t("saved"));
  (document.getElementById(focus) ?? desk.parts.view.querySelector("h1"))?.focus();
}

/** Does it; what must be mended is told where it stands, beside what was typed.
 *  @param {Desk} desk @param {Record<string, unknown>} given @param {string} field where nothing else is said
 *  @param {() => Promise<unknown>} work */
async function mended(desk, given, field, work) {
  await desk.act(async () => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Trouble) || error.kind !== "refused") throw error;
      const wrong = { field: FIELDS[error.field] ?? (error.field || field), detail: error.detail };
      draw(desk, { ...given, wrong });
      document.getElementById(`field-${wrong.field}`)?.focus();
    }
  });
}

/** Only as long as it is looked at. @param {Desk} desk @param {Record<string, unknown>} more */
function draw(desk, more) {
  if (desk.view.screen === "notifications") desk.show({ ...desk.view, ...more });
}

/** Says what came of it, as the service says it. @param {Desk} desk @param {string} id */
async function test(desk, id) {
  const { t } = desk.words;
  draw(desk, { tested: null, testing: id });
  desk.announce(t("told_testing"));
  const asked = desk.client.post(`${PLACES}/${id}/test`, undefined, undefined, LONG);
  const tested = await asked.finally(() => draw(desk, { testing: "" }));
  draw(desk, { targets: await desk.client.all(PLACES), tested: { id, ...tested } });
  desk.announce(tested.sent ? t("told_tested") : tested.detail);
}

/** The person allows it, the browser gives its keys, the service keeps them. @param {Desk} desk */
async function tellHere(desk) {
  if (!(await mayTell())) return desk.again();
  const before = ownPlace();
  const { key } = await desk.client.get("/notifications/browsers/key");
  const given = await subscribe(key).catch(() => null);
  if (!given) return desk.say(desk.words.t("here_failed"));
  try {
    const { id } = await desk.client.post("/notifications/browsers", { name: freeName(desk.view.targets), ...given });
    keepPlace(id);
    if (before) await desk.client.remove(`${PLACES}/${before}`).catch(() => undefined); // what it was until now
    await seen(desk, `test-${id}`);
  } catch (error) {
    await unsubscribe();
    throw error;
  }
}

/** What this browser is called; with a number, when there is one of that name. @param {{name: string}[]} targets */
function freeName(targets) {
  const taken = new Set(targets.map((one) => one.name.toLowerCase()));
  const name = deviceName();
  let free = name;
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${name} ${number}`;
  return free;
}

/** @param {import("../screens/parts.js").Given} given @returns {Wishes} */
const wishesOf = (given) => ({
  at_once: AT_ONCE.map(([name]) => name).filter((name) => given[name]),
  quiet_hours: given.quiet ? { begin: given.begin ?? "", end: given.end ?? "" } : null,
  time_zone: given.zone ?? "UTC",
  digest: given.digest ? { weekday: Number(given.weekday), hour: Number(given.hour) } : null,
});
