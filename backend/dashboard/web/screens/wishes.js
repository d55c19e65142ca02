/** What is told at once, when it is quiet, and when the weekly digest comes. */

import { h } from "/app/shared/view/dom.js";
import { choice, form, mendable, send, tick } from "./parts.js";

/** @typedef {import("/app/shared/words/wording.js").Words} Words */
/** @typedef {import("/app/shared/view/parts.js").Acts} Acts */
/** @typedef {import("./notifications.js").View} View */

const NOTHING = () => undefined;
const NIGHT = { begin: "22:00", end: "07:00" };
const USUAL = { weekday: 0, hour: 9 };
const MONDAY = Date.UTC(2024, 0, 1);
const HOUR = 3_600_000;
/** @type {[string, string][]} what can be told at once, by the word of the service, and its key */
export const AT_ONCE = [
  ["came_back", "once_came_back"],
  ["needs_you", "once_needs_you"],
  ["letter_due", "once_letter_due"],
];

/** @param {View} view @param {Words} words @param {Acts} acts */
export const wishesForm = (view, words, acts) =>
  form(
    "wishes",
    (given) => acts.keepWishes(given),
    h(
      "fieldset",
      {},
      h("legend", {}, words.t("once_title")),
      AT_ONCE.map(([name, key]) =>
        tick(`once-${name}`, words.t(key), view.wishes.at_once.includes(name), NOTHING, name),
      ),
    ),
    digest(view, words),
    quiet(view, words),
    zone(view, words),
    send(words.t("save")),
  );

/** @param {View} view @param {Words} words */
function digest({ wishes }, { t, language }) {
  const { weekday, hour } = wishes.digest ?? USUAL;
  const utc = { timeZone: "UTC" };
  const dayOf = new Intl.DateTimeFormat(language, { weekday: "long", ...utc });
  const hourOf = new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit", ...utc });
  return h(
    "div",
    { class: "ticked wide" },
    tick("digest", t("digest_on"), wishes.digest !== null, NOTHING, "digest"),
    h(
      "div",
      { class: "pair" },
      choice(
        "weekday",
        t("digest_day"),
        options(7, (one) => dayOf.format(MONDAY + one * 24 * HOUR)),
        String(weekday),
      ),
      choice(
        "hour",
        t("digest_hour"),
        options(24, (one) => hourOf.format(MONDAY + one * HOUR)),
        String(hour),
      ),
    ),
  );
}

/** @param {View} view @param {Words} words */
function quiet({ wishes, wrong }, { t }) {
  const { begin, end } = wishes.quiet_hours ?? NIGHT;
  return h(
    "div",
    { class: "ticked wide" },
    tick("quiet", t("quiet_on"), wishes.quiet_hours !== null, NOTHING, "quiet"),
    h(
      "div",
      { class: "pair" },
      mendable("begin", t("quiet_begin"), { type: "time", value: begin }, "", wrong),
      mendable("end", t("quiet_end"), { type: "time", value: end }, "", wrong),
    ),
    h("p", { class: "hint" }, t("quiet_hint")),
  );
}

/** @param {View} view @param {Words} words */
function zone({ wishes, zones, zone: here, wrong }, { t }) {
  const known = /** @type {[string, string][]} */ (zones.map((one) => [one, one.replaceAll("_", " ")]));
  const whole = choice("zone", t("zone_label"), known, wishes.time_zone);
  if (here !== wishes.time_zone)
    whole.append(h("p", { class: "hint" }, t("zone_here", { zone: here.replaceAll("_", " ") })));
  if (wrong?.field === "zone") whole.append(h("p", { class: "warn-text", role: "alert", lang: "en" }, wrong.detail));
  return whole;
}

/** @param {number} count @param {(one: number) => string} text @returns {[string, string][]} */
const options = (count, text) => Array.from({ length: count }, (_, one) => [String(one), text(one)]);
