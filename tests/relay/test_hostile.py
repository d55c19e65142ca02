"""A service that was taken over asks for what is none of its business, and is refused by the extension. # R29"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from backend.relay.lending import Lending
from tests.relay.conftest import EXTENSION, HANDLE, JOB, Home
from tests.waiting import until

OURS = "https://x.com/home"
REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("Storage.getCookies", {}),
    ("Storage.setCookies", {"cookies": []}),
    ("Storage.clearCookies", {}),
    ("Network.getCookies", {"urls": ["https://x.com/"]}),
    ("Network.getAllCookies", {}),
    ("Network.setCookie", {"name": "a", "value": "b", "url": "https://x.com/"}),
    ("Network.deleteCookies", {"name": "auth_token"}),
    ("Network.clearBrowserCookies", {}),
    ("Network.getResponseBody", {"requestId": "1.1"}),
    ("Network.loadNetworkResource", {"frameId": "1", "url": "https://bank.example/", "options": {}}),
    ("Network.setExtraHTTPHeaders", {"headers": {}}),
    ("Page.navigate", {"url": "https://bank.example/"}),
    ("Page.navigate", {"url": "https://x.com.bank.example/"}),
    ("Page.navigate", {"url": "https://x.com@bank.example/"}),
    ("Page.navigate", {"url": "https://x.com:8443/"}),
    ("Page.navigate", {"url": "http://x.com/"}),
    ("Page.navigate", {"url": "file:///etc/passwd"}),
    ("Page.navigate", {"url": "chrome://settings"}),
    ("Page.navigate", {"url": "javascript:alert(1)"}),
    ("Page.navigate", {"url": "data:text/html,x"}),
    ("Page.navigate", {"url": "view-source:https://x.com/"}),
    ("Page.navigate", {}),
    ("Page.addScriptToEvaluateOnNewDocument", {"source": "steal()"}),
    ("Page.addScriptToEvaluateOnNewDocument", {"source": "", "runImmediately": True}),
    ("Page.navigateToHistoryEntry", {"entryId": 1}),
    ("Page.setBypassCSP", {"enabled": True}),
    ("Page.setDownloadBehavior", {"behavior": "allow", "downloadPath": "/"}),
    ("Page.getResourceContent", {"frameId": "1", "url": "https://bank.example/"}),
    ("Page.printToPDF", {}),
    ("DOM.setFileInputFiles", {"files": ["/etc/passwd"]}),
    ("Fetch.continueRequest", {"requestId": "1", "url": "https://bank.example/"}),
    ("Fetch.continueRequest", {"requestId": "1", "headers": []}),
    ("Fetch.fulfillRequest", {"requestId": "1", "responseCode": 200}),
    ("Fetch.getResponseBody", {"requestId": "1"}),
    ("Fetch.enable", {"handleAuthRequests": True}),
    ("Security.setIgnoreCertificateErrors", {"ignore": True}),
    ("Target.attachToTarget", {"targetId": "1", "flatten": True}),
    ("Target.createTarget", {"url": "https://bank.example/"}),
    ("Target.getTargets", {}),
    ("Target.exposeDevToolsProtocol", {"targetId": "1"}),
    ("Target.setAutoAttach", {"autoAttach": True, "waitForDebuggerOnStart": True, "flatten": False}),
    ("Browser.close", {}),
    ("IO.read", {"handle": "1"}),
    ("Tracing.start", {}),
    ("Debugger.enable", {}),
    ("HeapProfiler.enable", {}),
    ("Runtime.addBinding", {"name": "x"}),
    ("__proto__", {}),
    ("constructor", {}),
    ("toString", {}),
]


@dataclass(kw_only=True)
class Hostile:
    """The service's end of a run, in the hands of somebody else."""

    lending: Lending
    answers: dict[int, asyncio.Future[dict[str, Any]]] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)

    async def hear(self, message: dict[str, Any]) -> None:
        if message.get("type") == "event":
            self.events.append(message)
        else:
            self.answers[message["id"]].set_result(message)

    async def ask(self, **message: Any) -> dict[str, Any]:
        id = len(self.answers) + 1
        self.answers[id] = asyncio.get_running_loop().create_future()
        await self.lending.send({"id": id, **message})
        return await asyncio.wait_for(self.answers[id], 10)

    async def command(self, tab: int, method: str, **params: Any) -> dict[str, Any]:
        return await self.ask(type="command", tab=tab, method=method, params=params)

    async def evaluate(self, tab: int, expression: str) -> dict[str, Any]:
        return await self.command(tab, "Runtime.evaluate", expression=expression, returnByValue=True)


@asynccontextmanager
async def taken_over(home: Home) -> AsyncIterator[Hostile]:
    token = home.lendings.offer(JOB, EXTENSION, ("x.com", "*.x.com", "bank.example", "*"))
    await home.lend(token)
    lending = await home.lendings.wait(JOB)
    assert lending
    hostile = Hostile(lending=lending)
    lending.hear = hostile.hear
    yield hostile
    lending.end("done")
    await home.why()


async def on_our_page(hostile: Hostile) -> int:
    tab = int((await hostile.ask(type="open"))["result"]["tab"])
    for method in ("Page.enable", "Network.enable", "Runtime.enable"):
        await hostile.command(tab, method)
    await hostile.command(tab, "Page.navigate", url=OURS)
    await happens(hostile, "Page.loadEventFired")
    return tab


async def happens(hostile: Hostile, method: str, url: str = "") -> None:
    await until(lambda: any(_is(one, method, url) for one in hostile.events))


def _is(event: dict[str, Any], method: str, url: str) -> bool:
    return event["method"] == method and url in str(event["params"].get("frame", {}).get("url", ""))


async def test_what_is_not_allowed_is_refused(home: Home) -> None:
    async with taken_over(home) as hostile:
        tab = await on_our_page(hostile)
        for method, params in REFUSED:
            answer = await hostile.command(tab, method, **params)
            assert "Refused by the extension" in str(answer.get("error")), (method, params, answer)
        assert (await hostile.evaluate(tab, "location.href"))["result"]["result"]["value"].startswith("https://x.com/")


async def test_other_tabs_are_out_of_reach(home: Home) -> None:
    other = await home.context.new_page()
    await other.goto(OURS)
    tabs = await home.worker.evaluate("async () => (await chrome.tabs.query({})).map((one) => one.id)")
    async with taken_over(home) as hostile:
        tab = await on_our_page(hostile)
        for one in (*tabs, -1, 0, "1", None, tab + 1):
            for message in ({"type": "command", "method": "Runtime.evaluate", "params": {"expression": "1"}},
                            {"type": "close"}):  # fmt: skip
                answer = await hostile.ask(tab=one, **message)
                assert "not opened for this run" in answer["error"]["message"], one
        answer = await hostile.ask(type="command", tab=tab, session="A" * 32, method="Page.enable")
        assert "not of this tab" in answer["error"]["message"]
        assert (await other.evaluate("location.href")).startswith("https://x.com/")
    await other.close()


async def test_a_page_that_leads_elsewhere_shows_nothing(home: Home) -> None:
    async with taken_over(home) as hostile:
        tab = await on_our_page(hostile)
        await hostile.evaluate(tab, "void setTimeout(() => { location = 'https://bank.example/' })")
        await happens(hostile, "Page.frameNavigated", "bank.example")
        for method in ("Runtime.evaluate", "Page.captureScreenshot", "Page.createIsolatedWorld", "Page.reload"):
            answer = await hostile.command(tab, method, expression="document.cookie")
            assert "not the platform's" in str(answer.get("error")), (method, answer)


async def test_not_even_when_the_service_does_not_listen(home: Home) -> None:
    async with taken_over(home) as hostile:
        tab = int((await hostile.ask(type="open"))["result"]["tab"])
        await hostile.command(tab, "Page.navigate", url=OURS)
        await hostile.evaluate(tab, "void setTimeout(() => { location = 'https://bank.example/' })")
        async with asyncio.timeout(60):
            while "result" in (answer := await hostile.evaluate(tab, "location.href")):
                assert "bank.example" not in str(answer)
        assert "not the platform's" in str(answer)


async def test_no_cookie_is_told(home: Home) -> None:
    cookies = home.practice.person("x", HANDLE)["cookies"]
    await home.context.add_cookies(cookies)
    async with taken_over(home) as hostile:
        await on_our_page(hostile)
        secret = [one["value"] for one in cookies if one["httpOnly"]]
        assert secret and hostile.events
        assert not any(value in str(hostile.events) for value in secret)
        assert any(one["method"] == "Network.requestWillBeSentExtraInfo" for one in hostile.events)
