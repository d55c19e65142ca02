/** The worker behind the page, which keeps files and shows messages: asked for once. */

/** @type {Promise<ServiceWorkerRegistration | undefined> | null} */
let asked = null;

/** Undefined where the browser has none, as in some private windows. */
export const keepFiles = () => (asked ??= begin());

/** Browsers take only a script's address that a policy has made; this one makes a single one. */
async function begin() {
  const maker = /** @type {any} */ (globalThis).trustedTypes;
  const policy = maker?.createPolicy("unconsent-worker", { createScriptURL: () => "/worker.js" });
  const script = policy ? policy.createScriptURL("") : "/worker.js";
  return navigator.serviceWorker?.register(script).catch(() => undefined);
}
