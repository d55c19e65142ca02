"""This browser as a place: allowed, told by way of a push service, shown and clicked in real Chromium. # R14"""

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.async_api import Browser, CDPSession, Worker, expect

from tests.api.running import running
from tests.chromium import CHROMIUM, LOCAL, launched
from tests.dashboard.conftest import NUMBERS
from tests.dashboard.house import Seen, joins, seen, with_password
from tests.extension.house import House
from tests.notify.push_service import PushService
from tests.store.household import settings_of

SERVICE = PushService()
"""Of everybody in this file; it is opened anew for each test."""
EDGE = """(given) => {
  let own = null;
  const {endpoint, ...keys} = given;
  PushManager.prototype.subscribe = async (options) => {
    globalThis.options = options;
    own = {toJSON: () => ({endpoint, keys}), unsubscribe: async () => { own = null; return true; }};
    return own;
  };
  PushManager.prototype.getSubscription = async () => own;
}"""
"""Browsers ask their maker's push service for an address; here there is none to ask. All else is Chromium's own."""
WATCHED = """() => {
  const own = self.registration.showNotification.bind(self.registration);
  self.displayed = new Promise((done) => {
    self.registration.showNotification = async (...given) => { await own(...given); done(); };
  });
}"""
SHOWN = """async () => {
  await self.displayed;
  const shown = await self.registration.getNotifications();
  return shown.map(({title, body, data, lang}) => ({title, body, data, lang}));
}"""
"""Chromium forgets a message that is asked for while it is being displayed: it is waited for, then asked for."""
CLICKED = """async () => {
  const [shown] = await self.registration.getNotifications();
  self.opened = [];
  self.clients.openWindow = async (address) => { self.opened.push(address); };
  self.dispatchEvent(new NotificationEvent("notificationclick", {notification: shown}));
}"""
GONE = "async () => (await (await navigator.serviceWorker.ready).getNotifications()).length === 0"
OWN = "async () => Boolean(await (await navigator.serviceWorker.ready).pushManager.getSubscription())"
ALLOW = "Tell me in this browser"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A service on a machine that trusts the push service, and whose members may call inside."""
    folder = tmp_path_factory.mktemp("push")
    usual = settings_of(folder / "home")
    environ = {**usual.environ, **SERVICE.trusted(folder)}
    settings = replace(usual, environ=environ, notify_private="everybody")
    with running(settings) as service, service.served() as served:
        house = House(running=service, served=served)
        with_password(house)
        yield house


@pytest.fixture(scope="module")
async def browser() -> AsyncIterator[Browser]:
    """The whole one: without its windows it shows no messages."""
    async with launched(LOCAL, program=CHROMIUM) as browser:
        yield browser


@pytest.fixture
async def kim(browser: Browser, house: House) -> AsyncIterator[Seen]:
    """A member whose browser may show messages, with its worker."""
    name = f"Kim {next(NUMBERS)}"
    number = joins(house, name)
    SERVICE.taken.clear()
    SERVICE.answer = 201
    async with SERVICE.open(), seen(browser, house.served.url, number, service_workers="allow") as kim:
        await kim.context.grant_permissions(["notifications"], origin=kim.url)
        await kim.context.add_init_script(f"({EDGE})({json.dumps(SERVICE.given)})")
        await kim.opens()
        await kim.signs_in(name)
        await kim.page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
        yield kim


async def allows(kim: Seen) -> None:
    """As anybody does."""
    await kim.goes("#/notifications")
    await kim.press(ALLOW)
    await expect(kim.page.get_by_text("Messages come to this browser, as Chrome, Linux")).to_be_visible()


async def worker_of(kim: Seen) -> Worker:
    """The one worker."""
    if not kim.context.service_workers:
        await kim.context.wait_for_event("serviceworker")
    (worker,) = kim.context.service_workers
    return worker


async def delivers(kim: Seen, said: str) -> None:
    """The push service brings it, as Chromium's own one would."""
    await (await worker_of(kim)).evaluate(WATCHED)
    session: CDPSession = await kim.context.new_cdp_session(kim.page)
    found: list[str] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(one["registrationId"] for one in event["registrations"]),
    )
    await session.send("ServiceWorker.enable")
    while not found:
        await kim.page.wait_for_timeout(10)
    message = {"origin": kim.url, "registrationId": found[-1], "data": said}
    await session.send("ServiceWorker.deliverPushMessage", message)
    await session.detach()


async def shown(kim: Seen) -> dict[str, Any]:
    """The message that is on the screen of the device."""
    (only,) = await (await worker_of(kim)).evaluate(SHOWN)
    found: dict[str, Any] = only
    return found


async def test_from_allowing_to_the_click(kim: Seen, house: House) -> None:
    await allows(kim)
    key = house.running.do(house.running.service.office.notifications.key.public())
    options = await kim.page.evaluate("globalThis.options")
    assert options == {"userVisibleOnly": True, "applicationServerKey": key}
    await kim.press("Send a test Chrome, Linux")
    await expect(kim.page.locator("#view").get_by_text("A test was sent")).to_be_visible()
    (message,) = SERVICE.messages
    await kim.goes("#/settings")
    await kim.reads("Settings")
    await delivers(kim, json.dumps(message))
    assert await shown(kim) == {
        "title": "Unconsent: a test",
        "body": "This is a test. What looks at your accounts find will be told here.",
        "data": "#/notifications",
        "lang": "en",
    }
    await (await worker_of(kim)).evaluate(CLICKED)
    await kim.reads("Notifications")
    assert kim.page.url == f"{kim.url}/#/notifications"
    await kim.page.wait_for_function(GONE)
    assert not [one for one in kim.asked if not one.startswith(kim.url)]


async def test_where_no_window_is_open_one_is_opened(kim: Seen) -> None:
    await delivers(kim, json.dumps({"title": "t", "body": "b", "opens": "#/accounts/7"}))
    assert (await shown(kim))["data"] == "#/accounts/7"
    worker = await worker_of(kim)
    await kim.page.goto("about:blank")
    await worker.evaluate(CLICKED)
    while not (opened := await worker.evaluate("self.opened")):
        await kim.page.wait_for_timeout(10)
    assert opened == [f"{kim.url}/#/accounts/7"]


@pytest.mark.parametrize(
    "said",
    [
        "not JSON",
        "null",
        "[]",
        json.dumps({"title": 5, "body": {}, "opens": "https://evil.example/"}),
        json.dumps({"title": "", "opens": "//evil.example/#/"}),
        json.dumps({"opens": "#/../api/v1/me?x"}),
        json.dumps({"opens": "javascript:alert(1)"}),
    ],
)
async def test_what_is_not_ours_has_a_name_and_leads_to_the_first_page(kim: Seen, said: str) -> None:
    await delivers(kim, said)
    assert await shown(kim) == {"title": "Unconsent", "body": "", "data": "#/", "lang": "en"}
    await kim.goes("#/settings")
    await kim.reads("Settings")
    await (await worker_of(kim)).evaluate(CLICKED)
    await expect(kim.page).to_have_url(f"{kim.url}/#/")


async def test_who_signs_out_is_told_here_no_more(kim: Seen, house: House) -> None:
    targets = house.running.service.office.notifications.of(kim.member).targets
    await allows(kim)
    assert [one.name for one in house.running.do(targets.list())] == ["Chrome, Linux"]
    await kim.goes("#/settings")
    await kim.press("Sign out")
    await kim.reads("Sign in")
    assert house.running.do(targets.list()) == () and not await kim.page.evaluate(OWN)
    assert "unconsent.push" not in (await kim.kept())[1]


async def test_a_browser_that_is_removed_is_let_go(kim: Seen, house: House) -> None:
    await allows(kim)
    await kim.press("Remove Chrome, Linux")
    await kim.press("Yes, remove")
    await expect(kim.page.get_by_role("button", name=ALLOW)).to_be_visible()
    assert not await kim.page.evaluate(OWN)


async def test_one_that_is_gone_is_told_of_and_allowed_anew(kim: Seen, house: House) -> None:
    await allows(kim)
    SERVICE.answer = 410
    await kim.press("Send a test Chrome, Linux")
    await expect(kim.page.get_by_text("That browser takes no messages any more.")).to_be_visible()
    await kim.goes("#/")
    await kim.goes("#/notifications")
    await kim.press(ALLOW)
    await expect(kim.page.get_by_text("Messages come to this browser, as Chrome, Linux 2")).to_be_visible()
    targets = house.running.service.office.notifications.of(kim.member).targets
    assert [(one.name, one.gone) for one in house.running.do(targets.list())] == [("Chrome, Linux 2", False)]


async def test_what_no_browser_gives_is_not_kept(kim: Seen, house: House) -> None:
    await kim.goes("#/notifications")
    await kim.page.evaluate(f"({EDGE})({json.dumps({**SERVICE.given, 'endpoint': 'http://127.0.0.1/'})})")
    await kim.press(ALLOW)
    await expect(kim.page.get_by_role("alert")).to_contain_text("Allow messages anew in that browser.")
    assert not await kim.page.evaluate(OWN)


@pytest.mark.parametrize(
    ("before", "says"),
    [
        ("Object.defineProperty(globalThis, 'isSecureContext', {value: false})", "Browsers allow this only over HTTPS"),
        ("delete globalThis.PushManager", "This browser cannot do it"),
        ("Object.defineProperty(Notification, 'permission', {get: () => 'denied'})", "You have forbidden messages"),
        (
            "delete globalThis.PushManager;"
            "Object.defineProperty(navigator, 'userAgent', {get: () => 'Mozilla/5.0 (iPhone; ...) Safari/605'})",
            "Add to Home Screen",
        ),
    ],
)
async def test_where_it_is_not_offered_it_says_why(kim: Seen, before: str, says: str) -> None:
    await kim.context.add_init_script(before)
    await kim.opens("#/notifications")
    await kim.page.reload()
    await expect(kim.page.get_by_text(says)).to_be_visible()
    await expect(kim.page.get_by_role("button", name=ALLOW)).to_have_count(0)


async def test_a_push_service_that_is_not_there_is_told_of(browser: Browser, house: House) -> None:
    """Chromium's own, which cannot be reached from here."""
    name = f"Kim {next(NUMBERS)}"
    joins(house, name)
    async with seen(browser, house.served.url, service_workers="allow") as kim:
        await kim.context.grant_permissions(["notifications"], origin=kim.url)
        await kim.opens("#/notifications")
        await kim.signs_in(name)
        await kim.press(ALLOW)
        await expect(kim.page.get_by_role("alert")).to_contain_text("The push service of this browser gave no answer")
