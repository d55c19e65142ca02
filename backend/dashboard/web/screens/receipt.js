/** One receipt: what it states, what that rests on, and three ways to keep it. */

import { h } from "/app/shared/view/dom.js";
import { receipt as shared } from "/app/shared/view/detail.js";
import { button, english } from "/app/shared/view/parts.js";
import { group } from "./parts.js";

/** @typedef {import("/app/shared/words/wording.js").Words} Words */
/** @typedef {import("/app/shared/view/parts.js").Acts} Acts */

/** @param {{receipt: any}} view @param {Words} words @param {Acts} acts */
export function receipt({ receipt: shown }, words, acts) {
  const { t } = words;
  const drawn = shared(
    { slug: "", receipt: shown },
    words,
    { ...acts, detail: acts.leave ?? (() => undefined) },
    button("save-html", t("save_page"), () => acts.save?.(shown.id, "html"), "plain wide"),
  );
  if (shown.proofs.length) {
    drawn.append(
      group(
        t("proofs_title"),
        h(
          "ul",
          {},
          shown.proofs.map((/** @type {any} */ one) => english("li", one.detail, "hint")),
        ),
      ),
    );
  }
  return drawn;
}
