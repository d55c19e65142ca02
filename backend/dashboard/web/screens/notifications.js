/** Where one is told of what looks find: this browser, and other places; a test of each. */

import { h } from "/app/shared/view/dom.js";
import { button, command, english, heading, lead } from "/app/shared/view/parts.js";
import { kindOf } from "./kinds.js";
import { form, group, mendable, send, time, twice } from "./parts.js";
import { wishesForm } from "./wishes.js";

/** @typedef {import("/app/shared/words/wording.js").Words} Words */
/** @typedef {import("/app/shared/view/parts.js").Acts} Acts */
/** @typedef {{id: string, name: string, scheme: string, sent: string | null, failing: string | null,
 *   why: string | null, gone: boolean, waiting: number, given_up: number}} Target */
/** @typedef {{at_once: string[], quiet_hours: {begin: string, end: string} | null, time_zone: string,
 *   digest: {weekday: number, hour: number} | null}} Wishes */
/** @typedef {import("./parts.js").Wrong} Wrong */
/** @typedef {{may: boolean, targets: Target[], wishes: Wishes, zone: string, zones: string[],
 *   here: {state: import("../push.js").State, place: string}, testing?: string, wrong?: Wrong | null,
 *   tested?: {id: string, sent: boolean, detail: string} | null, sure?: string}} View */

/** @type {[string, string][]} how addresses look */
const EXAMPLES = [
  ["example_mail", "mailtos://USER:PASSWORD@example.org?to=me@example.org"],
  ["example_ntfy", "ntfys://ntfy.example.org/a-topic-that-nobody-guesses"],
  ["example_hook", "jsons://example.org/my-hook"],
];
/** @type {Record<string, string>} why it is not offered */
const NOT_HERE = {
  denied: "here_denied",
  insecure: "here_insecure",
  home_screen: "here_home_screen",
  missing: "here_missing",
};

/** @param {View} view @param {Words} words @param {Acts} acts */
export function notifications(view, words, acts) {
  const { t } = words;
  if (!view.may) return h("section", {}, heading(t("nav_notifications")), lead(t("told_restricted")));
  return h(
    "section",
    {},
    heading(t("nav_notifications")),
    lead(t(view.targets.length ? "told_lead" : "told_none")),
    view.targets.length > 0 &&
      h(
        "ul",
        { class: "rows" },
        view.targets.map((one) => placeOf(one, view, words, acts)),
      ),
    group(t("here_title"), ...hereOf(view, words, acts)),
    group(t("place_title"), adding(view, words, acts), examples(words)),
    group(t("wishes_title"), wishesForm(view, words, acts)),
    h("p", { class: "hint" }, t("told_says")),
  );
}

/** @param {Target} one @param {View} view @param {Words} words @param {Acts} acts */
function placeOf(one, view, words, acts) {
  const { t } = words;
  const remove = { text: t("told_remove"), question: t("told_sure"), yes: t("told_yes"), of: one.name };
  const isBusy = view.testing === one.id;
  const test = h(
    "button",
    {
      type: "button",
      id: `test-${one.id}`,
      class: "plain",
      "aria-disabled": isBusy,
      click: () => isBusy || acts.testPlace(one.id),
    },
    t(isBusy ? "told_testing" : "told_test"),
    h("span", { class: "unseen" }, ` ${one.name}`),
  );
  const asking = view.sure ?? "";
  return h(
    "li",
    { class: "line" },
    h(
      "div",
      {},
      h("p", { class: "setting-title", translate: "no" }, one.name),
      ...standing(one, words),
      resultOf(one, view, words),
    ),
    h(
      "div",
      { class: "actions" },
      test,
      twice(`remove-${one.id}`, asking, remove, words, acts, () => acts.removePlace(one.id)),
    ),
  );
}

/** Its kind, and whether it arrives. @param {Target} one @param {Words} words */
function standing(one, words) {
  const { t } = words;
  const kind = kindOf(one.scheme, words);
  const last = one.sent ? t("told_last", { time: time(words, one.sent) }) : t("told_never");
  const counts = [
    one.waiting > 0 && h("p", { class: "hint" }, t("told_waiting", { count: one.waiting })),
    one.given_up > 0 && h("p", { class: "hint" }, t("told_given_up", { count: one.given_up })),
  ];
  if (one.gone) return [h("p", { class: "hint" }, kind), h("p", { class: "warn-text" }, t("told_gone")), ...counts];
  if (!one.failing) return [h("p", { class: "hint" }, kind, " · ", last), ...counts];
  return [
    h("p", { class: "hint" }, kind),
    h("p", { class: "warn-text" }, t("told_failing", { time: time(words, one.failing) })),
    one.why && english("p", one.why, "hint"),
    ...counts,
  ];
}

/** What came of a test. That it did not arrive stands there already. @param {Target} one @param {View} view
 *  @param {Words} words */
const resultOf = (one, { tested }, { t }) =>
  tested?.id === one.id && tested.sent && h("p", { class: "good-text" }, t("told_tested"));

/** @param {View} view @param {Words} words @param {Acts} acts */
function hereOf({ here, targets }, { t }, acts) {
  const own = targets.find((one) => one.id === here.place);
  if (here.state === "on" && own) return [h("p", { class: "good-text" }, t("here_on", { name: own.name }))];
  const why = NOT_HERE[here.state];
  if (why) return [h("p", {}, t(why))];
  return [
    h("p", { id: "here-lead" }, t("here_lead")),
    h("div", { class: "actions" }, button("tell-here", t("here_allow"), acts.tellHere, "main")),
  ];
}

/** @param {View} view @param {Words} words @param {Acts} acts */
const adding = ({ wrong }, { t }, acts) =>
  form(
    "place",
    (given, whole) => acts.addPlace(given, whole),
    mendable(
      "name",
      t("own_name_label"),
      { required: true, maxlength: 80, autocomplete: "off" },
      t("place_name_hint"),
      wrong,
    ),
    mendable(
      "address",
      t("place_address"),
      {
        required: true,
        maxlength: 2000,
        autocomplete: "off",
        autocapitalize: "off",
        spellcheck: "false",
        translate: "no",
      },
      t("place_address_hint"),
      wrong,
    ),
    send(t("add_it")),
  );

/** @param {Words} words */
const examples = ({ t }) =>
  h(
    "details",
    { id: "examples" },
    h("summary", { id: "examples-summary" }, t("place_examples")),
    EXAMPLES.map(([key, line]) => h("div", {}, h("p", {}, t(key)), command(line))),
    h("p", { class: "hint" }, t("place_more")),
  );
