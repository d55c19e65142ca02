"""A small platform that exists nowhere, answered from memory: what its pages say, and what it holds."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, Route

from automations.errand import Account, Errand, Mode, Progress, Timing, Wanted
from automations.outcome import Result
from automations.runner import run_account
from automations.session import Session
from automations.spec import Platform

HOST = "https://quay.example"
PAGE = """<!doctype html><html lang="{language}"><body><script>
const set = (key, value) => fetch('/set', {{ method: 'POST', body: JSON.stringify({{ key, value }}) }});
const truth = {truth};
</script>{body}</body></html>"""
BRISK = Timing(open=10, find=1.5, save=2, steady=0.05, disabled=0.2, absent=0.3, later=0.1)
FACTS: dict[str, Any] = {
    "schema_version": 1,
    "slug": "quay",
    "name": "Quay",
    "hosts": ["quay.example"],
    "place": "own_profile",
    "place_why": "It exists nowhere.",
    "unattended": "allowed",
    "policy_note": "None.",
    "claim": "Nothing.",
    "seen": "2026-11-01",
    "firmness": "firm",
}
SETTING: dict[str, Any] = {
    "id": "quay.sharing",
    "title": "Sharing",
    "why": "For tests.",
    "category": "data_sharing",
    "action": "set",
    "url": f"{HOST}/settings",
    "proofs": ["page", "later"],
    "confidence": "high",
    "seen": "2026-11",
}
SWITCH: dict[str, Any] = {"kind": "switch", "out": "off", "labels": {"en": ["Share my data"]}}
SAVES_ITSELF = """<label><input type=checkbox role=switch id=s>Share my data</label><script>
s.checked = truth.on; s.onchange = () => set('on', s.checked);
</script>"""
"""A switch of that name, which needs no button."""


def platform(control: dict[str, Any], *, facts: dict[str, Any] | None = None, **setting: Any) -> Platform:
    """The platform with one setting."""
    data = FACTS | (facts or {}) | {"settings": [SETTING | {"control": control} | setting]}
    return Platform.model_validate_json(json.dumps(data))


@dataclass(kw_only=True)
class Quay:
    """What the platform holds, what it was asked to change, and the pages that it shows."""

    pages: dict[str, str]
    truth: dict[str, Any] = field(default_factory=dict)
    writes: list[tuple[str, Any]] = field(default_factory=list)
    language: str = "en"
    late: float = 0.0
    """How many seconds after its answer a change is to be seen on its pages."""
    plain: dict[str, Any] = field(default_factory=dict)
    """What it answers in JSON, by path."""
    cut: tuple[str, ...] = ()
    """Paths at which the line fails."""

    async def answer(self, route: Route) -> None:
        """One request."""
        parts = urlsplit(route.request.url)
        if parts.path == "/set":
            wish = json.loads(route.request.post_data or "{}")
            self.writes.append((wish["key"], wish["value"]))
            if self.late:
                asyncio.get_running_loop().call_later(self.late, self.truth.update, {wish["key"]: wish["value"]})
            else:
                self.truth[wish["key"]] = wish["value"]
            await route.fulfill(json={"ok": True})
        elif parts.path in self.cut:
            await route.abort("connectionreset")
        elif parts.path in self.plain:
            await route.fulfill(json=self.plain[parts.path])
        elif parts.path in self.pages:
            page = PAGE.format(language=self.language, truth=json.dumps(self.truth), body=self.pages[parts.path])
            await route.fulfill(body=page, content_type="text/html")
        else:
            await route.fulfill(status=404, body="")


@asynccontextmanager
async def visiting(chromium: Browser, quay: Quay, cookies: dict[str, str] | None = None) -> AsyncIterator[Session]:
    """A browser that reaches this platform and nothing else."""
    context = await chromium.new_context()
    await context.route("**/*", quay.answer)
    await context.add_cookies([{"name": name, "value": value, "url": HOST} for name, value in (cookies or {}).items()])

    @asynccontextmanager
    async def outside() -> AsyncIterator[BrowserContext]:
        visitor = await chromium.new_context()
        await visitor.route("**/*", quay.answer)
        yield visitor
        await visitor.close()

    yield Session(context=context, outside=outside)
    await context.close()


async def told(
    session: Session,
    platform: Platform,
    mode: Mode = Mode.RUN,
    *,
    restore: str | None = None,
    handle: str | None = None,
    parts: tuple[str, ...] = (),
    timing: Timing = BRISK,
) -> list[Result]:
    """What comes of all settings of the platform."""
    wanted = tuple(Wanted(setting=one, restore=restore) for one in platform.settings)
    account = Account(name="me", handle=handle, parts=parts)
    errand = Errand(platform=platform, account=account, mode=mode, wanted=wanted)
    return [one async for one in run_account(session, errand, journal=_unheard, timing=timing)]


async def _unheard(progress: Progress) -> None:
    """Nobody listens."""
