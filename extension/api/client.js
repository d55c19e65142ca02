/** Asks one service. Nothing secret is ever part of an address. */

import { readEvents } from "./stream.js";
import { Trouble, troubleOf } from "./trouble.js";

/** @typedef {{address: string, token?: string}} Where */
/** @typedef {{method?: string, body?: unknown, key?: string, after?: string, signal?: AbortSignal,
 *   patience?: number}} How `patience`: in milliseconds */

const PATIENCE = 20_000;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 10_000;

/**
 * @param {Where} where
 * @param {string} [extension] our own id, which a GET would not say by itself; a page of the service has none
 */
export function clientOf(where, extension) {
  /** @param {string} path @param {How} how @returns {Promise<Response>} */
  async function ask(path, { method = "GET", body, key, after, signal }) {
    const headers = new Headers(extension ? { "X-Unconsent-Extension": extension } : {});
    if (where.token) headers.set("Authorization", `Bearer ${where.token}`);
    if (body !== undefined) headers.set("Content-Type", "application/json");
    if (key) headers.set("Idempotency-Key", key);
    if (after) headers.set("Last-Event-ID", after);
    const answer = await fetch(`${where.address}/api/v1${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
      referrerPolicy: "no-referrer",
    }).catch((error) => {
      throw signal?.aborted && error.name === "AbortError" ? error : new Trouble("offline");
    });
    if (!answer.ok) throw await troubleOf(answer);
    return answer;
  }

  /** @param {string} path @param {How} [how] @returns {Promise<any>} */
  async function asked(path, how = {}) {
    const answer = await ask(path, { ...how, signal: AbortSignal.timeout(how.patience ?? PATIENCE) });
    return answer.status === 204 ? null : answer.json();
  }

  /** @param {string} path @returns {Promise<any[]>} all pages of a list */
  async function all(path) {
    const items = [];
    for (let next = ""; ; ) {
      const glue = path.includes("?") ? "&" : "?";
      const page = await asked(next ? `${path}${glue}cursor=${encodeURIComponent(next)}` : path);
      items.push(...page.items);
      if (!page.next) return items;
      next = page.next;
    }
  }

  /**
   * Tells every event from `after` on, or from now on; when cut off it goes on where it was, until it is stopped.
   * `path`: those of one job only, from its beginning.
   *
   * @param {{path?: string, after?: string, signal: AbortSignal, told: (event: import("./stream.js").Told) => void,
   *   cut?: (cut: boolean) => void}} how
   */
  async function follow({ path = "/events", after = "", signal, told, cut = () => {} }) {
    let last = after;
    let pause = FIRST_PAUSE;
    while (!signal.aborted) {
      try {
        const answer = await ask(path, { after: last, signal });
        cut(false);
        pause = FIRST_PAUSE;
        for await (const event of readEvents(/** @type {ReadableStream<Uint8Array>} */ (answer.body))) {
          last = event.id || last;
          told(event);
        }
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof Trouble && error.kind === "shut_out") throw error;
        cut(true);
      }
      await new Promise((go) => setTimeout(go, pause));
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
  }

  return {
    get: asked,
    all,
    follow,
    /** @param {string} path @param {unknown} body @param {string} [key] @param {number} [patience] */
    post: (path, body, key, patience) => asked(path, { method: "POST", body, key, patience }),
    /** @param {string} path @param {unknown} body */
    put: (path, body) => asked(path, { method: "PUT", body }),
    /** Something that takes long, and that may be left. @param {string} path @param {unknown} body
     *  @param {number} patience in milliseconds @param {AbortSignal} [signal] @returns {Promise<any>} */
    long: async (path, body, patience, signal) => {
      const both = AbortSignal.any([AbortSignal.timeout(patience), ...(signal ? [signal] : [])]);
      return (await ask(path, { method: "POST", body, signal: both })).json();
    },
    /** @param {string} path @param {unknown} body */
    patch: (path, body) => asked(path, { method: "PATCH", body }),
    /** @param {string} path */
    remove: (path) => asked(path, { method: "DELETE" }),
    /** @param {string} path @param {{body?: unknown, patience?: number}} [how] with a body it is posted
     *  @returns {Promise<Blob>} */
    file: async (path, { body, patience = PATIENCE } = {}) => {
      const method = body === undefined ? "GET" : "POST";
      return (await ask(path, { method, body, signal: AbortSignal.timeout(patience) })).blob();
    },
  };
}

/** @typedef {ReturnType<typeof clientOf>} Client */
