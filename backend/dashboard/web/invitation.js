/** The secret of an invitation's link: it stands behind the #, and is taken from the address before anything is
 * asked. */

const LINK = /^#\/invited\?(unconsent_[\w-]+)$/;

/** @returns {string} the secret; empty when the address holds none */
export function takeInvitation() {
  const secret = LINK.exec(location.hash)?.[1] ?? "";
  if (secret) history.replaceState(null, "", "/#/invited");
  return secret;
}

/** @param {string} secret */
export const invitationLink = (secret) => `${location.origin}/#/invited?${secret}`;
