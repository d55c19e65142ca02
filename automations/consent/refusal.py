"""Refusing an unknown cookie banner: autoconsent runs beside the page, where the page cannot reach or call it.

It lives in a world of its own (`Page.createIsolatedWorld`), talks through a list that only we read, and has no
binding into Python: a hostile page can neither see it nor speak in its name. It may press what refuses, never what
accepts, a few times; what its own rules ask of the page runs in the page, and only a yes or no comes back.
"""

import asyncio
import contextlib
import json
import logging
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import CDPSession, Error, Page

from automations.consent.fetch import Bundle

SECONDS = 3.0
"""How long one page load may be kept waiting."""
REFUSALS = 1
NAVIGATIONS = 2
"""For each origin and run: some banners lead through a page of their own. A hostile page would loop for ever."""
EVALUATIONS = 30
POLL_SECONDS = 0.1
GONE = ("context", "navigated", "closed", "detached")
"""Words by which Chromium says that the page went elsewhere, and not that a script failed or ran for too long."""
LOG = logging.getLogger("unconsent.consent")

WORLD = Path(__file__).parent / "world.js"
_CONFIG = {
    "enabled": True,
    "autoAction": "optOut",
    "heuristicMode": "reject",
    "enableCosmeticRules": False,
    "enableGeneratedRules": True,
    "enablePrehide": False,
    "enableFilterList": False,
    "detectRetries": 5,
    "disabledCmps": [],
    "visualTest": False,
    "isMainWorld": False,
}


@dataclass(kw_only=True)
class Refusals:
    """What was refused during one run. Without a bundle the feature is off."""

    bundle: Bundle | None
    refused: dict[str, int] = field(default_factory=dict)
    visited: dict[str, int] = field(default_factory=dict)
    _said: bool = False

    async def refuse(self, page: Page) -> bool:
        """Refuses the banner of the open page; True when one was refused. It never accepts, and gives up soon."""
        if self.bundle is None:
            if not self._said:
                LOG.warning("Unknown cookie banners are left alone, as autoconsent is not installed.")
            self._said = True
            return False
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(page.url))
        if self.refused.get(origin, 0) >= REFUSALS or self.visited.get(origin, 0) >= NAVIGATIONS:
            return False
        self.visited[origin] = self.visited.get(origin, 0) + 1
        try:
            done = await _refuse(page, self.bundle)
        except Error:
            done = True  # the page went elsewhere meanwhile, as it does after a refusal; a hostile one may do so too
        if done:
            self.refused[origin] = self.refused.get(origin, 0) + 1
        return done


async def _refuse(page: Page, bundle: Bundle) -> bool:
    rules = json.loads(bundle.rules.read_text(encoding="utf-8"))
    try:
        cdp = await page.context.new_cdp_session(page)
    except Error:
        return False  # a browser that is only lent may not give one
    try:
        world = await _World.beside(page, cdp, bundle.script.read_text(encoding="utf-8"))
        return await asyncio.wait_for(_converse(world, rules), SECONDS)
    except TimeoutError:
        return False
    finally:
        with contextlib.suppress(Error):
            await cdp.detach()


@dataclass(frozen=True, kw_only=True)
class _World:
    """A place beside one page of which the page knows nothing."""

    page: Page
    cdp: CDPSession
    context: int

    @classmethod
    async def beside(cls, page: Page, cdp: CDPSession, script: str) -> "_World":
        tree = await cdp.send("Page.getFrameTree")
        asked = {"frameId": tree["frameTree"]["frame"]["id"], "worldName": "unconsent"}
        made = await cdp.send("Page.createIsolatedWorld", asked)
        world = cls(page=page, cdp=cdp, context=int(made["executionContextId"]))
        await world.run(WORLD.read_text(encoding="utf-8"))
        await world.run(script)
        return world

    async def run(self, expression: str) -> Any:
        sent = {"expression": expression, "contextId": self.context, "returnByValue": True, "timeout": 1000}
        return (await self._evaluate(sent)).get("value")

    async def tell(self, message: dict[str, Any]) -> None:
        await self.run(f"void autoconsentReceiveMessage({json.dumps(message)})")

    async def ask_the_page(self, snippet: str) -> bool:
        """A rule's own question, put to the page's world; whatever it answers, only a yes or no comes back."""
        sent = {"expression": snippet, "awaitPromise": True, "returnByValue": True, "timeout": 500}
        try:
            return bool((await asyncio.wait_for(self._evaluate(sent), 1)).get("value"))
        except TimeoutError:
            return False

    async def _evaluate(self, sent: dict[str, Any]) -> dict[str, Any]:
        """The result, empty when the script failed or ran for too long. Error when the page went elsewhere."""
        try:
            answer = await self.cdp.send("Runtime.evaluate", sent)
        except Error as error:
            if any(word in error.message for word in GONE):
                raise
            return {}
        result: dict[str, Any] = answer["result"]
        return {} if "exceptionDetails" in answer else result


async def _converse(world: _World, rules: dict[str, Any]) -> bool:
    """Answers the script's messages until it has refused, or nothing more is to be expected."""
    deadline = time.monotonic() + SECONDS
    left = EVALUATIONS
    while time.monotonic() < deadline:
        for message in json.loads(await world.run("unconsentTake()") or "[]"):
            kind = message.get("type")
            if kind == "init":
                await world.tell({"type": "initResp", "config": _CONFIG, "rules": {"compact": rules}})
            elif kind == "eval" and left > 0:
                left -= 1
                said = await world.ask_the_page(str(message.get("code", "")))
                await world.tell({"type": "evalResp", "id": str(message.get("id", "")), "result": said})
            elif kind == "optOutResult":
                return message.get("result") is True
            elif kind in ("autoconsentError", "heldBack") or _in_vain(message):
                return False
        await asyncio.sleep(POLL_SECONDS)
    return False


def _in_vain(message: dict[str, Any]) -> bool:
    state = message.get("state")
    return isinstance(state, dict) and state.get("lifecycle") in ("nothingDetected", "optOutFailed")
