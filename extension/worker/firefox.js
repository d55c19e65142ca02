/** The background script in Firefox, which cannot lend tabs. */

import { wake } from "./wake.js";

wake({ lend: () => undefined, show: () => undefined, stop: () => undefined });
