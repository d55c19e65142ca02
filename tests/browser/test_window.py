"""The window in which a person signs in: ordinary, on a real screen, and its session is there afterwards."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from automations.browser import Browsers
from automations.discovery import find_browser
from automations.outcome import Refused
from automations.window import open_window
from tests.browser.hostile import Hostile
from tests.browser.screen import Screen, screen


@pytest.fixture
def display() -> Iterator[Screen]:
    with screen() as display:
        yield display


async def test_what_a_person_signed_in_to_is_there_afterwards(
    browsers: Browsers, hostile: Hostile, display: Screen, tmp_path: Path
) -> None:
    url = "https://x.com/sign-in"
    environ = {**os.environ, "DISPLAY": display.name}
    window = asyncio.create_task(open_window(find_browser(environ), tmp_path, url, hostile.reach, environ=environ))
    await asyncio.to_thread(display.wait_for, "signed in")
    with pytest.raises(Refused, match="visited by another Unconsent"):
        async with browsers.profile(tmp_path, hostile.reach):
            pass
    await asyncio.to_thread(display.press, "ctrl+shift+w")
    await asyncio.wait_for(window, 30)
    asked = len(hostile.asked)
    async with browsers.profile(tmp_path, hostile.reach) as session:
        cookies = {one["name"]: one["value"] for one in await session.context.cookies("https://x.com")}
        page = await session.context.new_page()
        await page.goto("https://x.com/page")
        automated = await page.evaluate("navigator.webdriver")
    assert cookies == {"kept": "1", "until_closed": "1", "window_automated": "false"}
    assert automated is True, "a run does not hide what it is"
    assert "/sign-in" not in hostile.asked[asked:], "the page of the last time is not opened again"


async def test_without_a_screen_it_says_what_to_do(hostile: Hostile, tmp_path: Path) -> None:
    for environ in ({}, {"UNCONSENT_BROWSER_ENDPOINT": "http://127.0.0.1:9"}):
        with pytest.raises(Refused, match="--session FILE"):
            await open_window(Path("/bin/true"), tmp_path, "https://x.com", hostile.reach, environ=environ)


async def test_a_window_that_fails_is_no_sign_in(hostile: Hostile, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="status 1"):
        await open_window(Path("/bin/false"), tmp_path, "https://x.com", hostile.reach, environ={"DISPLAY": ":0"})
