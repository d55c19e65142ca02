/** What the service may ask of a lent tab, and what it is told of it. Pure: decided by what is given, and nothing else. */

/**
 * `hosts`: as `*.x.com`. `own`: origins of a person's own sites.
 * @typedef {{hosts: readonly string[], own: readonly string[]}} Reach
 */
/** @typedef {Record<string, any>} Params */

const IGNORED = new Set([
  "Emulation.setEmulatedMedia", "Emulation.setFocusEmulationEnabled", "Inspector.enable", "Log.enable",
  "Network.enable", "Network.setBypassServiceWorker", "Network.setCacheDisabled", "Page.enable", "Page.getFrameTree",
  "Page.setFontFamilies", "Page.setInterceptFileChooserDialog", "Page.setLifecycleEventsEnabled", "Runtime.disable",
  "Runtime.enable", "Runtime.runIfWaitingForDebugger",
]);
const ON_OUR_PAGES = new Set([
  "DOM.describeNode", "DOM.getBoxModel", "DOM.getContentQuads", "DOM.getFrameOwner", "DOM.resolveNode",
  "DOM.scrollIntoViewIfNeeded", "Emulation.setDefaultBackgroundColorOverride", "Emulation.setDeviceMetricsOverride",
  "Fetch.disable", "Fetch.failRequest", "Input.dispatchKeyEvent", "Input.dispatchMouseEvent", "Input.insertText",
  "Page.bringToFront", "Page.captureScreenshot", "Page.getLayoutMetrics", "Page.handleJavaScriptDialog", "Page.reload",
  "Runtime.callFunctionOn", "Runtime.evaluate", "Runtime.getProperties", "Runtime.releaseObject",
]);
/** @type {Readonly<Record<string, (params: Params, reach: Reach) => boolean>>} */
const WITH_CARE = Object.freeze({
  "Page.navigate": (params, reach) => isOurs(params.url, reach) || params.url === "about:blank",
  "Page.addScriptToEvaluateOnNewDocument": (params) => params.source === "" && !params.runImmediately,
  "Page.createIsolatedWorld": () => true,
  "Target.setAutoAttach": (params) => params.flatten === true && params.filter === undefined,
  "Target.detachFromTarget": () => true,
  "Fetch.enable": (params) => params.handleAuthRequests !== true,
  "Fetch.continueRequest": (params) =>
    ["url", "method", "postData", "headers", "interceptResponse"].every((name) => params[name] === undefined),
});
/** Allowed wherever the tab is: they lead it back, or change nothing. */
const ANYWHERE = new Set([
  ...IGNORED, "Page.navigate", "Page.addScriptToEvaluateOnNewDocument", "Target.setAutoAttach",
  "Target.detachFromTarget", "Fetch.disable",
]);
const TOLD_ANYWHERE = new RegExp(
  [
    "^Page\\.(frame\\w+|lifecycleEvent|navigatedWithinDocument|loadEventFired|domContentEventFired)$",
    "^Runtime\\.executionContext\\w+$",
    "^Target\\.(attachedTo|detachedFrom)Target$",
    "^Inspector\\.\\w+$",
  ].join("|"),
);
const TOLD_ON_OUR_PAGES = /^(Page|Runtime|Network|Fetch|Inspector|Target)\.\w+$/;
const SECRET_FIELDS = /cookies?$|cookiepartitionkey|headerstext/i;
const SECRET_HEADERS = /^(cookie|set-cookie|authorization|proxy-authorization)$/i;

/** @param {string} host @param {string} pattern */
const fits = (host, pattern) =>
  pattern.startsWith("*.") ? host.endsWith(pattern.slice(1)) && host.length > pattern.length - 1 : host === pattern;

/** @param {readonly string[]} asked by the service @param {Reach} known @returns {Reach} what both lists hold */
export function reachOf(asked, known) {
  const hosts = asked.filter((one) => known.hosts.includes(one));
  return Object.freeze({ hosts, own: asked.filter((one) => known.own.includes(one)) });
}

/** @param {unknown} url @param {Reach} reach */
export function isOurs(url, reach) {
  if (typeof url !== "string" || !URL.canParse(url)) return false;
  const { protocol, hostname, port, origin, username, password } = new URL(url);
  if (username || password) return false;
  if (reach.own.includes(origin)) return protocol === "https:" || protocol === "http:";
  return protocol === "https:" && port === "" && reach.hosts.some((one) => fits(hostname, one));
}

/** Whether the document may be looked into: one of ours, or an empty one. @param {string} url @param {Reach} reach */
export const isOpen = (url, reach) => url === "" || url.startsWith("about:") || isOurs(url, reach);

/**
 * Why a command is refused; null when it may pass.
 * @param {string} method @param {Params} params @param {string} url of the document it is for
 * @param {Reach} reach @param {(request: string) => boolean} readable whether the body of a request is ours
 */
export function refusal(method, params, url, reach, readable = () => false) {
  if (method === "Network.getResponseBody")
    return readable(params.requestId) ? null : "that answer is not the platform's";
  const care = Object.hasOwn(WITH_CARE, method) ? WITH_CARE[method] : undefined;
  if (!care && !IGNORED.has(method) && !ON_OUR_PAGES.has(method)) return `${method} is not among what may be asked`;
  if (care && !care(params, reach)) return `${method} may not be asked with this`;
  if (!ANYWHERE.has(method) && !isOpen(url, reach)) return "the page is not the platform's";
  return null;
}

/**
 * The command as it is sent: a world of ours has no more rights than the page.
 * @param {string} method @param {Params} params
 */
export function trimmed(method, params) {
  return method === "Page.createIsolatedWorld" ? { ...params, grantUniveralAccess: false } : params;
}

/**
 * What the service is told of an event; null when it is nothing for it.
 * @param {string} method @param {Params} params @param {string} url of the document @param {Reach} reach
 */
export function told(method, params, url, reach) {
  const allowed = isOpen(url, reach) ? TOLD_ON_OUR_PAGES : TOLD_ANYWHERE;
  if (!allowed.test(method)) return null;
  if (method.startsWith("Network.") || method.startsWith("Fetch.")) return withoutSecrets(params);
  return method === "Page.frameNavigated" || method === "Page.navigatedWithinDocument" ? roughly(params, reach) : params;
}

/**
 * Where a person went who left the platform, as to sign in with another service: its host, and no more.
 * @param {Params} params @param {Reach} reach
 */
function roughly(params, reach) {
  const there = params.frame?.url ?? params.url;
  if (typeof there !== "string" || isOpen(there, reach)) return params;
  const url = URL.canParse(there) ? `${new URL(there).origin}/` : "";
  return params.frame ? { ...params, frame: { ...params.frame, url, urlFragment: undefined } } : { ...params, url };
}


/** @param {any} value @returns {any} the same without cookies and what else signs in */
export function withoutSecrets(value) {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value).filter(([name]) => !SECRET_HEADERS.test(name) && !SECRET_FIELDS.test(name));
  return Object.fromEntries(kept.map(([name, one]) => [name, withoutSecrets(one)]));
}
