/** Everything that the first screen needs, asked for at once. */

import { OPEN } from "../model/progress.js";

/** @param {import("../api/client.js").Client} client */
export async function knownOf(client) {
  const open = OPEN.map((one) => `state=${one}`).join("&");
  const [platforms, accounts, jobs] = await Promise.all([
    client.all("/platforms"),
    client.all("/accounts?limit=100"),
    client.all(`/jobs?limit=100&${open}`),
  ]);
  const all = await Promise.all(accounts.map((one) => client.all(`/accounts/${one.id}/settings`)));
  const standings = Object.fromEntries(accounts.map((one, at) => [one.id, all[at]]));
  return { known: { platforms, accounts, standings }, jobs };
}
