/** What can go wrong when the service is asked, sorted by what a person can do about it. */

/** @typedef {"offline" | "shut_out" | "not_allowed" | "too_soon" | "refused" | "fault"} Kind */

export class Trouble extends Error {
  /** @param {Kind} kind @param {string} [detail] a sentence of the service, for people
   *  @param {string} [field] what of that which was given must be mended */
  constructor(kind, detail = "", field = "") {
    super(detail || kind);
    this.kind = kind;
    this.detail = detail;
    this.field = field;
  }
}

/** @type {Record<number, Kind>} */
const KINDS = { 401: "shut_out", 403: "not_allowed", 421: "offline", 429: "too_soon", 503: "offline" };
const OTHER_PAGE = "urn:unconsent:problem:not-allowed";

/**
 * @param {Response} answer
 * @returns {Promise<Trouble>}
 */
export async function troubleOf(answer) {
  const said = await answer.json().catch(() => ({}));
  const detail = typeof said.detail === "string" ? said.detail : "";
  if (answer.status === 403 && said.type === OTHER_PAGE && /paired extensions/.test(detail)) {
    return new Trouble("shut_out", detail);
  }
  const field = typeof said.field === "string" ? said.field : "";
  return new Trouble(KINDS[answer.status] ?? (answer.status >= 500 ? "fault" : "refused"), detail, field);
}
