"""The window's own page, in a real browser: with a mouse, a keyboard, a finger, and without being read. # R19"""

import asyncio
import io
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]
from PIL import Image
from playwright.async_api import Browser, Page, expect

from automations.live.screen import Pointer, Press, Text, Wheel
from backend.windows.window import Patience
from tests.chromium import LOCAL, launched
from tests.waiting import until
from tests.window.house import House, Member, asked_above, black_button
from tests.window.site import WEB
from tests.window.still import Still
from tests.window.test_signing_in import PASSWORD, new_name, signed_in

WORDS = WEB / "live" / "words"
QUICK, FULL = ("de", "ja"), pytest.mark.full
LANGUAGES = ("de", "en", "es", "fr", "ja", "pt")


@pytest.fixture(scope="module")
async def looking() -> AsyncIterator[Browser]:
    async with launched(LOCAL) as browser:
        yield browser


@pytest.fixture
async def seen(looking: Browser, house: House) -> AsyncIterator[Page]:
    """A phone's browser, with the page in it; nothing fails there unseen."""
    context = await looking.new_context(viewport={"width": 400, "height": 900}, has_touch=True)
    page = await context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if "Content Security" in line.text else None)
    await page.goto(f"{house.url}/window")
    await becomes(page, "!!globalThis.begins")
    yield page
    await context.close()
    assert wrong == []


async def becomes(page: Page, expression: str) -> None:
    """Waits for something to be so; Playwright's own waiting needs what the policy forbids."""
    async with asyncio.timeout(20):
        while not await page.evaluate(expression):  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def asked(page: Page) -> bytes:
    """What stands above the practice's one field, as drawn in the picture; nothing while there is none."""
    taken = await page.locator("#window-picture").screenshot()
    picture = Image.open(io.BytesIO(taken)).convert("RGB")
    button = black_button(picture)
    return asked_above(picture, button) if button else b""


async def becomes_asked(page: Page, before: bytes) -> None:
    """Waits for another field."""
    async with asyncio.timeout(20):
        while await asked(page) in (b"", before):  # noqa: ASYNC110
            await asyncio.sleep(0.1)


async def opened(page: Page, member: Member, language: str = "en") -> int:
    """A window of a new account; its number."""
    account = await member.account()
    await page.evaluate("given => begins(...given)", [account.id, member.token, language])
    await page.locator("#window-live").wait_for(state="visible")
    return account.id


async def how(page: Page) -> Any:
    """How it ended."""
    await becomes(page, "!!globalThis.how")
    return await page.evaluate("globalThis.how")


async def test_one_signs_in_through_the_page(seen: Page, house: House, member: Member) -> None:
    name = new_name()
    house.practice.person("x", name, password=PASSWORD)
    await opened(seen, member)
    await expect(seen.locator("#window-where")).to_contain_text("x.com · Sign in to X")
    before = b""
    for answer in (name, PASSWORD):
        await becomes_asked(seen, before)
        before = await asked(seen)
        await seen.get_by_label("Type or paste here").fill(answer)
        await seen.get_by_role("button", name="Send").click()
        await seen.get_by_role("button", name="Enter").click()
    await signed_in(house, name)
    await seen.get_by_role("button", name="I am signed in").click()
    await expect(seen.locator("#window-question")).to_contain_text(f"{name} is signed in.", timeout=30_000)
    await seen.get_by_role("button", name="Yes, that is mine").click()
    assert await how(seen) == {"signedIn": True, "reason": "signed_in", "handle": name}
    await expect(seen.get_by_role("status")).to_have_text(f"You are signed in as {name}.")


async def test_mouse_keys_and_pasted_text_go_in(seen: Page, member: Member, screen: Still) -> None:
    await opened(seen, member)
    picture = seen.locator("#window-picture")
    await expect(picture).to_be_focused()
    await seen.keyboard.press("Shift+Tab")
    await seen.keyboard.type("q!")
    await seen.keyboard.press("Control+a")
    await seen.keyboard.press("Control+l")
    await seen.keyboard.press("F12")
    await seen.evaluate("""() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", " code\\n123 ");
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, cancelable: true }));
    }""")
    await picture.click(position={"x": 5, "y": 7})
    await seen.mouse.wheel(0, 120)
    await until(lambda: screen.of(Wheel))
    done = [one for one in screen.done if not (isinstance(one, Pointer) and one.action == "move")]
    keys = [
        Press(key="Tab", shift=True),
        Text(text="q"),
        Text(text="!"),
        Press(key="a", ctrl=True),
        Text(text="code 123"),
    ]
    assert done[:5] == keys
    assert [one.action for one in done if isinstance(one, Pointer)] == ["down", "up"]
    assert [one.down for one in screen.of(Wheel)] == [120]


ESCAPE_TWICE = """() => {
  for (let time = 0; time < 2; time++) document.activeElement.dispatchEvent(
    new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }));
}"""
"""At once: as two presses of a busy test they would be one and one."""


async def test_the_keyboard_comes_back_by_escape_twice(seen: Page, member: Member, screen: Still) -> None:
    await opened(seen, member)
    await expect(seen.locator("#window-picture")).to_be_focused()
    await seen.evaluate(ESCAPE_TWICE)
    await expect(seen.get_by_label("Type or paste here")).to_be_focused()
    await until(lambda: screen.of(Press))
    await seen.wait_for_timeout(200)
    assert screen.of(Press) == [Press(key="Escape")]


async def test_a_tap_is_a_click_and_a_finger_that_moves_scrolls(seen: Page, member: Member, screen: Still) -> None:
    await opened(seen, member)
    box = await seen.locator("#window-picture").bounding_box()
    assert box
    await seen.touchscreen.tap(box["x"] + 20, box["y"] + 20)
    cdp = await seen.context.new_cdp_session(seen)
    for kind, down in (("touchStart", 100), ("touchMove", 80), ("touchMove", 40), ("touchEnd", None)):
        points = [] if down is None else [{"x": box["x"] + 30, "y": box["y"] + down}]
        await cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        await seen.wait_for_timeout(80)
    await until(lambda: sum(one.down for one in screen.of(Wheel)) > 20)
    assert [one.action for one in screen.of(Pointer)] == ["move", "down", "up"]


async def test_it_warns_before_it_closes_and_says_why(seen: Page, house: House, member: Member, screen: Still) -> None:
    house.service.windows.patience = Patience(idle=10.0, warn=9.0)
    await opened(seen, member)
    await expect(seen.get_by_role("alert")).to_contain_text("this window closes in 0:")
    assert (await how(seen))["reason"] == "idle"
    await expect(seen.get_by_role("status")).to_contain_text("nobody did anything")


async def test_a_broken_line_leads_back_to_the_same_window(
    seen: Page, house: House, member: Member, screen: Still
) -> None:
    await opened(seen, member)
    before = house.service.windows.open_accounts
    await seen.evaluate("globalThis.cuts()")
    await becomes(seen, "globalThis.lines === 2")
    await expect(seen.locator("#window-status")).to_contain_text("press “I am signed in”", timeout=20_000)
    assert house.service.windows.open_accounts == before


async def test_it_cannot_be_opened_where_one_is_open(seen: Page, member: Member, screen: Still) -> None:
    account = await member.account()
    async with member.window(account) as other:
        await other.live()
        await seen.evaluate("given => begins(...given)", [account.id, member.token, "en"])
        assert (await how(seen))["reason"] == "failed"
        await expect(seen.locator("#view")).to_contain_text("is open")


@pytest.mark.parametrize("language", [pytest.param(one, marks=() if one in QUICK else FULL) for one in LANGUAGES])
async def test_nobody_is_shut_out(seen: Page, member: Member, screen: Still, language: str) -> None:
    await opened(seen, member, language)
    found = await Axe().run(seen, options={"rules": {"page-has-heading-one": {"enabled": False}}})
    assert found.response["violations"] == []
    assert await seen.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await seen.evaluate("window_.end()")
    assert await seen.locator("#view > *").count() == 0


def test_the_words_are_the_same_in_all_languages() -> None:
    files = {one: json.loads((WORDS / f"{one}.json").read_text(encoding="utf-8")) for one in LANGUAGES}
    assert {one.stem for one in WORDS.iterdir()} == set(LANGUAGES)
    for language, words in files.items():
        assert list(words) == list(files["en"]), language
        for key, text in words.items():
            values = set(text["message"].split("$")[1::2])
            assert key.startswith("window_") and values == set(files["en"][key]["message"].split("$")[1::2]), key


def test_every_end_has_words() -> None:
    sources = [Path("backend/windows/window.py"), Path("backend/windows/door.py"), Path("backend/windows/windows.py")]
    code = "".join((WEB.parents[2] / one).read_text(encoding="utf-8") for one in sources)
    reasons = {line.split('"')[1] for line in code.split("reason=")[1:] if line.startswith('"')}
    reasons |= {part.split('"')[1] for part in code.split(".end(")[1:] if part.startswith('"')}
    known = json.loads((WORDS / "en.json").read_text(encoding="utf-8"))
    assert reasons - {"done", "signed_in"} <= {one.removeprefix("window_ended_") for one in known} and len(reasons) > 10
