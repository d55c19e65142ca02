"""A change goes out under the sign-in that was judged, or not at all, whoever signs in meanwhile.

The browser attaches cookies when a request leaves, which is after it was let go. So what was judged is sent along: a
`Cookie` header that is given to `Fetch.continueRequest` goes before the jar's (Chromium 156, tried 2026-11-28; what a
platform redirects to gets the jar's again).
"""

import contextlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from playwright.async_api import Error, Page

from automations.answers import ASKING


async def pin(page: Page, sign_in: Mapping[str, str], *, renewed: bool, held_back: Callable[[], None]) -> None:
    """From now on the page changes nothing under another sign-in than these cookies. Its questions go as ever.

    `renewed`: another value may be the same person's. `held_back` is told of what was not sent.
    """
    session = await page.context.new_cdp_session(page)

    async def judge(event: Mapping[str, Any]) -> None:
        request, let_go = event["request"], {"requestId": event["requestId"]}
        with contextlib.suppress(Error):  # the page was closed meanwhile, and the request with it
            if request["method"] in ASKING:
                await session.send("Fetch.continueRequest", let_go)
            elif renewed or _is_of(sign_in, _cookies(request["headers"])):
                headers = [{"name": name, "value": value} for name, value in request["headers"].items()]
                await session.send("Fetch.continueRequest", let_go | {"headers": headers})
            else:
                held_back()
                await session.send("Fetch.failRequest", let_go | {"errorReason": "Aborted"})

    session.on("Fetch.requestPaused", judge)
    await session.send("Fetch.enable", {"patterns": [{"urlPattern": "*"}]})


def _cookies(headers: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    line = next((value for name, value in headers.items() if name.lower() == "cookie"), "")
    sent = [one.strip().partition("=") for one in line.split(";")]
    return [(name, value) for name, _, value in sent]


def _is_of(sign_in: Mapping[str, str], sent: Iterable[tuple[str, str]]) -> bool:
    """Whether no cookie of the sign-in is sent with another value only; some hosts of a platform get none."""
    there = set(sent)
    names = {name for name, _ in there}
    return all((name, value) in there for name, value in sign_in.items() if name in names)
