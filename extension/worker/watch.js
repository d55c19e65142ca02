/** Looks at the service when a look is due: after the next planned check, and every minute while jobs are open. */

import { clientOf } from "../api/client.js";
import { clearAlarm, extensionId, mayNotify, notify, recall, remember, setAlarm, setBadge } from "../browser.js";
import { chosenService } from "../keep/services.js";
import { needing } from "../model/standing.js";
import { knownOf } from "../popup/known.js";
import { redeemInWorker } from "../popup/pairing.js";
import { words } from "../words/words.js";

const COLOUR = "#9a3b12";
const AFTER_CHECK = 10 * 60_000;
const SOONEST = 60 * 60_000;
const NOTABLE = new Set(["came_back", "new_setting", "needs_you", "look_due", "letter_due"]);

export const pairingAlarm = () => setAlarm("pairing", { periodInMinutes: 0.5 });
export const workingAlarm = () => setAlarm("working", { periodInMinutes: 1 });

/** @param {string} name of the alarm that rang */
export async function settle(name) {
  if (name === "pairing" && (await redeemInWorker())) return;
  if (name === "pairing") await clearAlarm("pairing");
  await lookAround();
}

/** Sets the badge, tells what was found, and says when to look again. Without a service there is nothing to do. */
export async function lookAround() {
  const service = await chosenService();
  if (!service) return;
  const client = clientOf(service, extensionId());
  try {
    const { known, jobs } = await knownOf(client);
    await showNeeding(needing(known));
    await tellFindings(client, known, service.id);
    if (!jobs.length) await clearAlarm("working");
    await planNext(await client.all("/schedule"));
  } catch {
    await clearAlarm("working");
    setAlarm("look", { when: Date.now() + SOONEST });
  }
}

/** @param {number} count */
async function showNeeding(count) {
  const { t } = await words();
  await setBadge(count ? String(count) : "", count ? t("needing", { count }) : t("extension_name"), COLOUR);
}

/** @param {import("../api/client.js").Client} client @param {import("../model/standing.js").Known} known
 *  @param {string} id of the service */
async function tellFindings(client, known, id) {
  const page = await client.get("/findings?limit=20");
  const key = `told.${id}`;
  const told = (await recall("local", key)) ?? 0;
  const fresh = page.items.filter((/** @type {any} */ one) => one.id > told && !one.seen && NOTABLE.has(one.what));
  if (page.items.length) await remember("local", key, Math.max(told, page.items[0].id));
  if (!fresh.length || !(await mayNotify())) return;
  const { t } = await words();
  for (const one of fresh.slice(0, 3)) {
    const slug = known.accounts.find((account) => account.id === one.account)?.platform;
    const platform = known.platforms.find((found) => found.slug === slug)?.name ?? "";
    notify(`finding.${one.id}`, t(`notice_${one.what}`, { platform }), t("notice_what_now"));
  }
}

/** @param {{next: string | null}[]} schedule */
async function planNext(schedule) {
  const due = schedule.flatMap((one) => (one.next ? [Date.parse(one.next)] : []));
  if (!due.length) return clearAlarm("look");
  return setAlarm("look", { when: Math.max(Math.min(...due) + AFTER_CHECK, Date.now() + SOONEST) });
}
