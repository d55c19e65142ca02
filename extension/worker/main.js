/** The service worker where tabs can be lent. */

import { stopAll } from "./relay.js";
import { wake } from "./wake.js";

wake(stopAll);
