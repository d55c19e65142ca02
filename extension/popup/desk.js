/** Holds what is shown now, asks the service, and draws. What each button does is in `acts`. */

import { clientOf } from "../api/client.js";
import { Trouble } from "../api/trouble.js";
import { extensionId, recall, remember } from "../browser.js";
import { chosenService, pending } from "../keep/services.js";
import { OPEN, apply, begin, summary } from "../model/progress.js";
import { rowsOf } from "../model/standing.js";
import { show } from "../view/dom.js";
import { SCREENS } from "../view/screens.js";
import { actsOf } from "./acts.js";
import { knownOf } from "./known.js";
import { showPairing } from "./pairing.js";

/** @typedef {import("../api/pairing.js").Service} Service */
/** @typedef {import("../model/progress.js").Progress} Progress */
/** @typedef {{screen: string} & Record<string, any>} View */

export class Desk {
  /** @param {HTMLElement} place @param {HTMLElement} announcer @param {import("../words/wording.js").Words} words */
  constructor(place, announcer, words) {
    this.place = place;
    this.announcer = announcer;
    this.words = words;
    /** @type {View} */
    this.view = { screen: "loading" };
    /** @type {Service | null} */
    this.service = null;
    /** @type {import("../model/standing.js").Known} */
    this.known = { platforms: [], accounts: [], standings: {} };
    this.client = clientOf({ address: "" }, "");
    this.watching = new AbortController();
    /** @type {import("../api/stream.js").Told[]} */
    this.early = [];
    this.acts = actsOf(this);
  }

  get serviceId() {
    return this.service?.id ?? "";
  }

  /** @param {View} view */
  show(view) {
    const isNew = view.screen !== this.view.screen;
    this.view = view;
    show(this.place, SCREENS[view.screen](view, this.words, this.acts), isNew);
  }

  /** Says something to who cannot see it happen. @param {string} text */
  announce(text) {
    this.announcer.textContent = text;
  }

  /** What is there when the page opens. */
  async begin() {
    this.show({ screen: "loading" });
    const waiting = await pending();
    if (waiting) return showPairing(this, waiting);
    if (location.hash === "#connect") return this.show({ screen: "connect", known: true });
    return this.home();
  }

  async home() {
    this.watching.abort();
    this.service = await chosenService();
    if (!this.service) return this.show({ screen: "connect" });
    this.client = clientOf(this.service, extensionId());
    return this.attempt(async () => {
      const { known, jobs } = await knownOf(this.client);
      this.known = known;
      if (jobs.length) return this.follow(await this.resumed(jobs));
      const rows = rowsOf(known);
      return this.show(rows.length ? { screen: "home", rows } : { screen: "empty" });
    });
  }

  /** Does it; trouble becomes the screen that says what to do. @param {() => Promise<unknown>} work */
  async attempt(work) {
    try {
      await work();
    } catch (error) {
      const trouble = error instanceof Trouble ? error : new Trouble("fault");
      if (!(error instanceof Trouble)) console.error(error);
      const address = this.service?.address ?? "";
      const screens = /** @type {Record<string, string>} */ ({ offline: "offline", shut_out: "shutOut" });
      this.show({ screen: screens[trouble.kind] ?? "trouble", kind: trouble.kind, detail: trouble.detail, address });
    }
  }

  /** What is known of open jobs: what was seen last, or what the list says. @param {any[]} jobs */
  async resumed(jobs) {
    /** @type {Progress | undefined} */
    const seen = await recall("session", `progress.${this.serviceId}`);
    const ids = new Set(seen?.jobs.map((one) => one.id));
    return seen && jobs.every((one) => ids.has(one.id)) ? seen : begin(jobs, this.known.platforms);
  }

  /** Shows the progress, and every event that changes it. @param {Progress} progress */
  follow(progress) {
    this.begun(progress);
    void this.listen(progress.after);
  }

  /**
   * Listens; resolves when it hears. What comes before there is any progress to change is kept for later.
   *
   * @param {string} after
   * @returns {Promise<void>}
   */
  listen(after) {
    this.watching.abort();
    this.watching = new AbortController();
    const { signal } = this.watching;
    this.early = [];
    return new Promise((hears) => {
      const told = (/** @type {import("../api/stream.js").Told} */ event) => {
        if (signal.aborted) return;
        if (this.view.screen === "running") this.tell(event);
        else this.early.push(event);
      };
      const cut = (/** @type {boolean} */ is) => {
        hears();
        if (signal.aborted || this.view.screen !== "running") return;
        if (Boolean(this.view.cut) !== is) this.show({ ...this.view, cut: is });
        if (!is) void this.reconcile();
      };
      void this.attempt(() => this.client.follow({ after, signal, told, cut })).finally(hears);
    });
  }

  /** Shows progress that has just begun, with what was heard of it already. @param {Progress} progress */
  begun(progress) {
    this.show({ screen: "running", progress });
    for (const event of this.early.splice(0)) this.tell(event);
  }

  /** Asks for the jobs that seem open, in case one ended while nobody listened. */
  async reconcile() {
    for (const { id } of this.openJobs) {
      const job = await this.client.get(`/jobs/${id}`).catch(() => null);
      if (!job || OPEN.includes(job.state) || this.view.screen !== "running") continue;
      this.tell({ id: "", kind: "ended", data: { job: id, state: job.state, trouble: job.trouble } });
    }
  }

  /** @param {import("../api/stream.js").Told} event */
  tell(event) {
    const progress = apply(this.view.progress, event, this.known.platforms);
    this.show({ ...this.view, progress, cut: false });
    void remember("session", `progress.${this.serviceId}`, progress);
    const { over, done, all } = summary(progress);
    if (event.kind === "result") this.announce(this.words.t("progress", { done, all }));
    if (over) {
      this.watching.abort();
      this.announce(this.words.t("done_title"));
    }
  }

  /** @returns {import("../model/progress.js").Job[]} */
  get openJobs() {
    return (this.view.progress?.jobs ?? []).filter((/** @type {any} */ one) => OPEN.includes(one.state));
  }
}
