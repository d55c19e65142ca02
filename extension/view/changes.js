/** What will change and where, before anything changes. */

import { countOf, missing } from "../model/changes.js";
import { h } from "./dom.js";
import { signInLink } from "./handing.js";
import { back, button, english, heading, lead, mark } from "./parts.js";

/** @typedef {import("../words/wording.js").Words} Words */
/** @typedef {import("./parts.js").Acts} Acts */
/** @typedef {import("../model/changes.js").Section} Section */
/** @typedef {import("../model/changes.js").Change} Change */

/** @param {{sections: Section[]}} view @param {Words} words @param {Acts} acts */
export function changes(view, words, acts) {
  const { t } = words;
  const mine = view.sections.filter((one) => one.accounts.length > 0);
  const others = view.sections.filter((one) => !mine.includes(one));
  const count = countOf(view.sections);
  const lacking = view.sections.find(missing);
  const why = !count ? t("nothing_ticked") : lacking && t(`missing_${missing(lacking)}`, { platform: lacking.name });
  return h(
    "section",
    {},
    back(words, acts.home),
    heading(t("changes_title")),
    lead(t("changes_lead")),
    mine.map((one) => sectionOf(one, words, acts)),
    others.length > 0 && [
      mine.length > 0 && h("h2", {}, t("more_platforms")),
      h("p", { class: "hint" }, t("tick_where")),
      ...others.map((one) => sectionOf(one, words, acts)),
    ],
    h(
      "div",
      { class: "foot" },
      why && h("p", { id: "why", class: "hint" }, why),
      h(
        "button",
        {
          type: "button",
          id: "start",
          class: "main wide",
          "aria-disabled": why ? "true" : false,
          "aria-describedby": why ? "why" : false,
          click: () => !why && acts.start(),
        },
        t("start", { count }),
      ),
    ),
  );
}

/** @param {Section} section @param {Words} words @param {Acts} acts */
function sectionOf(section, words, acts) {
  const { t } = words;
  const name = h("legend", { class: "unseen", translate: "no" }, section.name);
  return h(
    "fieldset",
    { class: "platform" },
    name,
    section.changes.length > 0 ? header(section, acts) : h("div", { class: "platform-head" }, nameOf(section)),
    section.included && section.seen && seenOf(section, words, acts),
    section.included && section.asksAddress && addressOf(section, words, acts),
    section.included && section.policy && policyOf(section, words, acts),
    section.included && section.shared && english("p", section.shared),
    section.included && h("ul", { class: "changes" }, section.changes.map((one) => changeOf(section, one, words, acts))),
    section.byHand.length > 0 && (section.included || !section.changes.length) && byHand(section, t),
  );
}

/** @param {Section} section */
const nameOf = ({ mark: letter, name }) => [mark(letter), h("span", { class: "row-name", translate: "no" }, name)];

/** @param {Section} section @param {Acts} acts */
function header(section, acts) {
  const id = `in-${section.slug}`;
  return h(
    "label",
    { for: id, class: "platform-head" },
    nameOf(section),
    h("input", {
      type: "checkbox",
      id,
      checked: section.included,
      change: (/** @type {Event} */ event) => acts.include(section.slug, checked(event)),
    }),
  );
}

/** Whether this browser is signed in there. What is told takes the focus of the button that goes away.
 *  @param {Section} section @param {Words} words @param {Acts} acts */
function seenOf({ slug, seen, signIn }, words, acts) {
  const { t } = words;
  const id = `see-${slug}`;
  if (seen === "in") return h("p", { id, tabindex: -1, class: "good-text" }, t("see_in"));
  return h(
    "div",
    { class: "actions" },
    seen === "out" && h("p", {}, t("see_out"), " ", signInLink(signIn, words)),
    button(id, t("see"), () => acts.see(slug), "plain"),
  );
}

/** @param {Section} section @param {Words} words @param {Acts} acts */
function addressOf(section, { t }, acts) {
  const id = `address-${section.slug}`;
  return h(
    "div",
    { class: "ask" },
    h("label", { for: id }, t("site_label")),
    h("input", {
      id,
      type: "url",
      placeholder: "https://blog.example",
      spellcheck: "false",
      value: section.address,
      translate: "no",
      change: (/** @type {Event} */ event) =>
        acts.address(section.slug, /** @type {HTMLInputElement} */ (event.target).value),
    }),
  );
}

/** @param {Section} section @param {Words} words @param {Acts} acts */
function policyOf(section, { t }, acts) {
  const id = `agree-${section.slug}`;
  return h(
    "div",
    { class: "ask" },
    h("h2", {}, t("read_first")),
    english("p", section.policy ?? ""),
    h(
      "label",
      { for: id, class: "tick" },
      h("input", {
        type: "checkbox",
        id,
        checked: section.agreed,
        change: (/** @type {Event} */ event) => acts.agree(section.slug, checked(event)),
      }),
      t("agree"),
    ),
  );
}

/** @param {Section} section @param {Change} change @param {Words} words @param {Acts} acts */
function changeOf(section, change, { t }, acts) {
  const id = `change-${section.slug}-${change.id}`;
  return h(
    "li",
    {},
    h(
      "label",
      { for: id, class: "tick" },
      h("input", {
        type: "checkbox",
        id,
        checked: change.ticked,
        "aria-describedby": `${id}-why`,
        change: (/** @type {Event} */ event) => acts.tick(section.slug, change.id, checked(event)),
      }),
      english("span", change.title),
    ),
    h(
      "div",
      { id: `${id}-why`, class: "why" },
      change.done && h("p", { class: "good-text" }, t("done_already")),
      english("p", change.why),
      change.costs && h("p", { class: "warn-text" }, t("costs"), " ", english("span", change.costs)),
      h("a", { href: change.url, target: "_blank", rel: "noreferrer noopener", class: "where" }, t("open_page")),
    ),
  );
}

/** @param {Section} section @param {(key: string) => string} t */
const byHand = (section, t) =>
  h(
    "details",
    { id: `by-hand-${section.slug}` },
    h("summary", { id: `by-hand-${section.slug}-summary` }, t("by_hand")),
    h(
      "ul",
      { class: "links" },
      section.byHand.map((one) =>
        h("li", {}, h("a", { href: one.url, target: "_blank", rel: "noreferrer noopener", lang: "en" }, one.title)),
      ),
    ),
  );

/** @param {Event} event */
const checked = (event) => /** @type {HTMLInputElement} */ (event.target).checked;
