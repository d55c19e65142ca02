/** The relay's own door to the browser: its tabs, their window and group, and chrome.debugger. */

/** @typedef {{tab: number, window: number, group: number}} Place */

const VERSION = "1.3";
const CLOSING_MS = 100;

/**
 * A tab in a window and a visible group of its own, or beside the tab of an earlier page.
 * @param {Place | null} beside @param {boolean} front @returns {Promise<Place>}
 */
export async function openTab(beside, front) {
  if (beside) {
    const made = await chrome.tabs.create({ windowId: beside.window, url: "about:blank", active: front });
    const tab = /** @type {number} */ (made.id);
    await chrome.tabs.group({ tabIds: tab, groupId: beside.group });
    return { ...beside, tab };
  }
  const made = /** @type {chrome.windows.Window} */ (await chrome.windows.create({ url: "about:blank", focused: true }));
  const window = /** @type {number} */ (made.id);
  const tab = /** @type {number} */ (made.tabs?.[0]?.id);
  const group = await chrome.tabs.group({ tabIds: tab, createProperties: { windowId: window } });
  await chrome.tabGroups.update(group, { title: "Unconsent", color: "blue" });
  return { tab, window, group };
}

/** Where the person sees it. @param {Place} place */
export function show({ tab, window }) {
  chrome.windows.update(window, { focused: true }).catch(() => undefined);
  chrome.tabs.update(tab, { active: true }).catch(() => undefined);
}

/** @param {number} tab */
export const closeTab = (tab) => chrome.tabs.remove(tab).catch(() => undefined);

/** @param {number} tab @returns {Promise<string>} the tab's name in the protocol, which is its main frame's too */
export async function attach(tab) {
  await chrome.debugger.attach({ tabId: tab }, VERSION);
  await chrome.debugger.sendCommand({ tabId: tab }, "Page.enable"); // by its events we know where the tab is
  const answer = /** @type {any} */ (await chrome.debugger.sendCommand({ tabId: tab }, "Page.getFrameTree"));
  return answer.frameTree.frame.id;
}

/** @param {number} tab */
export const detach = (tab) => chrome.debugger.detach({ tabId: tab }).catch(() => undefined);

/** Lets go of what an earlier worker, which the browser ended meanwhile, had attached. */
export async function letGo() {
  const targets = await chrome.debugger.getTargets();
  const left = targets.filter((one) => one.attached && one.tabId !== undefined);
  await Promise.all(left.map((one) => detach(/** @type {number} */ (one.tabId))));
}

/** @param {number} tab @param {string | undefined} session @param {string} method @param {Record<string, any>} params */
export const command = (tab, session, method, params) =>
  chrome.debugger.sendCommand({ tabId: tab, ...(session ? { sessionId: session } : {}) }, method, params);

/**
 * Must be called at the top level of the worker.
 * @param {{event: (tab: number, session: string | undefined, method: string, params: any) => void,
 *   ended: (tab: number, reason: string) => void}} heard
 * @param {(tab: number) => Place | undefined} placeOf
 */
export function listen(heard, placeOf) {
  // a tab that is closed leaves its group first: a moment later it is there no more, and that is what counts
  const isThere = (/** @type {number} */ tab) => chrome.tabs.get(tab).then(() => true, () => false);
  const movedOut = (/** @type {number} */ tab) =>
    setTimeout(async () => heard.ended(tab, (await isThere(tab)) ? "moved_out" : "tab_closed"), CLOSING_MS);
  chrome.debugger.onEvent.addListener((source, method, params) => {
    if (source.tabId !== undefined) heard.event(source.tabId, source.sessionId, method, params ?? {});
  });
  chrome.debugger.onDetach.addListener((source, reason) => {
    if (source.tabId !== undefined) heard.ended(source.tabId, reason === "target_closed" ? "tab_closed" : "cancelled");
  });
  chrome.tabs.onRemoved.addListener((tab) => heard.ended(tab, "tab_closed"));
  chrome.tabs.onDetached.addListener(movedOut);
  chrome.tabs.onUpdated.addListener((tab, change) => {
    const place = placeOf(tab);
    if (place && change.groupId !== undefined && change.groupId !== place.group) movedOut(tab);
  });
}
