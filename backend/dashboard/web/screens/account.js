/** One account: every setting, what can be done, when it looks again, and all that was. */

import { h } from "/app/shared/view/dom.js";
import { settingOf } from "/app/shared/view/detail.js";
import { button, command, english, lead, mark } from "/app/shared/view/parts.js";
import { objections } from "./objections.js";
import { back, choice, group, link, tick, twice, typed } from "./parts.js";
import { moments, timeline } from "./timeline.js";

/** @typedef {import("/app/shared/words/wording.js").Words} Words */
/** @typedef {import("/app/shared/view/parts.js").Acts} Acts */
/** @typedef {import("/app/shared/model/standing.js").Standing} Standing */
/** @typedef {{id: number, name: string, handle: string | null, platform: string, consented: string | null}} Account */
/** @typedef {import("./timeline.js").Happened} Happened */
/** @typedef {import("../rights.js").Rights} Rights */
/** @typedef {Standing & {costs: string | null, asks: boolean}} Shown `asks`: it has to be ticked first */
/** @typedef {{account: Account, of: string, name: string, mark: string, claim: string, gone: boolean,
 *   pause: string | null, policy: string | null, standing: Shown[], needsSignIn: boolean, changed: boolean,
 *   schedule: {days: number, repair: boolean, next: string | null}, repairable: boolean, history: Happened[],
 *   more: string | null, timelines?: Record<string, import("./timeline.js").Known>, may: Rights,
 *   sure: string}} View */

const DAYS = [0, 1, 3, 7, 14, 30, 90];

/** @param {View} view @param {Words} words @param {Acts} acts */
export function account(view, words, acts) {
  const { t } = words;
  return h(
    "section",
    {},
    back("#/", t("nav_overview")),
    h(
      "h1",
      { tabindex: -1, class: "detail-head" },
      mark(view.mark),
      h("span", { translate: "no" }, view.name, " ", h("span", { class: "account-name" }, view.account.name)),
    ),
    view.of && h("p", { class: "ask" }, t("of_member", { name: view.of })),
    view.account.handle && h("p", { class: "hint" }, t("signed_in_as", { handle: view.account.handle })),
    view.gone ? lead(t("platform_gone")) : english("p", view.claim, "hint"),
    view.pause && english("p", view.pause, "warn-text"),
    !view.gone && doing(view, words, acts),
    view.needsSignIn && signingIn(view, words, acts),
    view.standing.length > 0 &&
      group(
        t("settings_title"),
        h(
          "ul",
          { class: "settings" },
          view.standing.map((one) => settingOf(view.account, one, words, acts, ...more(view, one, words, acts))),
        ),
      ),
    !view.gone && objections(view, words, acts),
    !view.gone && planned(view, words, acts),
    history(view, words, acts),
    view.may.change && view.policy && view.account.consented && agreement(view, view.policy, words, acts),
    view.may.change && removal(view, words, acts),
  );
}

/** @param {View} view @param {Words} words @param {Acts} acts */
const doing = (view, words, acts) =>
  h(
    "div",
    {},
    view.may.change && view.policy && !view.account.consented && agreement(view, view.policy, words, acts),
    h(
      "div",
      { class: "actions" },
      view.may.run && !view.of && link("#/opt-out", words.t("opt_me_out"), "main as-button"),
      view.may.run &&
        view.of &&
        button("run", words.t("opt_out_for", { name: view.of }), () => acts.run(view.account.id), "main"),
      view.may.check &&
        button("check", words.t("check_now"), () => acts.check(view.account.id), view.may.run ? "plain" : "main"),
    ),
    view.may.undo && view.changed && undo(view, words, acts),
  );

/** @param {View} view @param {string} policy @param {Words} words @param {Acts} acts */
const agreement = ({ account: { consented } }, policy, { t }, acts) =>
  h(
    "div",
    { class: "ask" },
    h("h2", {}, t("read_first")),
    english("p", policy),
    tick("agree", t("agree"), Boolean(consented), (is) => acts.consent(is)),
  );

/** @param {View} view @param {Words} words @param {Acts} acts */
const undo = (view, words, acts) =>
  twice(
    "undo",
    view.sure,
    { text: words.t("undo"), question: words.t("undo_sure", { platform: view.name }), yes: words.t("undo_yes") },
    words,
    acts,
    () => acts.undo(view.account.id),
  );

/** @param {View} view @param {Words} words @param {Acts} acts */
const signingIn = (view, { t }, acts) =>
  group(
    t("sign_in_at", { platform: view.name }),
    h(
      "div",
      { class: "actions" },
      button("sign-in-here", t("sign_in_here"), () => acts.signInHere(view.account.id), "main"),
    ),
    h("p", {}, t("sign_in_how")),
    command(typed("unconsent", "sign-in", view.account.platform, view.account.name)),
    h("p", { class: "hint" }, t("sign_in_else")),
  );

/** @param {View} view @param {Shown} one @param {Words} words @param {Acts} acts
 *  @returns {(HTMLElement | false)[]} */
const more = (view, one, words, acts) => [ticked(view, one, words, acts), timeline(view, one, words, acts)];

/** Settings with a cost are changed by every run once they are ticked.
 *  @param {View} view @param {Shown} one @param {Words} words @param {Acts} acts */
const ticked = (view, one, { t }, acts) =>
  one.asks &&
  h(
    "div",
    { class: "why whole" },
    one.costs && h("p", { class: "warn-text" }, t("costs"), " ", english("span", one.costs)),
    view.may.change &&
      h(
        "label",
        { for: `tick-${one.setting}`, class: "tick" },
        h("input", {
          type: "checkbox",
          id: `tick-${one.setting}`,
          checked: one.ticked,
          change: (/** @type {Event} */ event) =>
            acts.always(one.setting, /** @type {HTMLInputElement} */ (event.target).checked),
        }),
        h("span", {}, t("tick_always"), h("span", { class: "unseen", lang: "en" }, ` ${one.title}`)),
      ),
  );

/** @param {View} view @param {Words} words @param {Acts} acts */
function planned({ schedule, may, repairable }, { t, date }, acts) {
  const days = [...new Set([...DAYS, schedule.days])].sort((one, other) => one - other);
  const often = (/** @type {number} */ count) => t(count ? "every" : "days_never", { count });
  const next = h("p", { class: "hint" }, schedule.next ? t("next_look", { date: date(schedule.next) }) : t("no_look"));
  if (!may.change) return group(t("schedule_title"), h("p", {}, often(schedule.days)), next);
  return group(
    t("schedule_title"),
    choice(
      "days",
      t("schedule_often"),
      days.map((one) => [String(one), often(one)]),
      String(schedule.days),
      (value) => acts.plan(Number(value), schedule.repair),
    ),
    repairable && tick("repair", t("repair"), schedule.repair, (is) => acts.plan(schedule.days, is)),
    next,
  );
}

/** @param {View} view @param {Words} words @param {Acts} acts */
const history = (view, words, acts) =>
  group(
    words.t("history_title"),
    view.history.length
      ? moments(view.history, words, acts)
      : lead(words.t(view.gone ? "history_none_gone" : "history_none")),
    view.more && button("more", words.t("show_more"), acts.older, "plain"),
  );

/** @param {View} view @param {Words} words @param {Acts} acts */
const removal = (view, words, acts) =>
  h(
    "div",
    { class: "group" },
    twice(
      "remove",
      view.sure,
      {
        text: words.t("remove_account"),
        question: words.t("remove_account_sure", { platform: view.name, name: view.account.name }),
        yes: words.t("remove_yes"),
      },
      words,
      acts,
      () => acts.removeAccount(view.account.id),
    ),
  );
