"""What is Shutterstock's own: settings without an address, and sales beside them that look alike."""

from dataclasses import replace

import pytest

from automations.catalogue import load
from automations.errand import Mode
from automations.outcome import Outcome
from automations.practice.drawings import each_row
from automations.practice.twist import Twist
from automations.selection import select
from automations.spec import Action, Place, Setting
from tests.platforms.play import BRISK, Stage

SHUTTERSTOCK = load().platform("shutterstock")
IMAGES, VIDEOS = SHUTTERSTOCK.settings
SALES = ("image_licensing", "video_licensing")


def test_only_what_is_named_is_visited_and_the_person_looks_on() -> None:
    assert {one.action for one in SHUTTERSTOCK.settings} == {Action.ASK_FIRST}
    assert (SHUTTERSTOCK.place, SHUTTERSTOCK.unattended) == (Place.GUIDED, "never")
    assert not select(SHUTTERSTOCK, Mode.RUN).wanted
    chosen = select(SHUTTERSTOCK, Mode.RUN, named=frozenset({IMAGES.id}))
    assert [one.setting.id for one in chosen.wanted] == [IMAGES.id]
    assert all("income" in why for _, why in select(SHUTTERSTOCK, Mode.RUN).skipped)


async def test_all_four_switches_are_there_and_two_are_changed(stage: Stage) -> None:
    async with stage.player(SHUTTERSTOCK) as player:
        tab = await player.context.new_page()
        await tab.goto(IMAGES.url)
        await tab.get_by_role("button", name="Profile menu").click()
        await tab.get_by_role("link", name="Account settings").click()
        switches = tab.get_by_role("switch")
        await switches.nth(3).wait_for()
        assert await switches.count() == 4
        results = await player.run(IMAGES, VIDEOS)
        assert {one.outcome for one in results} == {Outcome.OPTED_OUT}
        assert {key: player.truth[key] for key in SALES} == dict.fromkeys(SALES, "kept")
        touched = {one.marker for one in player.events}
        assert touched == {f"control:{IMAGES.id}", f"control:{VIDEOS.id}", "save"}


@pytest.mark.parametrize("setting", SHUTTERSTOCK.settings, ids=lambda one: one.id)
async def test_where_only_the_sales_are_left_nothing_is_touched(stage: Stage, setting: Setting) -> None:
    async with stage.player(SHUTTERSTOCK, twist=Twist(rows=lambda rows: rows[:0])) as player:
        result = await player.one(setting, timing=BRISK)
        assert (result.outcome, player.events, player.writes) == (Outcome.NOT_RECOGNISED, (), ())
        assert {player.truth[key] for key in SALES} == {"kept"}


def instead_of_the_menu(link: str = "") -> Twist:
    """The profile menu is gone; this stands on the page."""
    script = "<script>addEventListener('DOMContentLoaded', () => document.querySelector('header').remove())</script>"
    return Twist(html=lambda html: html.replace("<body>", f"<body>{link}").replace("</body>", f"{script}</body>"))


async def test_a_link_that_needs_no_menu_is_found_too(stage: Stage) -> None:
    link = "<a href='/practice/account-settings'>Account settings</a>"
    async with stage.player(SHUTTERSTOCK, twist=instead_of_the_menu(link)) as player:
        result = await player.one(IMAGES)
        assert result.outcome is Outcome.OPTED_OUT
        assert {player.truth[key] for key in SALES} == {"kept"}


async def test_without_the_link_nothing_is_touched(stage: Stage) -> None:
    async with stage.player(SHUTTERSTOCK, twist=instead_of_the_menu()) as player:
        result = await player.one(IMAGES, timing=BRISK)
        assert (result.outcome, player.events, player.writes) == (Outcome.NOT_RECOGNISED, (), ())


async def test_a_label_with_more_in_it_is_another_one(stage: Stage) -> None:
    async with stage.player(
        SHUTTERSTOCK, twist=each_row(lambda row: replace(row, label=f"{row.label} (new)"))
    ) as player:
        result = await player.one(IMAGES, timing=BRISK)
        assert (result.outcome, player.events) == (Outcome.NOT_RECOGNISED, ())
