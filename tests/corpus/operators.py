"""The ways in which the corpus bends practice pages: what visitors see (`bend.js`), and what the server answers.

An operator that is benign keeps role, name and behaviour: a run should still succeed. All others may end in any honest
way. Nothing here knows what the engine does; what is true is asked of the server.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from starlette.responses import JSONResponse, Response

from automations.practice import drawings, replies
from automations.practice.site import Site
from automations.practice.twist import Call, Proceed, Twist, joined
from automations.spec import Kind, Setting
from automations.texts import all_texts

BENDS = Path(__file__).with_name("bend.js")
SCRIPT = re.compile(r"(<script src=[^>]*main\.js)")
Make = Callable[[Site, Setting], Twist]


@dataclass(frozen=True, kw_only=True)
class Operator:
    """One way to bend a page. `bends`: the function in `bend.js`, where it has one; `make`: what the server does."""

    name: str
    benign: bool = False
    bends: bool = True
    make: Make | None = None
    kinds: frozenset[Kind] = frozenset(Kind)
    """Kinds of control on which it has any effect."""

    def concerns(self, setting: Setting) -> bool:
        """Whether it changes anything for this setting."""
        return setting.control.kind in self.kinds


def drawn(*names: str, benign: bool = False, kinds: frozenset[Kind] = frozenset(Kind)) -> tuple[Operator, ...]:
    """Operators that are functions of `bend.js`."""
    return tuple(Operator(name=name, benign=benign, kinds=kinds) for name in names)


def answered(name: str, make: Make, *, benign: bool = False) -> Operator:
    """An operator of the server."""
    return Operator(name=name, benign=benign, bends=False, make=make)


BOXES = frozenset({Kind.CHECKBOX, Kind.SWITCH})
TOGGLES = BOXES | {Kind.PRESSED_BUTTON}
BENIGN = (
    *drawn("ids", "testids", "classes", "nesting", "order", "spaces", "quotes", "marks", "capitals", benign=True),
    *drawn("css_capitals", "shadow", "frame", "fieldset", "open_details", "neighbours", "far_below", benign=True),
    *drawn("sticky_bars", "right_to_left", "scaled", "slides_in", "passing_overlay", "late", benign=True),
    *drawn(
        "drawn_again",
        "changes_places_soon",
        "hidden_twin",
        "hidden_frame",
        "lively",
        "heading_of_the_same_name",
        benign=True,
    ),
    *drawn("as_a_switch", "as_a_button", benign=True, kinds=BOXES),
    answered("slow_values", lambda site, setting: replies.late("read", 0.6), benign=True),
    answered("slow_pages", lambda site, setting: replies.late("page", 0.6), benign=True),
    answered("slow_saves", lambda site, setting: replies.late("write", 0.5), benign=True),
    answered("cookie_bar", lambda site, setting: drawings.consent_banner(), benign=True),
    answered("new_switch", lambda site, setting: drawings.new_setting(), benign=True),
)


def only(setting: Setting) -> frozenset[str]:
    """The setting, as the practice's own twists name it."""
    return frozenset({setting.id})


def values_read(change: Callable[[Any], Any]) -> Twist:
    """Reads answer changed values."""

    async def answer(call: Call, proceed: Proceed) -> Response:
        response = await proceed(call)
        if call.kind != "read":
            return response
        return JSONResponse(_each(json.loads(bytes(response.body)), change), response.status_code)

    return Twist(answer=answer)


def _each(value: Any, change: Callable[[Any], Any]) -> Any:
    return {key: _each(inner, change) for key, inner in value.items()} if isinstance(value, dict) else change(value)


def flipped(value: Any) -> Any:
    """The other boolean."""
    return not value if isinstance(value, bool) else value


def told_as_saved(site: Site, setting: Setting) -> Twist:
    """A service worker keeps the page's own wishes and tells them as stored; the server stores nothing."""
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
    return joined(replies.writes_ignored(only(setting)), own)


def kept_by_the_browser(site: Site, setting: Setting) -> Twist:
    """The browser may keep what was read for an hour, and it is no longer true."""
    first: dict[str, bytes] = {}

    async def answer(call: Call, proceed: Proceed) -> Response:
        response = await proceed(call)
        if call.kind == "read":
            body = first.setdefault(call.request.url.path, bytes(response.body))
            fresh = "no-cache" in call.request.headers.get("cache-control", "")
            headers = {"cache-control": "max-age=3600"}
            kept = bytes(response.body) if fresh else body
            return Response(kept, response.status_code, headers=headers, media_type="application/json")
        return response

    return Twist(answer=answer)


def elsewhere(site: Site, setting: Setting) -> Twist:
    """Settings pages lead to another site."""
    return replies.redirected("https://elsewhere.example/settings")


def redirected_home(site: Site, setting: Setting) -> Twist:
    return replies.redirected(site.settings_home)


def stopped(kind: Any) -> Make:
    return lambda site, setting: replies.stopped(site, kind)


def answers_with(status: int, body: Any = None) -> Make:
    return lambda site, setting: replies.writes_fail(status, only(setting), body)


def reverting(seconds: float) -> Make:
    return lambda site, setting: replies.writes_revert(seconds, only(setting))


def flags(**flags: object) -> Make:
    return lambda site, setting: drawings.flagged(**flags)


def gone_after(count: int) -> Make:
    """The page is answered with a shell for the signed-out, from a certain load on."""

    def make(site: Site, setting: Setting) -> Twist:
        loads = 0

        async def answer(call: Call, proceed: Proceed) -> Response:
            nonlocal loads
            loads += call.kind == "page"
            person = None if loads > count else call.person
            return await proceed(replace(call, person=person))

        return Twist(answer=answer)

    return make


ADVERSARIAL = (
    *drawn("inverted_name", "blocking_name", "double_negative", "hidden_not", "drawn_not", "overriding_name"),
    *drawn("second_label", "twin_before", "twin_after", "twin_offscreen", "twin_in_frame", "twin_in_sandbox"),
    *drawn(
        "only_offscreen",
        "only_transparent",
        "only_in_closed_details",
        "only_in_closed_root",
        "only_in_hidden_frame",
        "near_misses",
    ),
    *drawn("only_near_misses", "disabled", "disabled_fieldset", "aria_disabled", "inert", "busy", "unlabelled"),
    *drawn("asks_first", "asks_for_more", "grabs_focus", "link_in_the_middle", "swaps_under_the_pointer"),
    *drawn("jumps_away", "unknown_language", "nameless_account", "empty"),
    *drawn("inverted_in_all", "contradictory", "shows_off", kinds=BOXES),
    *drawn("half_on", "flickering", kinds=TOGGLES),
    answered("relabelled", lambda site, setting: drawings.relabelled(only(setting))),
    answered("inverted_client", lambda site, setting: drawings.inverted(only(setting))),
    answered("twice", lambda site, setting: drawings.twice(only(setting))),
    answered("missing", lambda site, setting: drawings.missing(only(setting))),
    answered("prompt", lambda site, setting: drawings.prompt()),
    answered("never_loads", flags(neverLoads=True)),
    answered("sends_nothing", flags(sendsNothing=True)),
    answered("flips_back_at_once", flags(sendsNothing=True, flipsBackAfter=0)),
    answered("flips_back_soon", flags(sendsNothing=True, flipsBackAfter=400)),
    answered("flips_back_late", flags(sendsNothing=True, flipsBackAfter=3000)),
    answered("sends_first_only", flags(sendsFirstOnly=True)),
    answered("ignored", lambda site, setting: replies.writes_ignored(only(setting))),
    answered("refused_politely", answers_with(200, {"errors": [{"code": 131, "message": "Internal error"}]})),
    answered("refused_in_html", answers_with(200, "<p>Something went wrong</p>")),
    answered("save_fails", answers_with(500)),
    answered("save_forbidden", answers_with(403)),
    answered("save_limited", answers_with(429)),
    answered("reverts_at_once", reverting(0)),
    answered("reverts_soon", reverting(0.3)),
    answered("reverts_late", reverting(2)),
    answered("reads_fail", lambda site, setting: replies.reads_fail(500)),
    answered("reads_limited", lambda site, setting: replies.reads_fail(429)),
    answered("reads_lie", lambda site, setting: values_read(flipped)),
    answered("service_worker", told_as_saved),
    answered("old_values", kept_by_the_browser),
    answered("redirected_home", redirected_home),
    answered("redirected_elsewhere", elsewhere),
    answered("challenge", stopped("challenge")),
    answered("locked", stopped("locked")),
    answered("down", lambda site, setting: replies.down(502)),
    answered("session_ends", lambda site, setting: replies.session_ends_after_a_write()),
    answered("signed_out_shell", gone_after(0)),
    answered("signed_out_later", gone_after(1)),
)
ALL = BENIGN + ADVERSARIAL


def twist_of(operators: tuple[Operator, ...], site: Site, setting: Setting, seed: int) -> Twist:
    """All the operators as one twist of the practice."""
    made = [operator.make(site, setting) for operator in operators if operator.make]
    names = [operator.name for operator in operators if operator.bends]
    return joined(*made, _bending(names, setting, seed)) if names else joined(*made)


def _bending(names: list[str], setting: Setting, seed: int) -> Twist:
    texts = all_texts(setting.control.labels)
    script = f"{BENDS.read_text(encoding='utf-8')}\nbend({json.dumps(names)}, {json.dumps(texts)}, {seed});"
    guarded = f"<script>(() => {{ 'use strict';\n{script}\n}})();</script>\n"
    return Twist(html=lambda html: SCRIPT.sub(lambda found: guarded + found[1], html, count=1))
