/** What runs now, as it happens; and what ran before. */

import { h } from "/app/shared/view/dom.js";
import { running } from "/app/shared/view/running.js";
import { english, heading, lead } from "/app/shared/view/parts.js";
import { group, link, time } from "./parts.js";

/** @typedef {import("/app/shared/words/wording.js").Words} Words */
/** @typedef {import("/app/shared/view/parts.js").Acts} Acts */
/** @typedef {{id: string, name: string, mode: string, state: string, trouble: string | null, asked_by: string,
 *   created: string}} Past */
/** @typedef {{progress: import("/app/shared/model/progress.js").Progress | null, cut?: boolean, past: Past[]}} View */

/** @param {View} view @param {Words} words @param {Acts} acts */
export function jobs(view, words, acts) {
  const { t } = words;
  const shown = view.progress?.jobs.length ? view.progress : null;
  const now = shown
    ? running({ progress: shown, cut: view.cut }, words, acts)
    : h("div", {}, heading(t("nav_jobs")), lead(t("jobs_none")), h("p", {}, link("#/", t("nav_overview"))));
  return h(
    "section",
    { class: "jobs-page" },
    now,
    view.past.length > 0 &&
      group(
        t("jobs_before"),
        h(
          "ul",
          { class: "history" },
          view.past.map((one) => pastOf(one, words)),
        ),
      ),
  );
}

/** @type {Record<string, string>} */
const ENDS = { done: "done_title", cancelled: "stopped_title", failed: "job_failed" };

/** @param {Past} job @param {Words} words */
const pastOf = (job, words) =>
  h(
    "li",
    {},
    h("span", { class: "sign quiet", "aria-hidden": "true" }, "·"),
    h(
      "div",
      {},
      h("p", {}, h("span", { translate: "no" }, job.name), " · ", words.t(`mode_${job.mode}`)),
      h("p", { class: "hint" }, time(words, job.created), " · ", h("span", { translate: "no" }, job.asked_by)),
      job.trouble && english("p", job.trouble, "hint"),
    ),
    h("span", { class: "hint" }, words.t(ENDS[job.state] ?? "done_title")),
  );
