/** Lends a tab that it opens itself to the service, for one run. Whatever is asked goes through the filters. */

import { isOpen, isOurs, reachOf, refusal, told, trimmed } from "./filters.js";
import { KNOWN_HOSTS } from "./known_hosts.js";
import * as browserTabs from "./tabs.js";

/** @typedef {import("./filters.js").Reach} Reach */
/** @typedef {import("./tabs.js").Place} Place */
/** @typedef {{address: string, token: string, own?: readonly string[]}} Lending own: origins of a person's own sites */
/** @typedef {{url: string, frame: string, parent: string}} Document frame: its id; parent: the session around it */
/**
 * `documents`: by session, "" is the tab's own. `readable`: requests that the platform answered.
 * @typedef {{place: Place, documents: Map<string, Document>, readable: Set<string>}} Tab
 */

const PING_MS = 20_000;
const ANSWERS_KEPT = 5000;
/** @type {Set<Run>} */
const runs = new Set();
const tidy = browserTabs.letGo();

browserTabs.listen(
  {
    event: (tab, session, method, params) => runOf(tab)?.heard(tab, session, method, params),
    ended: (tab, reason) => runOf(tab)?.end(reason),
  },
  (tab) => runOf(tab)?.placeOf(tab),
);

/** @param {number} tab */
const runOf = (tab) => [...runs].find((one) => one.placeOf(tab));

/** Begins to lend. @param {Lending} lending @returns {Run} */
export const lend = (lending) => new Run(lending);

/** Stops every run now. */
export const stopAll = () => runs.forEach((one) => one.end("stopped"));

/** Brings the tabs of every run to the front. */
export const showAll = () => runs.forEach((one) => one.tabs.forEach(({ place }) => browserTabs.show(place)));

/** One run: its socket, and the tabs that were opened for it. */
export class Run {
  /** @type {Map<number, Tab>} */
  tabs = new Map();
  /** @type {Reach} */
  reach = { hosts: [], own: [] };
  /** @type {string | null} */
  reason = null;
  /** @type {Tab | null} a page that was closed, kept until the next one is there so that window and group stay */
  spare = null;

  /** @param {Lending} lending */
  constructor({ address, token, own = [] }) {
    this.known = { hosts: KNOWN_HOSTS, own };
    /** @type {Promise<string>} why it ended */
    this.over = new Promise((resolve) => (this.tellOver = resolve));
    runs.add(this);
    this.socket = new WebSocket(`${address.replace(/^http/, "ws")}/api/v1/relay`);
    this.socket.onopen = () => this.send({ type: "hello", token });
    this.socket.onmessage = (message) => this.asked(JSON.parse(message.data));
    this.socket.onclose = () => this.end("service_gone");
    this.ping = setInterval(() => this.send({ type: "ping" }), PING_MS);
  }

  /** Ends the run, whatever it does: nothing can be asked of its tabs from here on. @param {string} reason */
  end(reason) {
    if (this.reason !== null) return;
    this.reason = reason;
    runs.delete(this);
    clearInterval(this.ping);
    const left = [...this.tabs.keys()];
    this.tabs.clear();
    left.forEach((tab) => browserTabs.detach(tab));
    if (reason === "done") left.forEach((tab) => browserTabs.closeTab(tab));
    if (this.spare) browserTabs.closeTab(this.spare.place.tab);
    this.send({ type: "ended", reason });
    this.socket.close();
    this.tellOver?.(reason);
  }

  stop() {
    this.end("stopped");
  }

  /** Where a tab of this run is, also one whose page was closed. @param {number} tab */
  placeOf(tab) {
    return (this.tabs.get(tab) ?? (this.spare?.place.tab === tab ? this.spare : undefined))?.place;
  }

  /** @param {object} message */
  send(message) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  /** @param {any} message */
  asked({ type, id, tab, session, method, params, hosts }) {
    if (this.reason !== null) return;
    if (type === "begin") this.reach = reachOf(hosts, this.known);
    else if (type === "end") this.end("done");
    else if (type === "open") this.answer(id, this.open());
    else if (type === "close") this.answer(id, this.close(tab));
    else if (type === "command") this.answer(id, this.pass(tab, session, String(method), params ?? {}));
  }

  /** @param {number} id @param {Promise<any>} work */
  answer(id, work) {
    work.then(
      (result) => this.send({ id, result: result ?? {} }),
      (error) => this.send({ id, error: errorOf(error) }),
    );
  }

  async open() {
    await tidy;
    const beside = [...this.tabs.values()][0] ?? this.spare;
    const place = await browserTabs.openTab(beside?.place ?? null, this.tabs.size === 0);
    if (this.reason !== null) return browserTabs.closeTab(place.tab);
    const target = await browserTabs.attach(place.tab);
    if (this.reason !== null) return browserTabs.detach(place.tab);
    const documents = new Map([["", { url: "", frame: target, parent: "" }]]);
    this.tabs.set(place.tab, { place, documents, readable: new Set() });
    if (this.spare) browserTabs.closeTab(this.spare.place.tab);
    this.spare = null;
    return { tab: place.tab, target };
  }

  /** @param {number} id */
  async close(id) {
    const tab = this.tabs.get(id);
    if (!tab) throw new Error("that tab was not opened for this run");
    this.tabs.delete(id);
    const stays = this.tabs.size === 0 && !this.spare;
    if (stays) this.spare = tab;
    await browserTabs.detach(id);
    if (!stays) await browserTabs.closeTab(id);
  }

  /** @param {number} id @param {string | undefined} session @param {string} method @param {Record<string, any>} params */
  async pass(id, session, method, params) {
    const tab = this.tabs.get(id);
    if (!tab) throw new Error("that tab was not opened for this run");
    const url = tab.documents.get(session ?? "")?.url;
    if (url === undefined) throw new Error("that session is not of this tab");
    const why = refusal(method, params, url, this.reach, (request) => tab.readable.has(request));
    if (why) throw new Error(`Refused by the extension: ${why}`);
    const result = await browserTabs.command(id, session, method, trimmed(method, params));
    const now = tab.documents.get(session ?? "")?.url;
    const again = now === undefined ? "the page went elsewhere" : refusal(method, params, now, this.reach, () => true);
    if (again || this.reason !== null) throw new Error(`Refused by the extension: ${again ?? "the run is over"}`);
    return result;
  }

  /** @param {number} id @param {string | undefined} session @param {string} method @param {any} params */
  heard(id, session, method, params) {
    const tab = this.tabs.get(id);
    if (!tab) return; // its page was closed a moment ago
    const document = tab.documents.get(session ?? "");
    if (!document) return;
    if (method === "Target.attachedToTarget" && !this.admits(id, tab, session ?? "", params)) return;
    if (method === "Target.detachedFromTarget") tab.documents.delete(params.sessionId);
    if (method === "Page.frameNavigated" && params.frame.id === document.frame) {
      document.url = params.frame.url;
      if (session && !isOpen(document.url, this.reach)) return this.hide(id, tab, session, document);
    }
    if (method === "Network.responseReceived" && isOurs(params.response.url, this.reach)) {
      if (tab.readable.size > ANSWERS_KEPT) tab.readable.clear();
      tab.readable.add(params.requestId);
    }
    const shown = told(method, params, document.url, this.reach);
    if (shown) this.send({ type: "event", tab: id, session, method, params: shown });
  }

  /**
   * Whether a frame inside the page may be known to the service; other frames and all workers go on unseen.
   * @param {number} id @param {Tab} tab @param {string} parent @param {any} attached
   */
  admits(id, tab, parent, { sessionId, targetInfo: { type, targetId, url } }) {
    const document = { url, frame: targetId, parent };
    const ours = type === "iframe" && isOpen(url, this.reach);
    if (!ours) this.hide(id, tab, sessionId, document);
    else {
      tab.documents.set(sessionId, document);
      browserTabs.command(id, sessionId, "Page.enable", {}).catch(() => undefined); // by its events we know where it is
    }
    return ours;
  }

  /**
   * Lets go of a frame of somebody else; for the service it is not there.
   * @param {number} id @param {Tab} tab @param {string} session @param {Document} document
   */
  hide(id, tab, session, { frame, parent }) {
    tab.documents.delete(session);
    const around = parent || undefined;
    const quietly = (/** @type {Promise<any>} */ work) => work.catch(() => undefined);
    quietly(browserTabs.command(id, session, "Runtime.runIfWaitingForDebugger", {}));
    quietly(browserTabs.command(id, around, "Target.detachFromTarget", { sessionId: session }));
    const params = { frameId: frame, reason: "remove" };
    this.send({ type: "event", tab: id, session: around, method: "Page.frameDetached", params });
  }
}

/** @param {any} error a JSON text where the browser itself refused */
function errorOf(error) {
  const text = String(error?.message ?? error);
  try {
    const said = JSON.parse(text);
    return { code: said.code ?? -32000, message: String(said.message ?? text) };
  } catch {
    return { code: -32000, message: text };
  }
}
