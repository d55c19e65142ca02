/** The page around a sign-in window. */

import { h } from "/app/shared/view/dom.js";
import { back, heading } from "/app/shared/view/parts.js";

/** @typedef {import("/app/shared/words/wording.js").Words} Words */
/** @typedef {import("/app/shared/view/parts.js").Acts} Acts */

/** @param {{account: {id: number}, name: string}} view @param {Words} words @param {Acts} acts */
export function signing(view, words, acts) {
  const place = h("div", { id: "window-place" });
  queueMicrotask(() => acts.openWindow(place, view));
  return h(
    "section",
    {},
    back(words, () => acts.toAccount(view.account.id)),
    heading(words.t("sign_in_at", { platform: view.name })),
    place,
  );
}
