"""What is Pinterest's own: a page that may have a Save button or none."""

from dataclasses import replace

from automations.catalogue import load
from automations.outcome import Outcome
from automations.practice.twist import Twist
from tests.platforms.play import Stage

PINTEREST = load().platform("pinterest")
CANVAS = PINTEREST.setting("pinterest.canvas")


async def test_a_page_that_saves_at_once(stage: Stage) -> None:
    at_once = Twist(view=lambda view: replace(view, page=replace(view.page, save={})))
    async with stage.player(PINTEREST, twist=at_once) as player:
        assert (await player.one(CANVAS)).outcome is Outcome.OPTED_OUT
        assert {event.marker for event in player.events} == {f"control:{CANVAS.id}"}


async def test_a_page_with_a_button_is_saved(stage: Stage) -> None:
    async with stage.player(PINTEREST) as player:
        assert (await player.one(CANVAS)).outcome is Outcome.OPTED_OUT
        assert {event.marker for event in player.events} == {f"control:{CANVAS.id}", "save"}
