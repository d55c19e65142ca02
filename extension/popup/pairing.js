/** The pairing journey: shows the code, counts down, and asks now and then whether somebody has confirmed it. */

import { beginPairing, redeemPairing } from "../api/pairing.js";
import { readAddress } from "../api/address.js";
import { extensionId, tellWorker } from "../browser.js";
import { addService, pending, services, setPending } from "../keep/services.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("../api/pairing.js").Pending} Pending */

const TICK = 1000;
const ASK_EVERY = 2;

/** @param {Desk} desk @param {string} typed */
export async function pair(desk, typed) {
  const address = readAddress(typed);
  const known = (await services()).length > 0;
  if (!address) return desk.show({ screen: "connect", address: typed, wrong: true, known });
  desk.service = { id: "", name: "", address, token: "", device: "" };
  return desk.attempt(async () => {
    const begun = await beginPairing(address, extensionId(), browserName());
    await setPending(begun);
    await tellWorker("pairing");
    await showPairing(desk, begun);
  });
}

/** @param {Desk} desk @param {Pending} waiting */
export async function showPairing(desk, waiting) {
  let asked = 0;
  const draw = () => {
    const seconds = Math.max(0, Math.ceil((Date.parse(waiting.until) - Date.now()) / 1000));
    const copied = desk.view.screen === "pairing" && desk.view.copied;
    const view = { code: waiting.code, seconds, copied, address: waiting.address };
    desk.show({ screen: seconds ? "pairing" : "codeOver", ...view });
    return seconds;
  };
  const tick = async () => {
    if (desk.view.screen !== "pairing" || desk.view.code !== waiting.code) return;
    if (!draw()) return;
    if (asked++ % ASK_EVERY === 0 && (await arrived(desk, waiting))) return;
    setTimeout(() => void tick(), TICK);
  };
  if (draw()) await tick();
}

/** @param {Desk} desk @param {Pending} waiting @returns {Promise<boolean>} whether there is nothing to wait for */
async function arrived(desk, waiting) {
  const redeemed = await redeemPairing(waiting, extensionId()).catch(() => /** @type {const} */ ("waiting"));
  if (redeemed === "waiting") return false;
  if (redeemed === "gone") {
    if (await takenByWorker(waiting)) await desk.home();
    else desk.show({ screen: "codeOver", address: waiting.address });
    return true;
  }
  await addService(redeemed);
  await setPending(null);
  desk.announce(desk.words.t("paired"));
  await desk.home();
  return true;
}

/** Whether the worker was quicker, while this page was asking. @param {Pending} waiting */
const takenByWorker = async (waiting) => (await services()).some((one) => one.id === waiting.id);

/** Takes up a pairing that was begun before, without a page. @returns {Promise<boolean>} whether it still waits */
export async function redeemInWorker() {
  const waiting = await pending();
  if (!waiting) return false;
  if (Date.parse(waiting.until) < Date.now()) {
    await setPending(null);
    return false;
  }
  const redeemed = await redeemPairing(waiting, extensionId()).catch(() => /** @type {const} */ ("waiting"));
  if (redeemed === "waiting") return true;
  if (redeemed !== "gone") await addService(redeemed);
  await setPending(null);
  return false;
}

/** What the browser calls itself, for the list of devices. */
function browserName() {
  const brands = /** @type {any} */ (navigator).userAgentData?.brands ?? [];
  const known = brands.find((/** @type {any} */ one) => !/Not.?A.?Brand|^Chromium$/i.test(one.brand.replace(/\W/g, "")));
  return known?.brand ?? (brands.length ? "Chromium" : "Firefox");
}
