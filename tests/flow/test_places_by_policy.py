"""What may be done where: some platforms only while the person looks on, and settings of their browser in it."""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from automations.browser import Browsers
from automations.errand import Mode
from automations.outcome import Need, NeedsYou, Outcome, Result, Unreachable
from automations.selection import OF_THE_BROWSER
from automations.session import Session
from backend.accounts import StoredAccount
from backend.errands import ErrandOf
from backend.office import Office, open_office
from backend.places import OwnProfile
from backend.settings import read_settings
from backend.told import Job
from tests.chromium import SHELL

GIVEN = {"UNCONSENT_KEY": base64.b64encode(b"k" * 32).decode(), "UNCONSENT_BROWSER": str(SHELL)}
THIN = {"shutterstock": ("shutterstock.image_data_licensing",), "google": ()}
"""Platforms that are never changed unattended, with what is named there."""


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """A data folder of somebody who uses the real platforms, none of which is reached here."""
    async with open_office(read_settings(GIVEN, home=tmp_path)) as opened:
        yield opened


@dataclass(frozen=True, kw_only=True)
class Nowhere:
    """A place whose line is cut: what is tried there ends unreachable."""

    account: StoredAccount
    own_browser: bool
    attended: bool
    helps_with: frozenset[Need] = frozenset()
    enrols: bool = True
    over: bool = False

    @asynccontextmanager
    async def session(self, browsers: Browsers) -> AsyncIterator[Session]:
        """There is none."""
        raise Unreachable("No line.")
        yield

    async def help(self, session: Session, asked: NeedsYou) -> str:
        """Nobody is there."""
        raise asked

    async def enrol(self, handle: str) -> StoredAccount:
        """Nobody is noted."""
        return self.account

    def understood(self, result: Result) -> Result:
        """As it is."""
        return result


async def outcomes(
    office: Office, slug: str, mode: Mode, *, named: tuple[str, ...] = (), theirs: bool = False, attended: bool = False
) -> dict[str, Result]:
    """What comes of a job there, by setting."""
    account = await office.accounts.add(office.catalogue.platform(slug), "me", handle="me")
    place = Nowhere(account=account, own_browser=theirs, attended=attended)
    job = Job(account=account, mode=mode, named=named)
    errand = ErrandOf(office=office, job=job, place=place, tell=lambda news: None, pace=None)
    async with office.browsers() as browsers:
        await errand.run(browsers, asyncio.Event())
    return {one.result.setting: one.result for one in errand.done}


async def visited(office: Office, slug: str, mode: Mode, *, attended: bool = False) -> list[Result]:
    """What comes of the settings that such a platform is visited for."""
    found = await outcomes(office, slug, mode, named=THIN[slug], attended=attended)
    return [one for one in found.values() if one.outcome not in (Outcome.SKIPPED, Outcome.NOT_OFFERED)]


@pytest.mark.parametrize("slug", THIN)
async def test_some_platforms_are_only_changed_while_somebody_looks_on(office: Office, slug: str) -> None:
    found = await visited(office, slug, Mode.RUN)
    assert {(one.outcome, one.needs) for one in found} == {(Outcome.NEEDS_YOU, Need.CONSENT)}
    note = office.catalogue.platform(slug).policy_note
    assert all("extension" in one.detail and note in one.detail for one in found)


@pytest.mark.parametrize("slug", THIN)
async def test_then_they_are(office: Office, slug: str) -> None:
    assert {one.outcome for one in await visited(office, slug, Mode.RUN, attended=True)} == {Outcome.UNREACHABLE}


@pytest.mark.parametrize("slug", THIN)
async def test_a_check_needs_nobody(office: Office, slug: str) -> None:
    assert {one.outcome for one in await visited(office, slug, Mode.CHECK)} == {Outcome.UNREACHABLE}


@pytest.mark.parametrize("mode", [Mode.RUN, Mode.CHECK])
@pytest.mark.parametrize("named", [(), ("stackoverflow.cookies",)])
async def test_cookies_are_refused_in_the_browser_that_is_used(
    office: Office, mode: Mode, named: tuple[str, ...]
) -> None:
    found = await outcomes(office, "stackoverflow", mode, named=named)
    cookies = found.pop("stackoverflow.cookies")
    assert (cookies.outcome, cookies.detail) == (Outcome.SKIPPED, OF_THE_BROWSER)
    assert {one.outcome for one in found.values()} == (set() if named else {Outcome.NOT_OFFERED})


async def test_there_they_are(office: Office) -> None:
    found = await outcomes(office, "stackoverflow", Mode.RUN, theirs=True)
    assert found["stackoverflow.cookies"].outcome is Outcome.UNREACHABLE


async def test_a_kept_profile_is_not_the_persons_browser(office: Office) -> None:
    account = await office.accounts.add(office.catalogue.platform("quora"), "me")
    kept = OwnProfile(office=office, account=account)
    shown = OwnProfile(office=office, account=account, headed=True)
    assert [(one.own_browser, one.attended) for one in (kept, shown)] == [(False, False), (False, True)]
