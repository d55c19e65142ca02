/** Which page an address names. Everything stands behind the #, so that no server is ever told of it. */

/** @typedef {{page: string, id: string, key: string}} Place */

/** @type {Record<string, [string, string]>} by the first word: the page without and with an id behind it */
const ROUTES = {
  "": ["overview", ""],
  add: ["add", "add"],
  accounts: ["overview", "account"],
  "opt-out": ["changes", ""],
  "sign-in": ["overview", "window"],
  receipts: ["overview", "receipt"],
  jobs: ["jobs", ""],
  platforms: ["platforms", "platform"],
  letters: ["letters", "letter"],
  family: ["family", "member"],
  devices: ["devices", ""],
  activity: ["activity", ""],
  notifications: ["notifications", ""],
  settings: ["settings", ""],
  invited: ["invited", ""],
};

/** @param {string} hash @returns {Place} */
export function placeOf(hash) {
  const [, word = "", id = ""] = /^#\/([a-z-]*)(?:\/([\w-]+))?$/.exec(hash) ?? [];
  const [alone, one] = ROUTES[word] ?? ROUTES[""] ?? ["overview", ""];
  const page = id && one ? one : alone;
  return { page, id: page === one ? id : "", key: `${page}/${id}` };
}
