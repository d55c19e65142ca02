/** What is going on, setting by setting, with Stop; and how it ended. */

import { OPEN, summary } from "../model/progress.js";
import { MEANING, STATES } from "../model/standing.js";
import { h } from "./dom.js";
import { button, command, english, heading, lead, mark } from "./parts.js";

/** @typedef {import("../words/wording.js").Words} Words */
/** @typedef {import("./parts.js").Acts} Acts */
/** @typedef {import("../model/progress.js").Job} Job */
/** @typedef {import("../model/progress.js").Step} Step */
/** @typedef {{progress: import("../model/progress.js").Progress, cut?: boolean}} View */

const TITLES = /** @type {Record<string, string>} */ ({ run: "running_run", check: "running_check", undo: "running_undo" });

/** @param {View} view @param {Words} words @param {Acts} acts */
export function running(view, words, acts) {
  const { t } = words;
  const sum = summary(view.progress);
  const title = sum.over ? (sum.stopped ? "stopped_title" : "done_title") : TITLES[sum.mode];
  return h(
    "section",
    {},
    heading(t(title)),
    lead(sum.over ? ending(sum, t) : t(sum.inTab ? "running_tab" : "running_lead")),
    !sum.over && bar(sum, t),
    view.cut && h("p", { class: "warn-text", role: "status" }, t("cut_off")),
    h("ul", { class: "jobs" }, view.progress.jobs.map((one) => jobOf(one, words, acts))),
    h(
      "div",
      { class: "foot" },
      sum.over
        ? button("finish", t("finish"), acts.finish, "main wide")
        : button("stop", sum.stopping ? t("stopping") : t("stop"), acts.stop, "stop wide"),
    ),
  );
}

/** @param {ReturnType<typeof summary>} sum @param {Words["t"]} t */
function ending(sum, t) {
  if (sum.stopped) return t("stopped_lead");
  return sum.mode === "undo" ? t("done_undo") : t("done_lead", { count: sum.out });
}

/** @param {ReturnType<typeof summary>} sum @param {Words["t"]} t */
function bar(sum, t) {
  const text = t("progress", { done: sum.done, all: sum.all });
  return h(
    "div",
    { class: "bar" },
    h("progress", { value: sum.done, max: Math.max(sum.all, 1), "aria-label": text }),
    h("span", { "aria-hidden": "true" }, text),
  );
}

/** @param {Job} job @param {Words} words @param {Acts} acts */
function jobOf(job, words, acts) {
  const open = OPEN.includes(job.state);
  return h(
    "li",
    { class: "job" },
    h("h2", { class: "job-head" }, mark(job.mark), h("span", { class: "row-name", translate: "no" }, job.name)),
    job.question && questionOf(job, words, acts),
    job.trouble && english("p", job.trouble, "warn-text"),
    h("ul", { class: "steps" }, job.steps.map((one) => stepOf(one, open, words))),
  );
}

/** @param {Step} step @param {boolean} open @param {Words} words */
function stepOf(step, open, { t }) {
  const state = step.outcome ? MEANING[step.outcome] : null;
  const { tone, sign } = state ? STATES[state] : { tone: "quiet", sign: open ? "" : "·" };
  const busy = !step.outcome && open && step.stage !== "waiting";
  const word = step.outcome ? t(`outcome_${step.outcome}`) : t(open ? `stage_${step.stage}` : "stage_left");
  return h(
    "li",
    { class: "step" },
    h("span", { class: busy ? "sign pulse" : `sign ${tone}`, "aria-hidden": "true" }, busy ? "" : sign || "·"),
    english("span", step.title, "step-title"),
    h("span", { class: `step-word ${tone}` }, word),
  );
}

/** @param {Job} job @param {Words} words @param {Acts} acts */
function questionOf(job, { t }, acts) {
  const id = `answer-${job.id}`;
  const field = h("input", { id, type: "text", inputmode: "numeric", autocomplete: "one-time-code" });
  const typed = () => /** @type {HTMLInputElement} */ (field).value.trim();
  const text = t(`row_needs_${job.question}`, { platform: job.name });
  if (job.question === "code") {
    return h(
      "div",
      { class: "ask" },
      h("label", { for: id }, text),
      field,
      button(`send-${job.id}`, t("send"), () => typed() && acts.answer(job.id, typed()), "main"),
    );
  }
  return h(
    "div",
    { class: "ask", role: "group", "aria-label": text },
    h("p", {}, text),
    job.inTab && h("p", {}, t("in_tab")),
    job.inTab && button(`show-${job.id}`, t("show_window"), acts.showTab, "main"),
    ...(job.help ? helpOf(job, job.help, acts) : []),
    !job.inTab && job.url && h("p", {}, h("a", { href: job.url, target: "_blank", rel: "noreferrer noopener" }, t("open_page"))),
    button(`did-${job.id}`, t("did_it"), () => acts.answer(job.id, "done"), job.inTab || job.help ? "plain" : "main"),
  );
}

/** Where the browser is the service's: it can be shown here, or signed in to at the machine.
 *  @param {Job} job @param {NonNullable<Job["help"]>} help @param {Acts} acts */
const helpOf = (job, help, acts) => [
  button(`here-${job.id}`, help.here, () => acts.signInHere(job.account), "main"),
  h("p", {}, help.text),
  command(help.line),
];
