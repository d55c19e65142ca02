/** The sign-in window: the server's browser in a picture, with mouse, keyboard, a field to paste into, a way out. */

import { h } from "/app/shared/view/dom.js";
import { button } from "/app/shared/view/parts.js";
import { followKeyboard, press, typed } from "../live/keyboard.js";
import { Picture } from "../live/picture.js";
import { followPointer } from "../live/pointer.js";
import { Wire } from "../live/wire.js";

/** @typedef {import("/app/shared/words/wording.js").Words} Words */
/** @typedef {import("../live/wire.js").Message} Message */
/** @typedef {{token: string, kind: "driven" | "ordinary", why: string | null}} Opened */
/** @typedef {{open: (size: {width: number, height: number}) => Promise<Opened>, words: Words, platform: string,
 *   ended: (how: {signedIn: boolean, reason: string, handle: string | null}) => void}} Given */

const AGAIN = 2000;
const PATIENCE = 60_000;

/** Draws the window into `place`. `open` asks the service for it; `ended` is told once, at the end.
 *  @param {HTMLElement} place @param {Given} given @returns {{end: () => void}} cleans up after itself */
export function signInWindow(place, given) {
  const window = new SignInWindow(place, given);
  void window.begin();
  return { end: () => window.leave() };
}

class SignInWindow {
  /** @param {HTMLElement} place @param {Given} given */
  constructor(place, given) {
    const { t } = given.words;
    this.place = place;
    this.given = given;
    this.over = false;
    /** @type {Wire | null} */
    this.wire = null;
    this.status = h("p", { id: "window-status", role: "status" }, t("window_starting"));
    this.warning = h("p", { id: "window-warning", class: "warn-text", role: "alert" });
    this.where = h("p", { id: "window-where", class: "hint", translate: "no" });
    this.question = h("div", { id: "window-question" });
    this.canvas = /** @type {HTMLCanvasElement} */ (
      h("canvas", {
        id: "window-picture",
        class: "window-picture",
        tabindex: 0,
        role: "application",
        "aria-label": t("window_picture", { platform: given.platform }),
        "aria-describedby": "window-alternatives window-way-out",
      })
    );
    this.picture = new Picture(this.canvas);
    this.live = h("div", { id: "window-live", hidden: true }, ...this.controls());
    place.replaceChildren(h("section", { class: "window" }, this.status, this.warning, this.question, this.live));
    const say = (/** @type {Message} */ message) => this.wire?.say(message);
    followPointer(this.picture, say);
    followKeyboard(this.canvas, say, () => document.getElementById("window-text")?.focus());
  }

  controls() {
    const { t } = this.given.words;
    const key = (/** @type {string} */ id, /** @type {Message} */ message) =>
      button(`window-key-${id}`, t(`window_key_${id}`), () => this.wire?.say(message), "plain");
    return [
      h("p", { id: "window-way-out", class: "hint" }, t("window_way_out")),
      this.where,
      this.canvas,
      this.field(),
      h(
        "div",
        { class: "actions" },
        key("back", press("ArrowLeft", { alt: true })),
        key("tab", press("Tab")),
        key("erase", press("Backspace")),
        key("enter", press("Enter")),
      ),
      h(
        "div",
        { class: "actions" },
        button("window-done", t("window_done"), () => this.wire?.say({ type: "done" }), "main"),
        button("window-cancel", t("window_cancel"), () => this.cancel(), "plain"),
      ),
      h("p", { id: "window-alternatives", class: "hint" }, t("window_alternatives")),
    ];
  }

  field() {
    const { t } = this.given.words;
    const text = /** @type {HTMLInputElement} */ (
      h("input", { id: "window-text", type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false" })
    );
    const hide = /** @type {HTMLInputElement} */ (
      h("input", {
        id: "window-hide",
        type: "checkbox",
        change: () => (text.type = hide.checked ? "password" : "text"),
      })
    );
    const send = (/** @type {Event} */ event) => {
      event.preventDefault();
      const given = typed(text.value);
      this.wire?.say(given ? { type: "text", text: given } : press("Enter"));
      text.value = "";
    };
    return h(
      "form",
      { id: "window-form", class: "stack window-form", submit: send },
      h("label", { for: "window-text" }, t("window_type_here")),
      h("div", { class: "window-line" }, text, h("button", { type: "submit", class: "plain" }, t("window_send"))),
      h("label", { for: "window-hide", class: "tick" }, hide, t("window_hide")),
    );
  }

  async begin() {
    const width = Math.round(Math.max(320, Math.min(1000, this.place.clientWidth || 320)));
    const height = Math.round(Math.max(480, Math.min(800, innerHeight * 0.7)));
    try {
      const { token } = await this.given.open({ width, height });
      if (this.over) return;
      this.wire = new Wire(token, {
        picture: (picture) => void this.show(picture),
        told: (message) => this.told(message),
        cut: () => this.cut(),
      });
    } catch (error) {
      if (this.lost === undefined || Date.now() - this.lost > PATIENCE) {
        this.end("failed", error instanceof Error ? error.message : "");
      } else {
        this.later = setTimeout(() => void this.begin(), AGAIN);
      }
    }
  }

  /** @param {Blob} picture */
  async show(picture) {
    if (this.live.hidden) {
      this.live.hidden = false;
      this.status.textContent = this.given.words.t("window_live", { platform: this.given.platform });
      this.canvas.focus({ preventScroll: true });
    }
    this.lost = undefined;
    await this.picture.show(picture);
  }

  /** @param {Message} message */
  told(message) {
    const { t, clock } = this.given.words;
    if (message.type === "progress" && message.stage === "looking") {
      this.live.hidden = true;
      this.status.textContent = t("window_looking");
    } else if (message.type === "state") {
      const { host, title, refused, closes_in: left } = message;
      const isRefused = refused && (host === refused || title === refused); // as the browser's own page of errors says
      this.where.textContent = isRefused
        ? t("window_refused", { host: refused })
        : [host, title].filter(Boolean).join(" · ");
      this.warn(left === null ? "" : t("window_closes_in", { time: clock(Math.max(0, left)) }));
    } else if (message.type === "is_it_you") this.ask(message);
    else if (message.type === "signed_in") this.end("signed_in", "", message.handle);
    else if (message.type === "ended") this.end(message.reason, message.detail);
  }

  /** @param {string} text */
  warn(text) {
    if (this.warning.textContent !== text) this.warning.textContent = text;
  }

  /** Asks whether the name that was read is theirs. @param {Message} message */
  ask({ handle, name }) {
    const { t } = this.given.words;
    const unnamed = String(handle).startsWith("(");
    const confirm = (/** @type {boolean} */ yes) => {
      this.question.replaceChildren();
      this.wire?.say({ type: "confirm", yes });
    };
    this.warn("");
    this.question.replaceChildren(
      h("p", {}, unnamed ? t("window_is_it_you", { name }) : t("window_is_that_you", { handle, name })),
      h(
        "div",
        { class: "actions" },
        button("window-yes", t("window_yes"), () => confirm(true), "main"),
        button("window-no", t("window_no"), () => confirm(false), "plain"),
      ),
    );
    document.getElementById("window-yes")?.focus();
  }

  cancel() {
    this.end("closed");
  }

  /** The line broke; the same window is there for a minute. */
  cut() {
    if (this.over) return;
    this.lost ??= Date.now();
    this.live.hidden = true;
    this.status.textContent = this.given.words.t("window_again");
    void this.begin();
  }

  /** @param {string} reason @param {string} [detail] @param {string | null} [handle] */
  end(reason, detail = "", handle = null) {
    if (this.over) return;
    this.leave();
    const { t } = this.given.words;
    const signedIn = reason === "signed_in";
    const who = handle && !handle.startsWith("(") ? t("window_signed_in_as", { handle }) : t("window_signed_in");
    this.place.replaceChildren(
      h(
        "section",
        { class: "window" },
        h("p", { id: "window-status", role: "status", tabindex: -1 }, signedIn ? who : t(`window_ended_${reason}`)),
        detail && h("p", { class: "hint", lang: "en" }, detail),
      ),
    );
    document.getElementById("window-status")?.focus();
    this.given.ended({ signedIn, reason, handle });
  }

  /** Nothing goes on any more, and nothing is said. */
  leave() {
    if (!this.over) this.wire?.say({ type: "close" });
    this.over = true;
    clearTimeout(this.later);
    this.wire?.close();
    this.place.replaceChildren();
  }

  /** @type {number | undefined} */
  lost;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  later;
}
