/** What pages and the worker ask of the browser itself; only the relay has a door of its own. */

/** @type {typeof chrome} */
const own = /** @type {any} */ (globalThis).browser ?? globalThis.chrome;

/** The id in the addresses of our own pages; the service knows a paired extension by it. */
export const extensionId = () => new URL(own.runtime.getURL("/")).host;

/** @param {string} path */
export const ownAddress = (path) => own.runtime.getURL(path);

export const browserLanguage = () => own.i18n.getUILanguage();

/** Keeps what lies in `local` away from content scripts, where the browser lets that be said. */
export async function closeStorage() {
  for (const area of [own.storage.local, own.storage.session]) {
    await area.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" });
  }
}

/**
 * @param {"local" | "session"} area
 * @param {string} key
 * @returns {Promise<any>}
 */
export const recall = async (area, key) => (await own.storage[area].get(key))[key];

/**
 * @param {"local" | "session"} area
 * @param {string} key
 * @param {unknown} value
 */
export const remember = (area, key, value) => own.storage[area].set({ [key]: value });

/**
 * @param {"local" | "session"} area
 * @param {string} key
 */
export const forget = (area, key) => own.storage[area].remove(key);

/** @param {(keys: string[]) => void} heard */
export const onChange = (heard) => own.storage.onChanged.addListener((changes) => heard(Object.keys(changes)));

/** @param {string} url */
export const openTab = (url) => own.tabs.create({ url });

export const openOptions = () => own.runtime.openOptionsPage();

export const hasPanel = () => Boolean(own.sidePanel) || Boolean(/** @type {any} */ (own).sidebarAction);

/** Must be called while a click is handled. */
export async function openPanel() {
  if (!own.sidePanel) return /** @type {any} */ (own).sidebarAction.open();
  const current = await own.windows.getCurrent();
  return own.sidePanel.open({ windowId: /** @type {number} */ (current.id) });
}

/** Whether this browser can lend a tab. */
export const canLend = () => Boolean(own.debugger);

/** Tells the worker that something began. @param {string} what @param {Record<string, string>} [asked] */
export const tellWorker = (what, asked = {}) => own.runtime.sendMessage({ ...asked, what }).catch(() => undefined);

/** @param {(message: any) => void} heard */
export const onTold = (heard) =>
  own.runtime.onMessage.addListener((message, sender) => {
    if (sender.id === own.runtime.id && typeof message?.what === "string") heard(message);
  });

/** @param {() => void} heard */
export const onBegin = (heard) => {
  own.runtime.onInstalled.addListener(heard);
  own.runtime.onStartup.addListener(heard);
};

/** @param {(name: string) => void} heard */
export const onAlarm = (heard) => own.alarms.onAlarm.addListener((alarm) => heard(alarm.name));

/** @param {string} name @param {{when?: number, periodInMinutes?: number}} time */
export const setAlarm = (name, time) => own.alarms.create(name, time);

/** @param {string} name */
export const clearAlarm = (name) => own.alarms.clear(name);

/** @param {string} text @param {string} title @param {string} colour */
export async function setBadge(text, title, colour) {
  await own.action.setBadgeBackgroundColor({ color: colour });
  await own.action.setBadgeText({ text });
  await own.action.setTitle({ title });
}

export const mayNotify = () => own.permissions.contains({ permissions: ["notifications"] });

/** Must be called while a click is handled. */
export const askToNotify = () => own.permissions.request({ permissions: ["notifications"] });

export const stopNotifying = () => own.permissions.remove({ permissions: ["notifications"] });

/** @param {string} id @param {string} title @param {string} message */
export const notify = (id, title, message) =>
  own.notifications?.create(id, { type: "basic", iconUrl: ownAddress("icons/128.png"), title, message });

/** @param {() => void} heard */
export const onNoticeClicked = (heard) => own.notifications?.onClicked.addListener(heard);

/** @typedef {{permissions?: any[], origins?: string[]}} Asked */

/** Whether the manifest lets the cookies of these be asked for at all. @param {string[]} origins */
export function canAskForCookies(origins) {
  const { host_permissions = [], optional_host_permissions = [] } = /** @type {any} */ (own.runtime.getManifest());
  const known = new Set([...host_permissions, ...optional_host_permissions]);
  return origins.length > 0 && origins.every((one) => known.has(one));
}

/** What is not allowed yet, to see the cookies of these. @param {string[]} origins @returns {Promise<Asked>} */
export async function lackingForCookies(origins) {
  const may = (/** @type {Asked} */ asked) => own.permissions.contains(asked);
  const lacking = [];
  for (const one of origins) if (!(await may({ origins: [one] }))) lacking.push(one);
  return { permissions: (await may({ permissions: ["cookies"] })) ? [] : ["cookies"], origins: lacking };
}

/** @param {string[]} origins */
export const maySeeCookies = (origins) => own.permissions.contains({ permissions: ["cookies"], origins });

/** Must be called while a click is handled. @param {string[]} origins @returns {Promise<boolean>} */
export const askForCookies = (origins) =>
  own.permissions.request({ permissions: ["cookies"], origins }).catch(() => false);

/** @param {Asked} given */
export async function giveBack({ permissions = [], origins = [] }) {
  if (permissions.length + origins.length) await own.permissions.remove({ permissions, origins });
}

/** Those of these domains and of what is beneath them, the partitioned ones, too. @param {string[]} domains */
export const cookiesOf = async (domains) =>
  (await Promise.all(domains.map((domain) => own.cookies.getAll({ domain, partitionKey: {} })))).flat();
