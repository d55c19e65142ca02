/** Wakes when something is due, keeps the badge right, and sleeps otherwise. Listeners stand before anything waits. */

import { closeStorage, onAlarm, onBegin, onNoticeClicked, onTold, openTab, ownAddress } from "../browser.js";
import { lookAround, pairingAlarm, settle, workingAlarm } from "./watch.js";

/** @param {() => void} stop ends every lent tab at once */
export function wake(stop) {
  onBegin(() => void closeStorage().then(lookAround));
  onAlarm((name) => void settle(name));
  onNoticeClicked(() => void openTab(ownAddress("popup/panel.html")));
  onTold((what) => {
    if (what === "stop") stop();
    if (what === "pairing") void pairingAlarm();
    if (what === "working") void workingAlarm();
  });
  void closeStorage();
}
