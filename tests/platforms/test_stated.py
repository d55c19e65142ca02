"""What is stated of a setting counts only when the platform states it, and, in HTML, when the page itself does."""

import json
from fnmatch import fnmatchcase
from functools import partial

import pytest
from playwright.async_api import Route
from starlette.responses import HTMLResponse, Response

from automations.errand import Mode
from automations.outcome import Outcome
from automations.practice import drawings
from automations.practice.site import Site
from automations.practice.twist import Call, Proceed, Twist, joined
from automations.spec import Setting
from tests.platforms.cases import changeable, sites
from tests.platforms.play import BRISK, Stage

INNER = "/practice-inner"


def stated_under_its_own_key(site: Site, setting: Setting) -> bool:
    """Whether a page of the stand-in can state it in its HTML under the key that the facts name."""
    door = site.door(setting.id)
    return bool(door and setting.api and door.fields[setting.id].read == setting.api.page_state)


STATING = [
    pytest.param(site, setting, id=site.platform.slug)
    for site in sites()
    for setting in [one for one in changeable(site) if stated_under_its_own_key(site, one)][:1]
]


@pytest.mark.parametrize("shared", [True, False])
@pytest.mark.parametrize(("site", "setting"), STATING)
async def test_a_frame_states_nothing_of_the_page_around_it(
    stage: Stage, site: Site, setting: Setting, shared: bool
) -> None:
    assert setting.api
    inner = f"<script>window.state = {json.dumps({setting.api.page_state: not shared})}</script>"

    async def answer(call: Call, proceed: Proceed) -> Response:
        return HTMLResponse(inner) if call.request.url.path == INNER else await proceed(call)

    await check(stage, site, setting, shared, Twist(html=lambda html: framed(html, INNER), answer=answer))


@pytest.mark.parametrize("shared", [True, False])
@pytest.mark.parametrize(("site", "setting"), STATING)
async def test_another_host_states_nothing(stage: Stage, site: Site, setting: Setting, shared: bool) -> None:
    assert setting.api
    read = setting.api.reads[0]
    address = "https://elsewhere.example" + read.path.replace("*", "/", 1).replace("*", "").replace("//", "/")
    assert fnmatchcase(address, read.path)
    body = json.dumps({read.key: not shared})
    await check(stage, site, setting, shared, Twist(html=lambda html: framed(html, address)), {address: body})


async def check(
    stage: Stage, site: Site, setting: Setting, shared: bool, twist: Twist, elsewhere: dict[str, str] | None = None
) -> None:
    """What a check says is what the server stores, when the page's own HTML is all that states it."""
    stated = joined(drawings.flagged(stated=True, neverLoads=True), twist)
    async with stage.player(site.platform, twist=stated) as player:
        for address, body in (elsewhere or {}).items():
            await player.context.route(address, partial(fulfilled, body))
        player.person.truth[setting.id] = shared
        told = await player.one(setting, Mode.CHECK, timing=BRISK)
        assert told.outcome is (Outcome.STILL_ON if shared else Outcome.ALREADY_OUT), told


async def fulfilled(body: str, route: Route) -> None:
    """Answers in the place of a host that is nobody's."""
    await route.fulfill(body=body, content_type="application/json")


def framed(html: str, address: str) -> str:
    """The page with a frame in it."""
    return html.replace("</body>", f"<iframe src='{address}'></iframe></body>")
