/** Every page: what it asks of the service before it is shown, and what its buttons do. */

import * as account from "./pages/account.js";
import * as activity from "./pages/activity.js";
import * as add from "./pages/add.js";
import * as changes from "./pages/changes.js";
import * as devices from "./pages/devices.js";
import * as entrance from "./pages/entrance.js";
import * as family from "./pages/family.js";
import * as jobs from "./pages/jobs.js";
import * as letters from "./pages/letters.js";
import * as notifications from "./pages/notifications.js";
import * as overview from "./pages/overview.js";
import * as objections from "./pages/objections.js";
import * as platforms from "./pages/platforms.js";
import * as receipt from "./pages/receipt.js";
import * as settings from "./pages/settings.js";
import * as signing from "./pages/signing.js";
import * as taking from "./pages/taking.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./desk.js").View} View */
/** @typedef {{load: (desk: Desk, id: string) => Promise<View>}} Page */

/** @type {Record<string, Page>} */
export const PAGES = {
  ...{ overview, account, add, changes, jobs, receipt, family, devices, activity, notifications, settings },
  window: signing,
  platforms,
  platform: { load: platforms.loadOne },
  letters,
  letter: { load: letters.loadOne },
  member: { load: family.loadOne },
  invited: { load: entrance.loadInvitation },
};

const WITH_ACTS = [
  entrance,
  overview,
  account,
  add,
  changes,
  jobs,
  receipt,
  objections,
  platforms,
  letters,
  family,
  devices,
  activity,
  notifications,
  settings,
  signing,
  taking,
];

/** Everything that can be done, by name. @param {Desk} desk @returns {import("/app/shared/view/parts.js").Acts} */
export const actsOf = (desk) => ({
  home: () => void desk.goTo("#/"),
  retry: () => void (desk.me || desk.place.page === "invited" ? desk.go() : desk.begin()),
  ask: (id) => desk.ask(id),
  unask: () => desk.ask(""),
  toContent: () => desk.parts.view.querySelector("h1")?.focus(),
  copy: (line) =>
    void desk.act(async () => {
      await navigator.clipboard.writeText(line);
      desk.announce(desk.words.t("copied"));
    }),
  ...Object.assign({}, ...WITH_ACTS.map((one) => one.acts(desk))),
});
