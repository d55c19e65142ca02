/** The objection forms of an account: what they are, what would be sent, and what came of it. Never an opt-out. */

import { h } from "/app/shared/view/dom.js";
import { english } from "/app/shared/view/parts.js";
import { outcomeOf, sentOn, sheetOf } from "./objection.js";
import { field, form, group, send, twice } from "./parts.js";

/** @typedef {import("/app/shared/words/wording.js").Words} Words */
/** @typedef {import("/app/shared/view/parts.js").Acts} Acts */
/** @typedef {import("./objection.js").Said} Said */
/** @typedef {import("./objection.js").Shown} Shown */
/** @typedef {import("./objection.js").State} State */
/** @typedef {{name: string, account: {id: number}, may: {run: boolean}, sure: string, objections?: Shown[],
 *   objecting?: State}} View */

const AT_REST = ["", "done"];
const LONGEST = 10_000;

/** @param {View} view @param {Words} words @param {Acts} acts */
export function objections(view, words, acts) {
  const all = view.objections ?? [];
  if (!all.length) return false;
  return group(
    words.t(all.length > 1 ? "objections_title" : "objection_title"),
    h("p", {}, words.t("objection_lead", { platform: view.name })),
    all.map((one) => objection(one, view, words, acts)),
  );
}

/** @param {Shown} one @param {View} view @param {Words} words @param {Acts} acts */
function objection(one, view, words, acts) {
  const { t } = words;
  const state = view.objecting?.form === one.id ? view.objecting : null;
  const stage = state?.stage ?? "";
  const busy = !AT_REST.includes(view.objecting?.stage ?? "") && !state;
  return h(
    "details",
    { id: `form-${one.id}`, class: "objection", open: one.essential || view.objections?.length === 1 || stage !== "" },
    h("summary", { id: `form-${one.id}-summary`, lang: "en" }, one.title),
    english("p", one.why),
    h("p", { class: "hint" }, t("objection_regions"), " ", english("span", one.regions)),
    one.warning && english("p", one.warning, "hint"),
    one.sent &&
      !["read", "done"].includes(stage) &&
      h("p", { class: one.sent.is_certain ? "good-text" : "warn-text" }, sentOn(one.sent, words)),
    state && stage === "reading" && working(one, t("objection_reading")),
    state && stage === "sending" && working(one, t("objection_sending")),
    state?.read && stage === "read" && sheetOf({ one, state, view }, words, acts),
    state?.outcome && stage === "done" && outcomeOf({ one, state, view }, words, acts),
    view.may.run && stage === "" && !busy && offer({ one, state, view }, words, acts),
  );
}

/** @param {Shown} one @param {string} text */
const working = (one, text) =>
  h(
    "div",
    { class: "ask", id: `stage-${one.id}`, tabindex: -1 },
    h("p", { id: `working-${one.id}`, role: "status" }, text),
    h("div", { class: "bar" }, h("progress", { "aria-labelledby": `working-${one.id}` })),
  );

/** What can be done with one that is not being sent now.
 *  @param {{one: Shown, state: State | null, view: View}} shown @param {Words} words @param {Acts} acts */
function offer({ one, state, view }, words, acts) {
  const { t } = words;
  return h(
    "div",
    { id: `stage-${one.id}`, tabindex: -1 },
    one.by_hand ? byHand(one, words) : fields(one, state?.words ?? { reason: "", email: "" }, words, acts),
    twice(
      `by-hand-${one.id}`,
      view.sure,
      { text: t("objection_by_hand_did"), question: t("objection_by_hand_sure"), yes: t("objection_by_hand_yes") },
      words,
      acts,
      () => acts.sentForm(one.id),
    ),
  );
}

/** @param {Shown} one @param {Words} words */
const byHand = (one, { t }) =>
  h(
    "div",
    {},
    h("p", {}, t("by_hand"), ". ", english("span", one.by_hand ?? "")),
    h(
      "ol",
      { lang: "en" },
      one.steps.map((each) => h("li", {}, each)),
    ),
    h("p", {}, h("a", { href: one.url, target: "_blank", rel: "noreferrer noopener" }, t("open_page"))),
  );

/** @param {Shown} one @param {Said} said @param {Words} words @param {Acts} acts */
const fields = (one, said, { t }, acts) =>
  form(
    `objecting-${one.id}`,
    (given) => {
      const [reason = "", email = ""] = [given[`reason-${one.id}`], given[`email-${one.id}`]];
      acts.readForm(one.id, { reason, email: email.trim() });
    },
    one.takes_reason &&
      h(
        "div",
        { class: "field wide" },
        h("label", { for: `field-reason-${one.id}` }, t("objection_reason")),
        h("textarea", {
          id: `field-reason-${one.id}`,
          name: `reason-${one.id}`,
          rows: 4,
          maxlength: LONGEST,
          value: said.reason,
        }),
      ),
    one.takes_email &&
      field(
        `email-${one.id}`,
        t("objection_email"),
        { type: "email", autocomplete: "email", value: said.email },
        t("objection_email_hint"),
      ),
    send(t("objection_read")),
  );
