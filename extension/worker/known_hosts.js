/** Hosts of the known platforms: whatever a service asks for, a lent tab goes nowhere else. A test compares the list. */

/** @type {readonly string[]} */
export const KNOWN_HOSTS = Object.freeze([
  "*.twimg.com",
  "*.twitter.com",
  "*.x.com",
  "twitter.com",
  "www.linkedin.com",
  "x.com",
]);
