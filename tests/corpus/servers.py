"""What the server of a bent practice page does: it answers wrongly, late, elsewhere, or takes back what it stored."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from starlette.responses import Response

from automations.practice import drawings, replies
from automations.practice.answering import drawn
from automations.practice.people import Reversal
from automations.practice.site import Page, Site, english
from automations.practice.twist import Call, Proceed, Twist, joined
from automations.spec import Setting


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Where an operator works: one setting of one stand-in."""

    site: Site
    setting: Setting
    taken_back: list[float] = field(default_factory=list)
    """The moments at which the server takes a stored change back."""

    @property
    def only(self) -> frozenset[str]:
        """What a write of the setting stores; a master switch stores all that it covers."""
        return frozenset({self.setting.id, *self.site.covers.get(self.setting.id, ())})


Make = Callable[[Spot], Twist]


def told_as_saved(spot: Spot) -> Twist:
    """A service worker tells the page's own wishes as stored; the server stores nothing."""
    worker = """self.addEventListener('install', () => skipWaiting());
    self.addEventListener('activate', event => event.waitUntil(clients.claim()));
    self.addEventListener('fetch', event => {
      const { pathname } = new URL(event.request.url);
      if (event.request.method !== 'GET' || !pathname.includes('/api/')) return;
      event.respondWith(fetch(event.request).then(async answer => new Response(
        (await answer.text()).replace(/:\\s*true/g, ':false'), { headers: { 'content-type': 'application/json' } })));
    });"""
    register = "<script>navigator.serviceWorker.register('/worker.js')</script></head>"

    async def answer(call: Call, proceed: Proceed) -> Response:
        if call.request.url.path == "/worker.js":
            return Response(worker, media_type="text/javascript")
        return await proceed(call)

    own = Twist(answer=answer, html=lambda html: html.replace("</head>", register))
    return joined(replies.writes_ignored(spot.only), own)


def kept_by_the_browser(spot: Spot) -> Twist:
    """The browser may keep what was read for an hour, and it is no longer true."""
    first: dict[str, bytes] = {}

    async def answer(call: Call, proceed: Proceed) -> Response:
        response = await proceed(call)
        if call.kind != "read":
            return response
        body = first.setdefault(call.request.url.path, bytes(response.body))
        fresh = "no-cache" in call.request.headers.get("cache-control", "")
        kept = bytes(response.body) if fresh else body
        headers = {"cache-control": "max-age=3600"}
        return Response(kept, response.status_code, headers=headers, media_type="application/json")

    return Twist(answer=answer)


def taken_back(seconds: float) -> Make:
    """A stored change is undone after that time, without a word."""

    def make(spot: Spot) -> Twist:
        async def answer(call: Call, proceed: Proceed) -> Response:
            if call.kind != "write" or call.person is None or not spot.only & set(call.changes):
                return await proceed(call)
            before = {key: call.person.truth.get(key) for key in call.changes}
            response = await proceed(call)
            moment = time.time() + seconds
            spot.taken_back.append(moment)
            call.person.reversals.append(Reversal(at=moment, values=before))
            return response

        return Twist(answer=answer)

    return make


def one_of_many(spot: Spot) -> Twist:
    """Of a write of several values only the last is stored; the answer says that all were."""

    async def answer(call: Call, proceed: Proceed) -> Response:
        if call.kind != "write" or len(call.changes) < 2 or call.person is None:
            return await proceed(call)
        *_, last = call.changes
        call.person.truth[last] = call.changes[last]
        return await proceed(replace(call, stores=False))

    return Twist(answer=answer)


def gone_after(count: int) -> Make:
    """From a certain page load on, pages and data are answered as to the signed-out, without sending them away."""

    def make(spot: Spot) -> Twist:
        loads = 0

        async def answer(call: Call, proceed: Proceed) -> Response:
            nonlocal loads
            loads += call.kind == "page"
            if loads <= count:
                return await proceed(call)
            if call.kind == "page" and call.page:
                return drawn(spot.site, call.page, None, Twist())
            return await proceed(replace(call, person=None))

        return Twist(answer=answer)

    return make


def interstitial_after(count: int) -> Make:
    """From a certain load on, an unknown page stands in the way of every settings page, and offers to go on."""
    lines = (english("Before you continue"), english("We have changed our terms. Continue?"))

    def make(spot: Spot) -> Twist:
        loads = 0
        page = Page(path=spot.site.settings_home, title=english("One more thing"), lines=lines, kind="home")

        async def answer(call: Call, proceed: Proceed) -> Response:
            nonlocal loads
            settings = call.kind == "page" and call.page is not None and bool(call.page.settings)
            loads += settings
            return drawn(spot.site, page, call.person, Twist()) if settings and loads > count else await proceed(call)

        return Twist(answer=answer)

    return make


def pages_answer(status: int) -> Make:
    """Settings pages are answered with that status and nothing else."""

    def make(spot: Spot) -> Twist:
        async def answer(call: Call, proceed: Proceed) -> Response:
            if call.kind == "page" and call.page and call.page.settings:
                return Response("Too much", status, media_type="text/plain")
            return await proceed(call)

        return Twist(answer=answer)

    return make


def late(kind: Literal["page", "read", "write"], seconds: float) -> Make:
    return lambda spot: replies.late(kind, seconds)


def led_to(address: str = "") -> Make:
    """Settings pages lead elsewhere; by default to the start of the settings."""
    return lambda spot: replies.redirected(address or spot.site.settings_home)


def stopped(kind: Literal["challenge", "locked"]) -> Make:
    return lambda spot: replies.stopped(spot.site, kind)


def answers_with(status: int, body: Any = None) -> Make:
    return lambda spot: replies.writes_fail(status, spot.only, body)


def reads_answer(status: int) -> Make:
    return lambda spot: replies.reads_fail(status)


def flags(**flags: object) -> Make:
    return lambda spot: drawings.flagged(**flags)


def drawn_inverted(spot: Spot) -> Twist:
    """The name is the known one, and the control shows the opposite of what is stored."""
    return drawings.each_row(lambda row: replace(row, on=row.off, off=row.on), frozenset({spot.setting.id}))


def rows(change: Callable[[frozenset[str]], Twist]) -> Make:
    """The drawing of this setting's row alone."""
    return lambda spot: change(frozenset({spot.setting.id}))
