/** The service worker where tabs can be lent. */

import { lendTo, showTabs, stopLending } from "./lender.js";
import { wake } from "./wake.js";

wake({ lend: (asked) => void lendTo(asked), show: showTabs, stop: stopLending });
