/** Puts the worker's relay into the hands of a test. */

import { lend, stopAll } from "./worker/relay.js";

Object.assign(globalThis, { lend, stopAll, runs: [] });
