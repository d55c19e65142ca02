"""Reading a setting until it can be believed: its data is loaded, two reads are equal, page and platform agree."""

import asyncio
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Error

from automations import controls
from automations.answers import says_out
from automations.asking import stop_when_asked_who
from automations.controls import Found, Reading
from automations.element import CHANGING
from automations.errand import Account, Timing
from automations.outcome import Forced, Limited, NotOffered, NotRecognised, ProofKind, Stopped, Unreachable
from automations.page import Visit, refuse_overlays, stop_on_signal
from automations.seen import controls_seen, known_labels, listed, unknown_toggles
from automations.spec import Api, Labels, Platform, Setting
from automations.texts import all_texts, among, name_pattern

POLL_SECONDS = 0.1


@dataclass(frozen=True, kw_only=True)
class Read:
    """A believed reading, and where it was read."""

    visit: Visit
    found: Found
    reading: Reading


async def read_steadily(visit: Visit, platform: Platform, account: Account, setting: Setting, timing: Timing) -> Read:
    """The setting's state. Raises what stops the work, and NotRecognised when there is no state to believe."""
    reader = _Reader(visit=visit, platform=platform, account=account, setting=setting, timing=timing)
    try:
        return await reader.read()
    except NotRecognised:
        await reader.watch()  # a notice or a redirect that came meanwhile explains it better
        await stop_when_asked_who(visit, platform, account)
        raise


@dataclass(frozen=True, kw_only=True)
class _Reader:
    visit: Visit
    platform: Platform
    account: Account
    setting: Setting
    timing: Timing

    async def watch(self) -> None:
        """Raises when the page meanwhile shows something that stops the work."""
        await stop_on_signal(self.visit, self.platform, self.account, self.setting.absent)

    async def read(self) -> Read:
        found = await self._find()
        stated = self._already_stated()
        if stated is None:
            stated = await self._loaded()
            found = await self._find()
        if self.setting.absent and self.setting.absent.stated:
            await self.watch()  # what the platform states has come by now
        await refuse_overlays(self.visit.page, self.platform)  # a banner may come after the data
        started = time.monotonic()
        trouble: Stopped = NotRecognised(CHANGING)
        steady = self.timing.steady if stated is None else self.timing.steady_stated
        while time.monotonic() - started < self.timing.find:
            try:
                reading = await controls.observe(found, steady)
            except NotRecognised as unreadable:
                trouble = unreadable
                await asyncio.sleep(self.timing.steady)
                continue
            except Error:
                found = await self._find()
                continue
            doubt = _doubt(reading, self.setting, stated) or self._doubt_by_the_way(reading)
            trouble = doubt or trouble
            if doubt is None and (reading.enabled or time.monotonic() - started > self.timing.disabled):
                return Read(visit=self.visit, found=found, reading=reading)
        trouble.seen = trouble.seen or await listed(self.visit.page)
        raise trouble

    async def _find(self) -> Found:
        page, setting, timing = self.visit.page, self.setting, self.timing
        beside = setting.absent.beside if setting.absent else {}
        if beside:
            companion = setting.control.model_copy(update={"labels": beside, "hint": None, "each": False})
            await controls.find(page, companion, seconds=timing.find, watch=self.watch)
        seconds = timing.absent if beside else timing.find
        try:
            return await controls.find(page, setting.control, seconds=seconds, watch=self.watch)
        except NotRecognised as missing:
            if setting.absent and (beside or await self._is_chosen(setting.absent.chosen)):
                await self._stop_when_not_offered()
            raise missing

    async def _is_chosen(self, options: Labels) -> bool:
        """Whether one of the radio options is chosen of which the facts say that the control is missing then."""
        pattern = name_pattern(all_texts(options))
        return bool(options) and await self.visit.page.get_by_role("radio", name=pattern, checked=True).count() > 0

    async def _stop_when_not_offered(self) -> None:
        """NotOffered when the right page is open, holds nothing unknown, and the facts say that it may be absent.

        A control that is there twice, or that cannot be operated, is not absent.
        """
        right_page = urlsplit(self.visit.page.url).path == urlsplit(self.visit.url).path
        seen = await controls_seen(self.visit.page)
        absent, own = self.setting.absent, all_texts(self.setting.control.labels)
        there = any(among(one.name, own) for one in seen)
        if (
            absent
            and right_page
            and not there
            and not unknown_toggles(seen, known_labels(self.platform, self.setting.part))
        ):
            raise NotOffered(f"{absent.because} (seen {absent.seen})")

    def _already_stated(self) -> Any:
        """What the platform's own response has stated by now, where one is asked for."""
        api = self.setting.api
        return self.visit.answers.value(api) if api and ProofKind.API in self.setting.proofs else None

    def _doubt_by_the_way(self, reading: Reading) -> Stopped | None:
        """What the platform stated without being asked for a proof must fit too, and null is not opted out."""
        api, answers = self.setting.api, self.visit.answers
        if api and reading.opted_out and answers.says_nothing(api):
            detail = f"{self.platform.name} says that nothing was ever chosen here, which is not opted out. "
            return NotRecognised(detail + "Choose once by hand, then check again.", url=self.visit.url)
        return _doubt(reading, self.setting, answers.value(api)) if api and api.reads else None

    async def _loaded(self) -> Any:
        """Waits for the data behind the page; returns what the platform's own response states, where one is known."""
        api = self.setting.api
        if api and ProofKind.API in self.setting.proofs:
            return await self._stated(api)
        deadline = time.monotonic() + self.timing.find
        quiet = 0
        while quiet < 2:
            await self.watch()
            quiet = 0 if self.visit.answers.loading else quiet + 1
            if time.monotonic() > deadline:
                raise NotRecognised("The page still loads its data, so what it shows cannot be believed.")
            await asyncio.sleep(POLL_SECONDS)
        return None

    async def _stated(self, api: Api) -> Any:
        """What the platform's own response says."""
        answers, name, url = self.visit.answers, self.platform.name, self.visit.url
        deadline = time.monotonic() + self.timing.find
        while (value := await answers.stated(api, seconds=POLL_SECONDS)) is None:
            await self.watch()
            status = answers.trouble(api)
            if status == 429:
                raise Limited(f"{name} answered that there were too many requests (HTTP 429).", url=url)
            if time.monotonic() < deadline:
                continue
            if status is not None and status >= 500:
                raise Unreachable(f"{name} did not load its own settings (HTTP {status}).", url=url)
            detail = f"{name} did not state the value of this setting, so what the page shows cannot be believed."
            raise NotRecognised(detail, url=url)
        return value


def _doubt(reading: Reading, setting: Setting, stated: Any) -> Stopped | None:
    """Why the reading cannot be believed, or None when it can. A locked control may show what is not stored."""
    if setting.api is None or stated is None or says_out(stated, setting.api) is reading.opted_out:
        return None
    detail = f"The page shows {reading.value!r}, but the platform's own data says otherwise."
    if reading.opted_out and not reading.enabled and setting.disabled_because:
        return Forced(f"{setting.disabled_because} {detail}")
    return NotRecognised(detail)
