"""Reading a setting until it can be believed: its data is loaded, two reads are equal, page and platform agree."""

import asyncio
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Error

from automations import controls
from automations.answers import says_out
from automations.controls import Found, Reading
from automations.desk import known_labels
from automations.errand import Timing
from automations.outcome import Limited, NotOffered, NotRecognised, ProofKind, Unreachable
from automations.page import Visit
from automations.seen import controls_seen, unknown_toggles
from automations.spec import Control, Platform, Setting


@dataclass(frozen=True, kw_only=True)
class Read:
    """A believed reading, and where it was read."""

    visit: Visit
    found: Found
    reading: Reading


async def read_steadily(visit: Visit, platform: Platform, setting: Setting, timing: Timing) -> Read:
    """The setting's state. NotRecognised, NotOffered, Limited or Unreachable when there is none to believe."""
    found = await _find(visit, platform, setting, timing)
    stated = await _stated(visit, platform, setting, timing)
    started = time.monotonic()
    trouble = NotRecognised("The control keeps changing.")
    while time.monotonic() - started < timing.find:
        try:
            first = await controls.read(found)
            await asyncio.sleep(timing.steady)
            second = await controls.read(found)
        except NotRecognised as unreadable:
            trouble = unreadable
            await asyncio.sleep(timing.steady)
            continue
        except Error:
            found = await _find(visit, platform, setting, timing)
            continue
        doubt = _doubt(first, second, setting, stated)
        trouble = doubt or trouble
        if doubt is None and (second.enabled or time.monotonic() - started > timing.disabled):
            return Read(visit=visit, found=found, reading=second)
    seen = tuple(str(one) for one in await controls_seen(visit.page))
    raise NotRecognised(trouble.detail, seen=trouble.seen or seen)


def _doubt(first: Reading, second: Reading, setting: Setting, stated: Any) -> NotRecognised | None:
    """Why the two readings cannot be believed, or None when they can."""
    if first != second:
        return NotRecognised("The control keeps changing.")
    if setting.api and stated is not None and says_out(stated, setting.api) is not second.opted_out:
        return NotRecognised(f"The page shows {second.value!r}, but the platform's own data says otherwise.")
    return None


async def _find(visit: Visit, platform: Platform, setting: Setting, timing: Timing) -> Found:
    beside = setting.absent.beside if setting.absent else {}
    if not beside:
        return await controls.find(visit.page, setting.control, seconds=timing.find)
    companion = Control(kind=setting.control.kind, out=setting.control.out, labels=beside)
    await controls.find(visit.page, companion, seconds=timing.find)
    try:
        return await controls.find(visit.page, setting.control, seconds=timing.absent)
    except NotRecognised as missing:
        await _stop_when_not_offered(visit, platform, setting)
        raise missing


async def _stop_when_not_offered(visit: Visit, platform: Platform, setting: Setting) -> None:
    """Raises NotOffered when the right page is open, holds nothing unknown, and the facts say that it may be absent."""
    right_page = urlsplit(visit.page.url).path == urlsplit(visit.url).path
    unknown = unknown_toggles(await controls_seen(visit.page), known_labels(platform))
    if setting.absent and right_page and not unknown:
        raise NotOffered(f"{setting.absent.because} (seen {setting.absent.seen})")


async def _stated(visit: Visit, platform: Platform, setting: Setting, timing: Timing) -> Any:
    """What the platform's own response says, where the setting is proven by one."""
    api = setting.api
    if api is None or ProofKind.API not in setting.proofs:
        return None
    value = await visit.answers.stated(api, seconds=timing.find)
    if value is not None:
        return value
    status = visit.answers.trouble(api)
    if status == 429:
        raise Limited(f"{platform.name} answered that there were too many requests (HTTP 429).", url=visit.url)
    if status is not None and status >= 500:
        raise Unreachable(f"{platform.name} did not load its own settings (HTTP {status}).", url=visit.url)
    raise NotRecognised(
        f"{platform.name} did not state the value of this setting, so what the page shows cannot be believed.",
        url=visit.url,
    )
