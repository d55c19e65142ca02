"""Unknown cookie banners are refused, never accepted; hostile pages are given up soon and learn nothing."""

import json
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, Request, Route

from automations.consent import refusal
from automations.consent.fetch import Bundle
from automations.consent.refusal import NAVIGATIONS, SECONDS, Refusals
from tests.promptly import promptly
from tests.waiting import until

PATIENT = 30.0
"""Seconds, where something is pressed sooner or later, however busy the machine is."""
SITE = "https://shop.example"
TEXT = "We use cookies and similar technologies to personalise ads and to measure traffic. You can manage your choice."
STYLE = "position:fixed;bottom:0;left:0;right:0;height:180px;background:#eee;z-index:9999"
LOOPING = "<script>setInterval(() => document.querySelector('#bar') || location.reload(), 50)</script>"


def banner(*buttons: str) -> str:
    """A page with a cookie bar. What is pressed is told to the server."""
    told = "onclick=\"navigator.sendBeacon('/pressed', this.innerText); this.closest('#bar').remove()\""
    drawn = "".join(f"<button {told}>{name}</button>" for name in buttons)
    return f"<title>Shop</title><div id=bar role=dialog style='{STYLE}'><p>{TEXT}</p>{drawn}</div>"


class Shop:
    """A made-up site: its page, and what was pressed on it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.html = ""
        self.pressed: list[str] = []
        self.loads = 0

    async def open(self, html: str) -> None:
        self.html = html
        await self.page.goto(SITE)

    async def answer(self, route: Route, request: Request) -> None:
        if request.url.endswith("/pressed"):
            self.pressed.append(request.post_data or "")
        else:
            self.loads += 1
        await route.fulfill(body=self.html, content_type="text/html")

    async def settled(self, least: int = 0) -> list[str]:
        """What was pressed, once the page has told of so many."""
        await until(lambda: len(self.pressed) >= least)
        await self.page.wait_for_load_state("networkidle")
        return self.pressed


@pytest.fixture
async def shop(chromium: Browser) -> AsyncIterator[Shop]:
    context = await chromium.new_context()
    shop = Shop(await context.new_page())
    await context.route("**/*", shop.answer)
    yield shop
    await context.close()


@pytest.mark.parametrize(
    ("buttons", "pressed"),
    [
        (("Accept all", "Reject all", "Settings"), ["Reject all"]),
        (("Alle akzeptieren", "Alle ablehnen"), ["Alle ablehnen"]),
        (("Accept all",), []),
        (("Got it",), []),
    ],
)
async def test_what_the_real_bundle_presses(
    shop: Shop, autoconsent: Bundle, buttons: tuple[str, ...], pressed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if pressed:
        monkeypatch.setattr(refusal, "SECONDS", PATIENT)
    await shop.open(banner(*buttons))
    assert await Refusals(bundle=autoconsent).refuse(shop.page) is bool(pressed)
    assert await shop.settled(len(pressed)) == pressed


async def test_a_looping_page_is_given_up(shop: Shop, autoconsent: Bundle) -> None:
    await shop.open(banner("Accept all", "Reject all") + LOOPING)
    refusals = Refusals(bundle=autoconsent)
    with promptly(NAVIGATIONS * SECONDS):
        for _ in range(20):
            await refusals.refuse(shop.page)
    assert shop.pressed.count("Accept all") == 0
    assert len(shop.pressed) <= NAVIGATIONS


async def test_one_refusal_for_each_origin_and_run(
    shop: Shop, autoconsent: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refusal, "SECONDS", PATIENT)
    await shop.open(banner("Accept all", "Reject all"))
    refusals = Refusals(bundle=autoconsent)
    assert [await refusals.refuse(shop.page), await refusals.refuse(shop.page)] == [True, False]
    await shop.page.reload()
    assert not await refusals.refuse(shop.page), "the banner came back, and is left alone"
    assert await shop.settled(1) == ["Reject all"]


async def test_a_banner_in_a_frame_is_left_alone(shop: Shop, autoconsent: Bundle) -> None:
    inner = banner("Accept all", "Reject all").replace('"', "&quot;")
    await shop.open(f'<iframe srcdoc="{inner}" width=800 height=400></iframe>')
    assert not await Refusals(bundle=autoconsent).refuse(shop.page)
    assert await shop.settled() == []


DOUBLE = """const press = name => [...document.querySelectorAll('button')].find(one => one.innerText === name).click();
self.asked = [];
self.autoconsentReceiveMessage = message => {
  if (message.type === 'initResp') { BEHAVIOUR }
  if (message.type === 'evalResp') asked.push([message.id, message.result]);
  const right = asked.length === 2 && asked[0][1] === true && asked[1][1] === false;
  if (right) autoconsentSendMessage({ type: 'optOutResult', result: true });
};
autoconsentSendMessage({ type: 'init', url: location.href });"""


def scripted(folder: Path, behaviour: str) -> Refusals:
    """A double of autoconsent that speaks its protocol and behaves as told."""
    script, rules = folder / "script.js", folder / "rules.json"
    script.write_text(DOUBLE.replace("BEHAVIOUR", behaviour))
    rules.write_text(json.dumps({"v": 1}))
    return Refusals(bundle=Bundle(script=script, rules=rules))


ASK = """autoconsentSendMessage({ type: 'eval', id: '1', code: '(() => window.yes())()' });
autoconsentSendMessage({ type: 'eval', id: '2', code: '(() => { throw new Error(window.no) })()' });"""


async def test_a_rule_may_ask_the_page_and_hears_only_yes_or_no(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refusal, "SECONDS", PATIENT)
    await shop.open("<script>window.yes = () => ({ type: 'optOutResult' })</script>")
    assert await scripted(tmp_path, ASK).refuse(shop.page)


@pytest.mark.parametrize(
    "name", ["Accept all", "I agree", "OK", "Alle akzeptieren", "Tout accepter", "同意する", "Yes, allow all cookies"]
)
async def test_even_a_rule_cannot_accept(shop: Shop, tmp_path: Path, name: str) -> None:
    await shop.open(banner(name, "Reject all"))
    assert not await scripted(tmp_path, f"press('{name}')").refuse(shop.page)
    assert await shop.settled() == []


async def test_a_rule_may_press_what_refuses(shop: Shop, tmp_path: Path) -> None:
    refuses = ["Reject all", "Do not accept", "Accept only necessary cookies", "Nicht zustimmen"]
    await shop.open("".join(banner(name) for name in refuses))
    await scripted(tmp_path, "".join(f"press('{name}');" for name in refuses)).refuse(shop.page)
    assert sorted(await shop.settled(len(refuses))) == sorted(refuses)


async def test_the_page_can_neither_see_nor_speak_for_it(shop: Shop, tmp_path: Path) -> None:
    hostile = """<script>window.calls = []; window.autoconsentSendMessage = message => calls.push(message);
    window.autoconsentReceiveMessage = message => calls.push(message);
    setInterval(() => window.postMessage({ type: 'optOutResult', result: true }), 10)</script>"""
    await shop.open(hostile)
    assert not await scripted(tmp_path, "").refuse(shop.page)
    assert await shop.page.evaluate("calls") == []
    assert await shop.page.evaluate("[typeof window.unconsentTake, typeof window.asked]") == ["undefined", "undefined"]


@pytest.mark.parametrize(
    "behaviour",
    [
        "for (;;);",
        "const eval_ = { type: 'eval', code: '(() => { for (;;); })()' };"
        "for (let n = 0; n < 1e4; n++) autoconsentSendMessage({ ...eval_, id: 'x' + n })",
    ],
)
async def test_an_endless_script_is_given_up(shop: Shop, tmp_path: Path, behaviour: str) -> None:
    await shop.open("<p>Shop</p>")
    with promptly(SECONDS):
        assert not await scripted(tmp_path, behaviour).refuse(shop.page)


async def test_without_a_bundle_it_is_off_and_says_so_once(shop: Shop, caplog: pytest.LogCaptureFixture) -> None:
    await shop.open(banner("Reject all"))
    refusals = Refusals(bundle=None)
    with caplog.at_level(logging.WARNING, "unconsent.consent"):
        assert not await refusals.refuse(shop.page) and not await refusals.refuse(shop.page)
    assert len(caplog.messages) == 1 and await shop.settled() == []
