/** Starts the dashboard: words, who is signed in, the screen that the address names. */

import { Desk } from "./desk.js";
import { takeInvitation } from "./invitation.js";
import { keepFiles } from "./keeping.js";
import { findWords } from "./words.js";

const invitation = takeInvitation();
const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const parts = {
  bar: byId("bar"),
  nav: byId("nav"),
  view: byId("view"),
  problem: byId("problem"),
  announce: byId("announce"),
};
const desk = new Desk(parts, await findWords());
desk.invitation = invitation;

addEventListener("hashchange", () => {
  desk.invitation = takeInvitation() || desk.invitation;
  void desk.go();
});
document.addEventListener("visibilitychange", () => void desk.seen(!document.hidden));
await desk.begin();
await keepFiles();
