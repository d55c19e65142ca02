/** Which cookies are a platform's, whether they sign one in, and how one is said in the service's words. */

/** @typedef {{topLevelSite?: string, hasCrossSiteAncestor?: boolean}} Partition */
/** @typedef {{name: string, value: string, domain: string, hostOnly: boolean, path: string, secure: boolean,
 *   httpOnly: boolean, sameSite: string, session: boolean, expirationDate?: number, partitionKey?: Partition}} Cookie */
/** @typedef {{url: string, cookies: string[], handover: string | null}} SignIn */

/** @type {Record<string, string>} */
const SAME_SITE = { no_restriction: "None", lax: "Lax", strict: "Strict" };

/** The address itself, too, where a host has "www.": its cookies may be set for both. @param {string} host */
const holders = (host) => (host.startsWith("www.") ? [host, host.slice(4)] : [host]);

/** What a browser must be asked for, to be shown these hosts' cookies. @param {string[]} hosts */
export const patternsOf = (hosts) => hosts.flatMap(holders).map((one) => `https://${one}/*`);

/** Under which names to look; each covers what is beneath it. @param {string[]} hosts @returns {string[]} */
export const domainsOf = (hosts) => [...new Set(hosts.map((one) => one.replace(/^(\*|www)\./, "")))];

/** @param {string} domain @param {string} host whether that host would be sent a cookie of the domain */
const reaches = (domain, host) => domain === host || (domain.includes(".") && host.endsWith(`.${domain}`));

/** @param {string} domain @param {string[]} hosts @returns {boolean} */
function concerns(domain, hosts) {
  const bare = domain.replace(/^\./, "").toLowerCase();
  return hosts.some((host) => {
    const name = host.replace(/^\*\./, "");
    return reaches(bare, name) || (host !== name && bare.endsWith(`.${name}`));
  });
}

/** Those of the platform, in its own pages: what it keeps inside of other sites tells where a person was. @param {Cookie} cookie
 *  @param {string[]} hosts @returns {boolean} */
export function isOwn({ name, domain, partitionKey }, hosts) {
  const site = partitionKey?.topLevelSite;
  const within = !site || (!partitionKey.hasCrossSiteAncestor && concerns(new URL(site).hostname, hosts));
  return Boolean(name) && within && concerns(domain, hosts);
}

/** @param {Cookie[]} cookies a platform's own @param {SignIn} signIn @returns {boolean} by the names alone */
export function signedIn(cookies, { url, cookies: wanted }) {
  const host = new URL(url).hostname;
  const names = cookies.filter((one) => concerns(one.domain, [host])).map((one) => one.name);
  return wanted.length > 0 && wanted.every((one) => names.some((name) => globOf(one).test(name)));
}

/** @param {string} text with `*` for anything */
const globOf = (text) =>
  new RegExp(`^${text.split("*").map((one) => one.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).join(".*")}$`);

/** @param {Cookie} cookie */
export function carried(cookie) {
  const { name, value, path, httpOnly, secure, hostOnly, session, expirationDate, partitionKey } = cookie;
  const domain = cookie.domain.replace(/^\./, "");
  const sameSite = SAME_SITE[cookie.sameSite];
  return {
    name,
    value,
    domain: hostOnly ? domain : `.${domain}`,
    path,
    expires: session || !expirationDate ? -1 : expirationDate,
    httpOnly,
    secure,
    ...(sameSite && (secure || sameSite !== "None") && { sameSite }),
    ...(partitionKey?.topLevelSite && { partitionKey: partitionKey.topLevelSite }),
  };
}
