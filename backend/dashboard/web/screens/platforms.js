/** What is known of platforms, and how long ago it was last true. */

import { h } from "/app/shared/view/dom.js";
import { markOf } from "/app/shared/model/standing.js";
import { button, english, heading, lead, mark } from "/app/shared/view/parts.js";
import { back, field, form, group, rowLink, send } from "./parts.js";

/** @typedef {import("/app/shared/words/wording.js").Words} Words */
/** @typedef {import("/app/shared/view/parts.js").Acts} Acts */

/** @param {{platforms: any[]}} view @param {Words} words */
export const platforms = (view, words) =>
  h(
    "section",
    {},
    heading(words.t("nav_platforms")),
    lead(words.t("platforms_lead")),
    h(
      "ul",
      { class: "rows" },
      view.platforms.map((one) => h("li", {}, rowOf(one, words))),
    ),
  );

/** @param {any} one @param {Words} words */
function rowOf(one, { t, date }) {
  const stale = one.settings.some((/** @type {any} */ each) => each.stale);
  const proven = one.settings
    .flatMap((/** @type {any} */ each) => each.last_proven ?? [])
    .sort()
    .at(-1);
  const [tone, sign, word] = one.paused
    ? ["warn", "‖", "paused"]
    : stale
      ? ["quiet", "?", "stale_short"]
      : ["good", "✓", "up_to_date"];
  return rowLink(
    `#/platforms/${one.slug}`,
    markOf(one.name),
    one.name,
    h("span", { class: `state ${tone}` }, h("span", { class: "sign", "aria-hidden": "true" }, sign), t(word)),
    h(
      "span",
      { class: "row-note" },
      proven ? t("confirmed_on", { date: date(proven) }) : t("seen_on", { date: date(one.seen) }),
    ),
  );
}

/** @param {{platform: any, owner: boolean, sure: string}} view @param {Words} words @param {Acts} acts */
export function platform(view, words, acts) {
  const { t } = words;
  const { platform: one } = view;
  return h(
    "section",
    {},
    back("#/platforms", t("nav_platforms")),
    h("h1", { tabindex: -1, class: "detail-head" }, mark(markOf(one.name)), h("span", { translate: "no" }, one.name)),
    english("p", one.claim, "hint"),
    one.retired && english("p", one.retired, "warn-text"),
    pausing(view, words, acts),
    one.settings.length > 0 &&
      group(
        t("settings_title"),
        h(
          "ul",
          { class: "facts" },
          one.settings.map((/** @type {any} */ each) => settingOf(each, words)),
        ),
      ),
    one.by_hand.length > 0 &&
      group(
        t("by_hand"),
        one.by_hand.map((/** @type {any} */ each) => stepsOf(each, words)),
      ),
    one.forms.length > 0 &&
      group(
        t("forms_title"),
        one.forms.map((/** @type {any} */ each) => stepsOf(each, words)),
      ),
    one.not_offered.length > 0 &&
      group(
        t("state_absent"),
        h(
          "ul",
          { class: "plain-list" },
          one.not_offered.map((/** @type {any} */ each) => english("li", each.wording)),
        ),
      ),
    one.legal_routes.length > 0 &&
      group(
        t("legal_title"),
        h(
          "ul",
          { class: "plain-list" },
          one.legal_routes.map((/** @type {any} */ each) => routeOf(each)),
        ),
      ),
    one.advice.length > 0 &&
      group(
        t("advice_title"),
        one.advice.map((/** @type {string} */ each) => english("p", each)),
      ),
    one.open_questions.length > 0 &&
      group(
        t("open_title"),
        one.open_questions.map((/** @type {string} */ each) => english("p", each, "hint")),
      ),
  );
}

/** @param {{platform: any, owner: boolean, sure: string}} view @param {Words} words @param {Acts} acts */
function pausing({ platform: one, owner, sure }, { t, date }, acts) {
  const why = one.pauses.map((/** @type {any} */ each) =>
    h(
      "p",
      { class: "warn-text" },
      english("span", each.why),
      each.until && ` ${t("good_until", { date: date(each.until) })}`,
    ),
  );
  if (!owner) return why.length > 0 && h("div", { class: "ask" }, why);
  if (one.pauses.length)
    return h(
      "div",
      { class: "ask" },
      why,
      button("resume", t("resume"), () => acts.resume(one.slug), "main"),
    );
  if (sure !== "pause")
    return h(
      "div",
      { class: "actions" },
      button("pause", t("pause"), () => acts.ask("pause"), "plain"),
    );
  return form(
    "pausing",
    (given) => acts.pause(one.slug, given.why),
    field("why", t("pause_why"), { maxlength: 300 }),
    h("div", { class: "actions" }, send(t("pause")), button("pause-no", t("cancel"), acts.unask, "plain")),
  );
}

/** @param {any} one @param {Words} words */
const settingOf = (one, words) =>
  h(
    "li",
    {},
    english("p", one.title, "setting-title"),
    one.costs && h("p", { class: "warn-text" }, words.t("costs"), " ", english("span", one.costs)),
    one.retired && english("p", one.retired, "warn-text"),
    h("dl", {}, ...dates(one, words)),
    one.stale && h("p", { class: "hint" }, words.t("stale"), one.warning && english("span", ` (${one.warning})`)),
  );

/** @param {any} one @param {Words} words */
const dates = (one, { t, date }) =>
  [
    [t("date_seen"), one.seen],
    [t("date_practised"), one.practised && date(one.practised)],
    [t("date_confirmed"), one.last_proven && date(one.last_proven)],
  ].flatMap(([term, told]) => [h("dt", {}, term), h("dd", {}, told || t("date_none"))]);

/** @param {any} one @param {Words} words */
const stepsOf = (one, { t }) =>
  h(
    "details",
    { id: `steps-${one.id}` },
    h("summary", { id: `steps-${one.id}-summary`, lang: "en" }, one.title),
    english("p", one.why, "hint"),
    h(
      "ol",
      { lang: "en" },
      one.steps.map((/** @type {string} */ each) => h("li", {}, each)),
    ),
    one.url && h("p", {}, outward(one.url, t("open_page"))),
    one.not_known.length > 0 &&
      h("p", { class: "hint" }, t("not_known"), " ", english("span", one.not_known.join(" "))),
  );

/** @param {any} one */
const routeOf = (one) =>
  h(
    "li",
    { lang: "en" },
    one.url ? outward(one.url, one.what) : one.what,
    one.email.length > 0 && ` ${one.email.join(", ")}`,
    one.note && h("p", { class: "hint" }, one.note),
  );

/** @param {string} href @param {string} text */
const outward = (href, text) => h("a", { href, target: "_blank", rel: "noreferrer noopener" }, text);
