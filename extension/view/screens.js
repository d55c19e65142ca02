/** Every screen, by the name that the state carries. */

import { changes } from "./changes.js";
import { detail, receipt } from "./detail.js";
import { handed, handing } from "./handing.js";
import { home } from "./home.js";
import { running } from "./running.js";
import { codeOver, connect, empty, loading, offline, pairing, shutOut, trouble } from "./setup.js";

/** @typedef {(view: any, words: import("../words/wording.js").Words, acts: import("./parts.js").Acts) => HTMLElement}
 *    Screen */

export const SCREENS = Object.freeze(
  /** @type {Record<string, Screen>} */ ({
    loading,
    connect,
    pairing,
    codeOver,
    offline,
    shutOut,
    trouble,
    empty,
    home,
    changes,
    running,
    detail,
    receipt,
    handing,
    handed,
  }),
);
