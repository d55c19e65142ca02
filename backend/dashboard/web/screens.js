/** Every screen, by the name that its state carries. */

import { changes } from "/app/shared/view/changes.js";
import { loading, trouble } from "/app/shared/view/setup.js";
import { account } from "./screens/account.js";
import { activity } from "./screens/activity.js";
import { add } from "./screens/add.js";
import { devices } from "./screens/devices.js";
import { away, invited, signIn } from "./screens/entrance.js";
import { family } from "./screens/family.js";
import { jobs } from "./screens/jobs.js";
import { letter, letters } from "./screens/letters.js";
import { member } from "./screens/member.js";
import { notifications } from "./screens/notifications.js";
import { overview } from "./screens/overview.js";
import { platform, platforms } from "./screens/platforms.js";
import { receipt } from "./screens/receipt.js";
import { settings } from "./screens/settings.js";
import { signing } from "./screens/signing.js";
import { sharing } from "./screens/sharing.js";

/** @typedef {(view: any, words: import("/app/shared/words/wording.js").Words,
 *    acts: import("/app/shared/view/parts.js").Acts) => HTMLElement} Screen */

export const SCREENS = Object.freeze(
  /** @type {Record<string, Screen>} */ ({
    ...{ loading, trouble, changes, signIn, invited, away, overview, account, add, jobs, receipt },
    ...{
      platforms,
      platform,
      letters,
      letter,
      family,
      member,
      sharing,
      devices,
      activity,
      settings,
      signing,
      notifications,
    },
  }),
);
