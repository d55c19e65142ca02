/** Wakes when something is due, keeps the badge right, and sleeps otherwise. Listeners stand before anything waits. */

import { closeStorage, onAlarm, onBegin, onNoticeClicked, onTold, openTab, ownAddress } from "../browser.js";
import { lookAround, pairingAlarm, settle, workingAlarm } from "./watch.js";

/**
 * @param {{lend: (asked: {service: string, job: string}) => void, show: () => void, stop: () => void}} tabs
 *   lends one, brings those that are lent to the front, ends them all at once
 */
export function wake(tabs) {
  onBegin(() => void closeStorage().then(lookAround));
  onAlarm((name) => void settle(name));
  onNoticeClicked(() => void openTab(ownAddress("popup/panel.html")));
  onTold(({ what, ...asked }) => {
    if (what === "lend") tabs.lend(asked);
    if (what === "show") tabs.show();
    if (what === "stop") tabs.stop();
    if (what === "pairing") void pairingAlarm();
    if (what === "working") void workingAlarm();
  });
  void closeStorage();
}
