/** What somebody may do with whose things, to show only that. The service decides; this is its table in short. */

/** @typedef {{member: number, name: string, role: string, device: string | null, totp: boolean}} Me */
/** @typedef {{id: number, name: string, role: string}} Member */
/** @typedef {{id: string, member: number, to: number, scope: string, created: string}} Grant */
/** @typedef {{check: boolean, run: boolean, undo: boolean, change: boolean}} Rights */

/** @param {Me} me @param {Member} whose @param {Grant[]} grants @returns {Rights} */
export function rightsOf(me, whose, grants) {
  if (me.member === whose.id) {
    const grown = me.role !== "restricted";
    return { check: true, run: grown, undo: grown, change: grown };
  }
  const acts = grants.some((one) => one.member === whose.id && one.scope === "sessions");
  const cares = acts && whose.role === "restricted";
  return { check: acts, run: acts, undo: cares, change: cares };
}
