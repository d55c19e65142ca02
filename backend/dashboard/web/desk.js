/** Holds what is shown now, asks the service, and draws. What the buttons of a page do is in `pages`. */

import { clientOf } from "/app/shared/api/client.js";
import { Trouble } from "/app/shared/api/trouble.js";
import { show } from "/app/shared/view/dom.js";
import { Live } from "./live.js";
import { actsOf, PAGES } from "./pages.js";
import { placeOf } from "./routes.js";
import { SCREENS } from "./screens.js";
import { barOf, navOf } from "./screens/frame.js";
import { forgetToken, keptToken } from "./session.js";

/** @typedef {{screen: string} & Record<string, any>} View */
/** @typedef {import("/app/shared/words/wording.js").Words} Words */
/** @typedef {Record<"bar" | "nav" | "view" | "problem" | "announce", HTMLElement>} Parts */

const OPEN_TO_ALL = ["invited"];
const GOOD_FOR = 60_000;

export class Desk {
  /** @param {Parts} parts @param {Words} words */
  constructor(parts, words) {
    this.parts = parts;
    this.words = words;
    /** @type {View} */
    this.view = { screen: "loading" };
    /** @type {import("./rights.js").Me | null} */
    this.me = null;
    this.invitation = "";
    this.client = clientOf({ address: "" });
    this.live = new Live(this);
    /** @type {any[] | null} */
    this.known = null;
    this.knownAt = 0;
    this.drawn = "";
    this.framed = "";
    this.visit = 0;
    /** @type {(() => void) | null} what ends with the page that is shown */
    this.leaving = null;
    this.acts = actsOf(this);
  }

  get place() {
    return placeOf(location.hash);
  }

  async begin() {
    this.show({ screen: "loading" });
    const token = keptToken();
    if (token) return this.signedIn(token);
    return this.go();
  }

  /** @param {string} token */
  async signedIn(token) {
    this.client = clientOf({ address: "", token });
    await this.attempt(async () => {
      this.me = await this.client.get("/me");
      this.known = null;
      await this.live.start();
      await this.go();
    });
  }

  /** Somebody else's turn: nothing of who was here is left on the page. @param {string} [notice] what is said of it */
  signedOut(notice = "") {
    this.live.end();
    forgetToken();
    this.me = null;
    this.known = null;
    this.client = clientOf({ address: "" });
    this.drawn = "";
    this.show({ screen: "signIn", notice });
  }

  /** Shows the page that the address names. */
  async go() {
    const { page, id } = this.place;
    const visit = ++this.visit;
    this.say("");
    if (!this.me && !OPEN_TO_ALL.includes(page)) return this.show({ screen: "signIn" });
    return this.attempt(async () => {
      const view = await PAGES[page]?.load(this, id);
      if (!view || visit !== this.visit) return;
      const same = this.drawn === `${view.screen} ${this.place.key}`;
      this.show({ sure: same ? (this.view.sure ?? "") : "", ...view });
    });
  }

  /** Asks anew for what is shown, and leaves the focus where it is. */
  async again() {
    if (!this.view.stays) await this.go();
  }

  /** @param {string} hash */
  async goTo(hash) {
    if (location.hash === hash) return this.go();
    location.hash = hash;
  }

  /** @param {View} view */
  show(view) {
    const key = `${view.screen} ${this.place.key}`;
    const isNew = key !== this.drawn;
    this.drawn = key;
    if (isNew) {
      this.leaving?.();
      this.leaving = null;
    }
    this.view = view;
    this.frame();
    const draw = SCREENS[view.screen];
    if (!draw) return;
    show(this.parts.view, draw(view, this.words, this.acts), isNew);
    const title = this.parts.view.querySelector("h1, [role=heading]")?.textContent;
    document.title = title && title !== "Unconsent" ? `${title} · Unconsent` : "Unconsent";
  }

  /** The bar and the ways, drawn anew only when something in them changes: somebody may be on their way there. */
  frame() {
    const { bar, nav } = this.parts;
    const key = JSON.stringify([this.me?.name, this.me?.role, this.place.page, this.words.language]);
    if (key === this.framed) return;
    this.framed = key;
    const held = document.activeElement?.id ?? "";
    nav.hidden = !this.me;
    bar.replaceChildren(...barOf(this.me, this.words, this.acts));
    nav.replaceChildren(...(this.me ? [navOf(this.me, this.place.page, this.words)] : []));
    if (bar.contains(document.getElementById(held)) || nav.contains(document.getElementById(held)))
      document.getElementById(held)?.focus();
  }

  /** A block that asks again, instead of what would do it at once. @param {string} id empty: none */
  ask(id) {
    const before = this.view.sure;
    this.show({ ...this.view, sure: id });
    document.getElementById(id ? `${id}-no` : (before ?? ""))?.focus();
  }

  /** Does what a button says; trouble is told beside it. @param {() => Promise<unknown>} work */
  async act(work) {
    this.say("");
    try {
      await work();
    } catch (error) {
      if (error instanceof Trouble && error.kind === "shut_out" && this.me) return this.signedOut("ended");
      if (!(error instanceof Trouble)) console.error(error);
      this.say(this.sentence(error instanceof Trouble ? error : new Trouble("fault")));
    }
  }

  /** Brings a screen; trouble becomes the screen that says what to do. @param {() => Promise<unknown>} work */
  async attempt(work) {
    try {
      await work();
    } catch (error) {
      const trouble = error instanceof Trouble ? error : new Trouble("fault");
      if (!(error instanceof Trouble)) console.error(error);
      if (trouble.kind === "shut_out") return this.signedOut("ended");
      this.show({
        screen: trouble.kind === "offline" ? "away" : "trouble",
        kind: trouble.kind,
        detail: trouble.detail,
      });
    }
  }

  /** @param {Trouble} trouble */
  sentence({ kind, detail }) {
    const { t } = this.words;
    if (kind === "offline") return t("away_title");
    if (kind === "fault") return t("trouble_fault");
    return detail || t("trouble_title");
  }

  /** What went wrong, for everybody to see. @param {string} text */
  say(text) {
    this.parts.problem.textContent = text;
  }

  /** Says something to who cannot see it happen. @param {string} text */
  announce(text) {
    this.parts.announce.textContent = text;
  }

  /** Whether anybody looks: a hidden page holds no line open. @param {boolean} is */
  async seen(is) {
    if (!this.me) return;
    if (!is) return this.live.end();
    await this.live.start();
    if (!document.activeElement?.closest("form")) await this.again();
  }

  /** What is known of platforms, asked for anew after a minute, and when a job has ended: one may rest since then.
   *  @returns {Promise<any[]>} */
  async platforms() {
    if (!this.known || Date.now() - this.knownAt > GOOD_FOR) {
      this.known = await this.client.all("/platforms");
      this.knownAt = Date.now();
    }
    return this.known ?? [];
  }
}
