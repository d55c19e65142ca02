"""WordPress.com's traps: states in which a box reads out and nothing is stored, or in which there is no box."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from playwright.async_api import BrowserContext
from starlette.responses import JSONResponse, RedirectResponse, Response

from automations.catalogue import load
from automations.errand import Mode
from automations.outcome import Outcome, ProofKind
from automations.practice import drawings
from automations.practice.row import Row
from automations.practice.site import english
from automations.practice.twist import Call, Proceed, Twist, View, joined
from automations.spec import Platform
from tests.platforms.play import BRISK, Player, Stage, visitor

PLATFORM: Platform = load().platform("wordpress-com")
SITE = "maple.wordpress.com"
SHARING = PLATFORM.setting(f"wpcom.data_sharing_opt_out/{SITE}")
SEARCH = PLATFORM.setting(f"wpcom.discourage_search/{SITE}")


def locked(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The box of sharing cannot be changed."""
    return drawings.disabled(frozenset({SHARING.id})).rows(rows)


def forced() -> Twist:
    """Search engines are discouraged: the box of sharing is drawn as on, and locked."""
    return joined(Twist(rows=locked), drawings.flagged(forced="wpcom.data_sharing_opt_out"))


def unseen(visibility: str, stated: dict[str, Any]) -> Twist:
    """A site that is not public: the radio says so, there are no boxes, and the platform states it."""
    return joined(Twist(rows=lambda rows: ()), stating(stated), drawings.flagged(visibility=visibility))


def stating(stated: dict[str, Any]) -> Twist:
    """What the platform's answer holds besides."""

    async def answer(call: Call, proceed: Proceed) -> Response:
        response = await proceed(call)
        if call.kind != "read" or "/settings" not in call.request.url.path or not stated:
            return response
        body = json.loads(bytes(response.body))
        return JSONResponse(body | {"settings": body["settings"] | stated})

    return Twist(answer=answer)


@pytest.mark.parametrize("mode", [Mode.RUN, Mode.CHECK])
@pytest.mark.parametrize("stored", [True, False])
async def test_forced_by_discouraging_search_engines(stage: Stage, stored: bool, mode: Mode) -> None:
    async with stage.player(PLATFORM, twist=forced()) as player:
        player.person.truth |= {SEARCH.id: 0, SHARING.id: stored}
        result = await player.one(SHARING, mode, timing=BRISK)
        assert result.outcome is (Outcome.ALREADY_OUT if stored else Outcome.FORCED), result
        assert "Save" in result.detail or stored
        assert_untouched(player)


@pytest.mark.parametrize(
    ("visibility", "stated"),
    [
        ("Private", {"blog_public": -1}),
        ("Coming soon", {"blog_public": 0, "wpcom_public_coming_soon": 1}),
        ("Coming soon", {"blog_public": 1, "wpcom_coming_soon": "1"}),
        ("Private", {}),
        ("Coming soon", {}),
    ],
)
async def test_what_is_not_public_is_not_offered(stage: Stage, visibility: str, stated: dict[str, Any]) -> None:
    async with stage.player(PLATFORM, twist=unseen(visibility, stated)) as player:
        result = await player.one(SHARING, timing=BRISK)
        assert result.outcome is Outcome.NOT_OFFERED, result
        assert "Check again" in result.detail
        assert_untouched(player)


async def test_boxes_on_a_site_that_is_coming_soon_are_not_touched(stage: Stage) -> None:
    twist = joined(unseen("Public", {"wpcom_public_coming_soon": 1}), Twist(rows=lambda rows: rows))
    async with stage.player(PLATFORM, twist=Twist(answer=twist.answer)) as player:
        result = await player.one(SHARING, timing=BRISK)
        assert result.outcome is Outcome.NOT_OFFERED, result
        assert_untouched(player)


@pytest.mark.parametrize(
    ("stated", "outcome"),
    [
        ({"wpcom_public_coming_soon": 0}, Outcome.OPTED_OUT),
        ({"wpcom_public_coming_soon": "0"}, Outcome.OPTED_OUT),
        ({"wpcom_public_coming_soon": "1"}, Outcome.NOT_OFFERED),
        ({}, Outcome.NOT_RECOGNISED),
    ],
)
async def test_the_older_screen_is_used_only_once_it_is_known_to_do_no_harm(
    stage: Stage, stated: dict[str, Any], outcome: Outcome
) -> None:
    async with stage.player(PLATFORM, twist=joined(drawings.flagged(screen="older"), stating(stated))) as player:
        result = await player.one(SHARING, timing=BRISK)
        assert result.outcome is outcome, result
        if outcome is not Outcome.OPTED_OUT:
            assert_untouched(player)


async def test_public_without_boxes_is_not_recognised(stage: Stage) -> None:
    async with stage.player(PLATFORM, twist=unseen("Public", {})) as player:
        result = await player.one(SHARING, timing=BRISK)
        assert result.outcome is Outcome.NOT_RECOGNISED, result
        assert_untouched(player)


@pytest.mark.parametrize("stored", [True, False])
async def test_nothing_is_claimed_of_a_staging_site(stage: Stage, stored: bool) -> None:
    notice = english("Staging sites are intended for testing purposes and will not be indexed by search engines.")

    def view(view: View) -> View:
        return replace(view, page=replace(view.page, lines=(notice,)))

    async with stage.player(PLATFORM, twist=joined(forced(), Twist(view=view))) as player:
        player.person.truth[SHARING.id] = stored
        result = await player.one(SHARING, timing=BRISK)
        assert result.outcome is Outcome.FORCED, result
        assert_untouched(player)


async def test_a_language_without_labels(stage: Stage) -> None:
    """The second box of the form, confirmed by what the platform states."""
    async with stage.player(PLATFORM, language="fr", twist=drawings.relabelled()) as player:
        result = await player.one(SHARING)
        assert result.outcome is Outcome.OPTED_OUT, result
        assert {write.setting for write in player.writes} == {SHARING.id}


async def test_robots_txt_of_the_past_proves_nothing_and_denies_nothing(stage: Stage) -> None:
    stale = "User-agent: *\nDisallow: /wp-admin/\n"
    async with stage.player(PLATFORM) as player, stale_copy(player, f"https://{SITE}/robots.txt", stale):
        result = await player.one(SHARING)
        assert result.outcome is Outcome.OPTED_OUT
        assert {one.kind for one in result.proofs} == {ProofKind.PAGE, ProofKind.API}


async def test_an_address_of_its_own_is_not_visited(stage: Stage) -> None:
    """Of such a site nothing is seen from outside, and two proofs are left."""
    filled = PLATFORM.setting("wpcom.data_sharing_opt_out/blog.example")
    assert filled.proofs == (ProofKind.PAGE, ProofKind.API)
    assert SHARING.proofs == (ProofKind.PAGE, ProofKind.API, ProofKind.PUBLIC)


async def test_wp_admin_when_sent_there(stage: Stage) -> None:
    stated: dict[str, Any] = {}

    def noted(view: View) -> View:
        stated.update({"wpcomDataSharingOptOut": view.values[SHARING.id], "blogPublic": view.values[SEARCH.id]})
        return view

    def html(text: str) -> str:
        script = f"<script>window.JETPACK_MU_WPCOM_SITE_VISIBILITY = {json.dumps(stated)};</script>"
        return text.replace('<script type="application/json"', script + '<script type="application/json"', 1)

    async def answer(call: Call, proceed: Proceed) -> Response:
        if call.kind == "page" and call.request.url.path.startswith("/sites/"):
            return RedirectResponse(f"https://{SITE}/wp-admin/options-reading.php", 302)
        return await proceed(call)

    async with stage.player(PLATFORM, twist=Twist(view=noted, html=html, answer=answer)) as player:
        before = player.truth
        result = await player.one(SHARING)
        assert result.outcome is Outcome.OPTED_OUT, result
        assert player.truth == before | {SHARING.id: True}
        (undone,) = await player.undo(result)
        assert undone.outcome is Outcome.RESTORED
        assert player.truth == before


@asynccontextmanager
async def stale_copy(player: Player, address: str, text: str) -> AsyncIterator[None]:
    """Visitors are shown a copy from before."""
    async with visitor(player) as context:

        @asynccontextmanager
        async def outside() -> AsyncIterator[BrowserContext]:
            yield context

        await context.route(address, lambda route: route.fulfill(body=text, content_type="text/plain"))
        player.outside = outside
        yield


def assert_untouched(player: Player) -> None:
    """Nothing was pressed and nothing was asked for."""
    assert (player.writes, player.events) == ((), ())
