"""Somebody presses Cancel in the browser's own bar, in a window on a real screen. # R29"""

import asyncio
import os
from pathlib import Path

from PIL import Image, ImageGrab
from playwright.async_api import Playwright, expect

from automations.catalogue import load
from automations.practice.scenario import Delays, Scenario
from automations.practice.server import Practice
from backend.flow.jobs import State
from tests.browser.screen import screen
from tests.chromium import CHROMIUM
from tests.extension.house import House, agree_to, pair, popup_of
from tests.extension.tab_home import HANDLE, arguments, service_in
from tests.promptly import promptly

WINDOW = ["--lang=en", "--test-type", "--window-position=0,0", "--window-size=900,700"]
BAR = (400, 88, 800, 150)
"""Where the bar is drawn in such a window."""
BLUE = (11, 87, 208)
"""The button of the bar, the only thing of that colour there."""
STILL = 3


def middle_of_button(picture: Image.Image) -> tuple[int, int] | None:
    """Where to press, in the picture; None while there is no button."""
    pixels = picture.convert("RGB").load()
    assert pixels
    blue = [(x, y) for x in range(picture.width) for y in range(picture.height) if pixels[x, y] == BLUE]
    if not blue:
        return None
    last = max(y for _, y in blue)
    lowest = [(x, y) for x, y in blue if y > last - 20]
    return sum(x for x, _ in lowest) // len(lowest), sum(y for _, y in lowest) // len(lowest)


async def place_of_button(display: str) -> tuple[int, int]:
    """Where to press on the screen, once the bar stands still."""
    seen: list[tuple[int, int] | None] = []
    async with asyncio.timeout(30):
        while len(seen) < STILL or seen[-1] is None or len(set(seen[-STILL:])) > 1:
            seen.append(middle_of_button(ImageGrab.grab(BAR, xdisplay=display)))
            await asyncio.sleep(0.2)
    x, y = seen[-1] or (0, 0)
    return BAR[0] + x, BAR[1] + y


async def test_cancel_in_the_bar_ends_the_run(playwright_: Playwright, tmp_path: Path) -> None:
    late = Delays(slow=0.3, hydrate=20, save=2, reverts=3600)
    with screen() as shown:
        async with Practice(load(), delays=late) as practice:
            with service_in(tmp_path / "home", practice.overrides) as (service, served):
                house = House(running=service, served=served)
                environ: dict[str, str | float | bool] = {**os.environ, "DISPLAY": shown.name}
                context = await playwright_.chromium.launch_persistent_context(
                    tmp_path / "profile", headless=False, executable_path=CHROMIUM, no_viewport=True, env=environ,
                    ignore_default_args=["--disable-extensions", "--enable-automation"],
                    args=[*arguments(practice), *WINDOW],
                )  # fmt: skip
                await context.add_cookies(practice.person("x", HANDLE, scenario=Scenario.HYDRATE_LATE)["cookies"])
                popup = await popup_of(context)
                await pair(popup, house)
                await popup.get_by_role("button", name="Opt me out").click()
                await agree_to(popup, "x")
                await popup.locator("#start").click()
                await expect(popup.get_by_text("Reading").first).to_be_visible(timeout=30_000)
                x, y = await place_of_button(shown.name)
                with promptly(1):
                    shown.click(x, y)
                    await expect(popup.get_by_role("heading", level=1)).to_have_text("Stopped", timeout=60_000)
                [job] = house.jobs()
                assert (job.state, job.trouble) == (State.CANCELLED, "You ended it in the browser's own bar.")
                assert not practice.writes("x", HANDLE)
                await context.close()
