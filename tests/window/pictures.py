"""Takes pictures of a sign-in window in use, light and dark, on a phone and wide: `python -m tests.window.pictures`."""

import asyncio
import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, Page, ViewportSize, expect

from tests.chromium import LOCAL, launched
from tests.dashboard.pictures import FOLDER
from tests.extension.pictures import small
from tests.window.house import House, Member
from tests.window.house import house as house_at

SIZES: dict[str, ViewportSize] = {"phone": {"width": 400, "height": 860}, "wide": {"width": 1200, "height": 900}}
PASSWORD, CODE = "a password of practice", "314159"


async def main() -> None:
    """The window on the practice platform: as it opens, and where a code is asked for."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        async with house_at(Path(scratch) / "home") as house, launched(LOCAL) as browser:
            house.use("driven")
            house.service.windows.at_once = 2 * len(SIZES)
            for tone in ("light", "dark"):
                for size in SIZES:
                    await _sign_in(house, await house.member(), browser, tone, size)


async def _sign_in(house: House, member: Member, browser: Browser, tone: str, size: str) -> None:
    name = f"kim-{tone}-{size}"
    house.practice.person("x", name, password=PASSWORD, totp="JBSWY3DPEHPK3PXP")
    account = await member.account()
    options = {"viewport": SIZES[size], "color_scheme": tone, "device_scale_factor": 1}
    context = await browser.new_context(**options)  # type: ignore[arg-type]
    await context.add_init_script(f"sessionStorage.setItem('unconsent.token', '{member.token}')")
    page = await context.new_page()
    await page.goto(f"{house.url}/#/accounts/{account.id}")
    await page.get_by_role("button", name="Sign in here").click()
    await expect(page.locator("#window-status")).to_contain_text("Sign in to X", timeout=60_000)
    await _taken(page, f"window.en.{tone}.{size}")
    for answer in (name, PASSWORD):
        await _sends(house, page, answer)
    await page.get_by_label("Type or paste here").fill(CODE)
    await _taken(page, f"window-code.en.{tone}.{size}")
    await context.close()


async def _sends(house: House, page: Page, answer: str) -> None:
    await page.get_by_label("Type or paste here").fill(answer)
    await page.get_by_role("button", name="Send").click()
    posted = len(house.practice.requests("x"))
    await page.get_by_role("button", name="Enter").click()
    while len(house.practice.requests("x")) == posted:
        await page.wait_for_timeout(50)


async def _taken(page: Page, name: str) -> None:
    await page.wait_for_timeout(1500)
    await page.locator("#window-where").evaluate("(line) => line.scrollIntoView()")
    taken = await page.screenshot(animations="disabled")
    small(Image.open(io.BytesIO(taken)), FOLDER / f"{name}.png")


if __name__ == "__main__":
    asyncio.run(main())
