/** What is going on, built from the events of jobs one after the other. */

import { markOf, titleOf } from "./standing.js";

/** @typedef {import("./standing.js").Platform} Platform */
/** @typedef {{id: string, title: string, stage: string, outcome: string | null}} Step */
/** @typedef {{id: string, slug: string, name: string, mark: string, account: number, mode: string, state: string,
 *   trouble: string | null, cancelling: boolean, inTab: boolean, question: string | null, url: string | null,
 *   steps: Step[], help?: {here: string, text: string, line: string}}} Job `help`: what can be typed to do what is asked */
/** @typedef {{after: string, jobs: Job[]}} Progress */
/** @typedef {{id: string, platform: string, account: number, mode: string, state: string, trouble: string | null,
 *   cancelling: boolean, place: string, settings: string[]}} Asked */

export const OPEN = Object.freeze(["queued", "running", "waiting"]);

/** @param {Asked[]} jobs @param {Platform[]} platforms @returns {Progress} */
export const begin = (jobs, platforms) => ({ after: "", jobs: jobs.map((one) => jobOf(one, platforms)) });

/** @param {Asked} asked @param {Platform[]} platforms @returns {Job} */
function jobOf(asked, platforms) {
  const platform = platforms.find((one) => one.slug === asked.platform);
  const name = platform?.name ?? asked.platform;
  const known = platform?.settings ?? [];
  const steps = asked.settings.map((id) => ({ id, title: titleOf(known, id), stage: "waiting", outcome: null }));
  const { id, account, mode, state, trouble, cancelling, place } = asked;
  const fixed = { id, slug: asked.platform, name, mark: markOf(name), account, mode };
  return { ...fixed, state, trouble, cancelling, inTab: place === "own_tab", question: null, url: null, steps };
}

/**
 * @param {Progress} progress
 * @param {import("../api/stream.js").Told} told
 * @param {Platform[]} platforms
 * @returns {Progress}
 */
export function apply(progress, told, platforms) {
  const jobs = progress.jobs.map((one) => (one.id === told.data.job ? changed(one, told, platforms) : one));
  return { after: told.id || progress.after, jobs };
}

/** @param {Job} job @param {import("../api/stream.js").Told} told @param {Platform[]} platforms @returns {Job} */
function changed(job, { kind, data }, platforms) {
  switch (kind) {
    case "queued":
      return { ...job, state: "queued" };
    case "planned":
      return { ...job, state: "running", steps: planned(job, data, platforms) };
    case "stage":
      return { ...job, state: "running", question: null, steps: stepped(job, data.setting, platforms, { stage: data.stage }) };
    case "result":
      return { ...job, url: data.url ?? job.url, steps: stepped(job, data.setting, platforms, { outcome: data.outcome }) };
    case "question":
      return { ...job, state: "waiting", question: data.asked, url: data.url ?? job.url };
    case "ended":
      return { ...job, state: data.state, question: null, cancelling: false, trouble: data.trouble };
    default:
      return job;
  }
}

/** @param {Job} job @param {string} id @param {Platform[]} platforms @returns {Step} */
function stepOf(job, id, platforms) {
  const settings = platforms.find((one) => one.slug === job.slug)?.settings ?? [];
  return { id, title: titleOf(settings, id), stage: "waiting", outcome: null };
}

/** @param {Job} job @param {any} data @param {Platform[]} platforms @returns {Step[]} */
const planned = (job, data, platforms) =>
  data.settings.map(
    (/** @type {string} */ id) => job.steps.find((one) => one.id === id) ?? stepOf(job, id, platforms),
  );

/** @param {Job} job @param {string} id @param {Platform[]} platforms @param {Partial<Step>} change @returns {Step[]} */
function stepped(job, id, platforms, change) {
  const steps = job.steps.some((one) => one.id === id) ? job.steps : [...job.steps, stepOf(job, id, platforms)];
  return steps.map((one) => (one.id === id ? { ...one, ...change } : one));
}

/** @param {Progress} progress */
export function summary(progress) {
  const steps = progress.jobs.flatMap((one) => one.steps);
  const done = steps.filter((one) => one.outcome).length;
  const out = steps.filter((one) => one.outcome === "opted_out" || one.outcome === "already_out").length;
  const open = progress.jobs.filter((one) => OPEN.includes(one.state));
  return {
    all: steps.length,
    done,
    out,
    over: open.length === 0,
    stopping: open.length > 0 && open.every((one) => one.cancelling),
    stopped: progress.jobs.some((one) => one.state === "cancelled"),
    inTab: open.some((one) => one.inTab),
    mode: progress.jobs[0]?.mode ?? "run",
  };
}
