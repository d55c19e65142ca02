/** Listens to what happens with jobs, as long as somebody looks, and keeps their progress. */

import { Trouble } from "/app/shared/api/trouble.js";
import { apply, begin, OPEN, summary } from "/app/shared/model/progress.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("/app/shared/api/stream.js").Told} Told */
/** @typedef {import("/app/shared/model/progress.js").Progress} Progress */

export class Live {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    /** @type {Progress | null} */
    this.progress = null;
    this.cut = false;
    this.listening = new AbortController();
  }

  /** Resolves when it hears, or cannot. */
  start() {
    this.end();
    const { signal } = this.listening;
    return new Promise((/** @type {(value: void) => void} */ hears) => void this.listen("/events", signal, hears));
  }

  /** @param {string} path @param {AbortSignal} signal @param {() => void} hears */
  async listen(path, signal, hears) {
    const told = (/** @type {Told} */ event) => signal.aborted || this.tell(event);
    const cut = (/** @type {boolean} */ is) => {
      hears();
      if (signal.aborted || this.cut === is) return;
      this.cut = is;
      this.redraw();
      if (!is && this.desk.view.screen !== "signIn") void this.desk.again();
    };
    await this.desk.client.follow({ path, signal, told, cut }).catch((error) => {
      if (error instanceof Trouble && error.kind === "shut_out" && !signal.aborted) this.desk.signedOut("ended");
    });
    hears();
  }

  /** A job of somebody who let us: it is not among one's own events. @param {string} job */
  async also(job) {
    const { signal } = this.listening;
    await new Promise(
      (/** @type {(value: void) => void} */ hears) => void this.listen(`/jobs/${job}/events`, signal, hears),
    );
  }

  end() {
    this.listening.abort();
    this.listening = new AbortController();
    this.cut = false;
  }

  forget() {
    this.progress = null;
  }

  get openJobs() {
    return (this.progress?.jobs ?? []).filter((one) => OPEN.includes(one.state));
  }

  /** Puts jobs in view, beside those that are in view already. @param {any[]} jobs @param {any[]} platforms */
  add(jobs, platforms) {
    const known = new Set(this.progress?.jobs.map((one) => one.id));
    const fresh = begin(
      jobs.filter((one) => !known.has(one.id)),
      platforms,
    );
    this.progress = { after: "", jobs: [...(this.progress?.jobs ?? []), ...fresh.jobs] };
  }

  /** @param {Told} event */
  tell(event) {
    const { desk } = this;
    if (event.kind === "question" && desk.me?.role === "restricted") return; // who looks after them answers
    const known = this.progress?.jobs.some((one) => one.id === event.data.job);
    if (!known || !this.progress) {
      if (desk.place.page === "jobs" && (event.kind === "queued" || event.kind === "planned")) void desk.again();
    } else {
      this.progress = apply(this.progress, event, desk.known ?? []);
      this.redraw();
      const { over, done, all } = summary(this.progress);
      if (event.kind === "result") desk.announce(desk.words.t("progress", { done, all }));
      if (over) desk.announce(desk.words.t("done_title"));
    }
    if (event.kind !== "ended") return;
    desk.knownAt = 0;
    if (["overview", "account"].includes(desk.place.page)) void desk.again();
  }

  redraw() {
    const { desk } = this;
    if (desk.view.screen === "jobs") desk.show({ ...desk.view, progress: this.progress, cut: this.cut });
  }
}
