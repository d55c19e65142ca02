/** This browser as a place where one is told: whether it can be one, whether it is, and the way there and back. */

import { keepFiles } from "./keeping.js";

/** @typedef {{endpoint: string, p256dh: string, auth: string}} Given what the service must know to reach it */
/** @typedef {"on" | "ask" | "denied" | "insecure" | "home_screen" | "missing"} State */

const KEY = "unconsent.push";
const APPLE = /iPhone|iPad/;

/** The id of the place that this browser is; empty when it is none. */
export const ownPlace = () => localStorage.getItem(KEY) ?? "";

/** @param {string} id */
export const keepPlace = (id) => localStorage.setItem(KEY, id);

/** @param {{id: string, gone: boolean}[]} targets @returns {Promise<State>} */
export async function stateOf(targets) {
  if (!globalThis.isSecureContext) return "insecure";
  const worker = await keepFiles();
  const can = worker && "PushManager" in globalThis && "Notification" in globalThis;
  if (!can)
    return APPLE.test(navigator.userAgent) && !matchMedia("(display-mode: standalone)").matches
      ? "home_screen"
      : "missing";
  if (Notification.permission === "denied") return "denied";
  const own = targets.find((one) => one.id === ownPlace());
  return own && !own.gone && (await worker.pushManager.getSubscription()) ? "on" : "ask";
}

/** Asks the person; only at a click. */
export const mayTell = async () => (await Notification.requestPermission()) === "granted";

/** Anew, so that whoever was told here before is not told any more.
 *  @param {string} key of the service @returns {Promise<Given>} */
export async function subscribe(key) {
  await unsubscribe();
  const worker = /** @type {ServiceWorkerRegistration} */ (await keepFiles());
  const made = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint = "", keys = {} } = made.toJSON();
  return { endpoint, p256dh: keys.p256dh ?? "", auth: keys.auth ?? "" };
}

/** Nothing arrives here any more. */
export async function unsubscribe() {
  localStorage.removeItem(KEY);
  const worker = await keepFiles();
  await (await worker?.pushManager?.getSubscription())?.unsubscribe();
}
