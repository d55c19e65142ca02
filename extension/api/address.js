/** Addresses of services: what a person may type, and what is meant by it. */

export const USUAL = "http://127.0.0.1:8765";
const LOCAL = new Set(["127.0.0.1", "localhost"]);

/**
 * The address without path; null when it cannot be used: plain http is for this computer only.
 *
 * @param {string} typed
 * @returns {string | null}
 */
export function readAddress(typed) {
  const text = typed.trim();
  const url = URL.parse?.(text) ?? parse(text);
  if (!url || url.username || url.password || url.search || url.hash || url.pathname !== "/") return null;
  if (url.protocol === "https:") return url.origin;
  return url.protocol === "http:" && LOCAL.has(url.hostname) ? url.origin : null;
}

/** @param {string} text @returns {URL | null} */
function parse(text) {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
