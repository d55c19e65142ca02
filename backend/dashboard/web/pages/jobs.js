/** What runs now. What a reload forgot is asked for again: what was done so far, and what is asked. */

import { OPEN, summary } from "/app/shared/model/progress.js";
import { typed } from "../screens/parts.js";
import { platformIn } from "./overview.js";

/** @typedef {import("../desk.js").Desk} Desk */

/** @param {Desk} desk @returns {Promise<import("../desk.js").View>} */
export async function load(desk) {
  const { live, client } = desk;
  const platforms = await desk.platforms();
  const found = (await client.get("/jobs?limit=30")).items;
  const fresh = found.filter((/** @type {any} */ one) => OPEN.includes(one.state));
  if (fresh.length && live.progress && summary(live.progress).over) live.forget();
  const known = new Set(live.progress?.jobs.map((one) => one.id));
  live.add(fresh, platforms);
  for (const one of fresh) if (!known.has(one.id)) await caughtUp(desk, one);
  await reconciled(desk, found);
  await helped(desk);
  const past = found.filter((/** @type {any} */ one) => !OPEN.includes(one.state)).slice(0, 10);
  const named = past.map((/** @type {any} */ one) => ({ ...one, name: platformIn(platforms, one.platform).name }));
  return { screen: "jobs", progress: live.progress, cut: live.cut, past: named };
}

/** Its outcomes so far, and what it asks. @param {Desk} desk @param {any} job */
async function caughtUp(desk, job) {
  const began = job.started ? Date.parse(job.started) : Infinity;
  const { items } = await desk.client.get(`/accounts/${job.account}/results?limit=100`);
  for (const one of items.reverse()) {
    if (one.mode !== job.mode || Date.parse(one.at) < began) continue;
    desk.live.tell({ id: "", kind: "result", data: { job: job.id, setting: one.setting, outcome: one.outcome } });
  }
  if (job.state !== "waiting") return;
  const { question } = await desk.client.get(`/jobs/${job.id}`);
  if (question) desk.live.tell({ id: "", kind: "question", data: { job: job.id, asked: question.asked } });
}

/** Jobs that ended while nobody listened. @param {Desk} desk @param {any[]} found */
async function reconciled({ live, client }, found) {
  for (const { id } of live.openJobs) {
    const job = found.find((one) => one.id === id) ?? (await client.get(`/jobs/${id}`).catch(() => null));
    if (job && !OPEN.includes(job.state)) live.tell({ id: "", kind: "ended", data: { ...job, job: id } });
  }
}

/** How one signs in where the browser is the service's. @param {Desk} desk */
async function helped({ live, client, me, words }) {
  if (!live.progress || me?.role === "restricted") return;
  const accounts = await client.all("/accounts?limit=100");
  const jobs = live.progress.jobs.map((one) => {
    const name = accounts.find((each) => each.id === one.account)?.name ?? "";
    const line = typed("unconsent", "sign-in", one.slug, name);
    return { ...one, help: { here: words.t("sign_in_here"), text: words.t("sign_in_how"), line } };
  });
  live.progress = { ...live.progress, jobs };
}

/** @param {Desk} desk @returns {import("/app/shared/view/parts.js").Acts} */
export const acts = (desk) => ({
  stop: () => void desk.act(() => stop(desk)),
  answer: (job, text) => void desk.act(() => desk.client.post(`/jobs/${job}/answer`, { text })),
  finish: () => {
    desk.live.forget();
    void desk.goTo("#/");
  },
});

/** @param {Desk} desk */
async function stop(desk) {
  const { live } = desk;
  const open = new Set(live.openJobs.map((one) => one.id));
  if (!live.progress) return;
  live.progress = {
    ...live.progress,
    jobs: live.progress.jobs.map((one) => (open.has(one.id) ? { ...one, cancelling: true } : one)),
  };
  live.redraw();
  const asked = await Promise.all([...open].map((id) => desk.client.post(`/jobs/${id}/cancel`, undefined)));
  for (const job of asked) {
    if (!OPEN.includes(job.state)) live.tell({ id: "", kind: "ended", data: { ...job, job: job.id } });
  }
}
