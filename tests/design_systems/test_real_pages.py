"""R1, R2, R4: pages of real component libraries are read, set and put back; what does not say what it is, is left.

Each holds neighbours that look alike. They must never be touched, and the server must hear exactly what was meant.
"""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext

from automations import controls
from automations.errand import Account, Timing
from automations.outcome import NotRecognised
from automations.page import open_fresh
from automations.reading import Read, read_steadily
from automations.saving import ready_to_save, require_save, save
from automations.spec import Platform
from tests.design_systems.declared import LIBRARIES, UNCLEAR, Case, cases
from tests.design_systems.server import HELD, Server, reaching
from tests.engine.quay import HOST, platform

pytestmark = [pytest.mark.full, pytest.mark.timeout(900)]  # the first one fetches and builds for all
TIMING = Timing(open=20, find=6, save=5, steady=0.1, disabled=0.3, absent=0.3, later=0.2)
WRITES: dict[str, Any] = {"api": {"reads": [], "out": False, "writes": ["/set"]}}


def declared(case: Case) -> Platform:
    """A platform whose only setting stands on this page."""
    page = case.declared
    return platform(page.control, url=f"{HOST}/{case.system}/{case.page}", **WRITES, **page.setting)


async def opened(context: BrowserContext, case: Case) -> Read:
    """A fresh load, and what the control reads then."""
    for page in context.pages:
        await page.close()
    asked = declared(case)
    visit = await open_fresh(context, asked, asked.settings[0].url, TIMING)
    return await read_steadily(visit, asked, Account(name="me"), asked.settings[0], TIMING)


async def change(read: Read, case: Case, value: str | None) -> None:
    """Sets that value, with None the opted-out state; confirms and saves it as declared."""
    asked = declared(case)
    setting = asked.settings[0]
    await require_save(read, setting)
    ready = await ready_to_save(read, setting)
    since = read.visit.answers.now
    await controls.put(read.found, value)
    saved = await save(read, asked, setting, TIMING, since=since, ready=ready)
    assert saved.answered, saved.note


@pytest.mark.parametrize("case", cases(clear=True), ids=str)
async def test_a_control_is_read_set_and_put_back(chromium: Browser, bundles: Path, case: Case) -> None:
    asked = case.declared
    server = Server(system=case.system, bundles=bundles)
    async with reaching(chromium, server) as context:
        read = await opened(context, case)
        assert (read.reading.value, read.reading.opted_out, read.reading.enabled) == (asked.first, False, True)
        assert server.writes == [], "reading wrote"
        await change(read, case, None)
        assert server.writes == [(asked.key, asked.held_out)]
        read = await opened(context, case)
        assert read.reading.opted_out
        await change(read, case, asked.back)
        assert server.writes == [(asked.key, asked.held_out), (asked.key, asked.held_back)]
        assert (await opened(context, case)).reading.value == asked.back
    assert server.truth == HELD | {asked.key: asked.held_back}
    assert server.touched == []


@pytest.mark.parametrize("case", cases(clear=False), ids=str)
async def test_what_does_not_say_what_it_is_is_left_alone(chromium: Browser, bundles: Path, case: Case) -> None:
    server = Server(system=case.system, bundles=bundles)
    async with reaching(chromium, server) as context:
        with pytest.raises(NotRecognised):
            await change(await opened(context, case), case, None)
            pytest.fail(f"It is recognised by now, although: {UNCLEAR[case.system, case.page]}")
    assert (server.writes, server.touched) == ([], [])


@pytest.mark.parametrize("system", LIBRARIES)
async def test_every_page_of_a_library_is_declared(chromium: Browser, bundles: Path, system: str) -> None:
    async with reaching(chromium, Server(system=system, bundles=bundles)) as context:
        page = await context.new_page()
        await page.goto(f"{HOST}/{system}/")
        assert sorted(await page.evaluate("pages")) == sorted(LIBRARIES[system])
