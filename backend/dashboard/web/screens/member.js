/** One member, as the owner may see them: where their accounts stand, and more only with their permission. */

import { h } from "/app/shared/view/dom.js";
import { badge, heading, lead } from "/app/shared/view/parts.js";
import { markOf } from "/app/shared/model/standing.js";
import { devicesOf } from "./devices.js";
import { back, group, link, rowLink, twice } from "./parts.js";

/** @typedef {import("/app/shared/words/wording.js").Words} Words */
/** @typedef {import("/app/shared/view/parts.js").Acts} Acts */
/** @typedef {{account: number, platform: string, name: string, mark: string, counts: [string, number][],
 *   looked: string | null}} Standing */
/** @typedef {{member: {id: number, name: string, role: string}, accounts: Standing[], sees: boolean,
 *   may: import("../rights.js").Rights, devices: any[], sure: string}} View */

/** @param {View} view @param {Words} words @param {Acts} acts */
export const member = (view, words, acts) =>
  h(
    "section",
    {},
    back("#/family", words.t("nav_family")),
    heading(view.member.name),
    lead(words.t(`role_${view.member.role}`)),
    (view.accounts.length > 0 || !view.sees) &&
      h("p", { class: "hint" }, words.t(view.sees ? "member_sees" : "member_no_grant", { name: view.member.name })),
    view.accounts.length
      ? group(
          words.t("all_accounts"),
          h(
            "ul",
            { class: "rows" },
            view.accounts.map((one) => h("li", {}, standingOf(one, view.sees, words))),
          ),
        )
      : h("p", {}, words.t("status_none")),
    view.may.change &&
      h("div", { class: "actions" }, link(`#/add/${view.member.id}`, words.t("add_account"), "plain as-button")),
    view.devices.length > 0 && group(words.t("nav_devices"), devicesOf(view.devices, "", words, acts)),
    h("div", { class: "group" }, removal(view.member, view.sure, words, acts)),
  );

/** @param {Standing} one @param {boolean} sees @param {Words} words */
function standingOf(one, sees, words) {
  const { t, date } = words;
  const note = h(
    "span",
    { class: "row-note counts" },
    one.counts.map(([state, count]) => h("span", {}, badge(state, words), ` ${count}`)),
    h("span", {}, one.looked ? t("last_look", { date: date(one.looked) }) : t("row_unchecked")),
  );
  const name = h("span", {}, one.platform, " ", h("span", { class: "account-name" }, one.name));
  if (sees) return rowLink(`#/accounts/${one.account}`, one.mark, name, h("span", {}), note);
  return h(
    "div",
    { class: "row" },
    h("span", { class: "mark", "aria-hidden": "true" }, markOf(one.platform)),
    h("span", { class: "row-name" }, name),
    h("span", {}),
    note,
  );
}

/** @param {View["member"]} member @param {string} sure @param {Words} words @param {Acts} acts */
const removal = ({ id, name }, sure, words, acts) =>
  twice(
    "remove",
    sure,
    {
      text: words.t("remove_member", { name }),
      question: words.t("remove_member_sure", { name }),
      yes: words.t("remove_member_yes"),
    },
    words,
    acts,
    () => acts.removeMember(id),
  );
