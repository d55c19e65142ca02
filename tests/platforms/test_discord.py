"""What is Discord's own: settings behind a button and a tab, and a question whose words nobody has recorded."""

from dataclasses import replace

from automations.catalogue import load
from automations.outcome import Outcome
from automations.practice import drawings
from automations.practice.row import Ask
from automations.practice.site import english
from automations.practice.twist import Twist
from tests.platforms.play import Stage

DISCORD = load().platform("discord")
IMPROVE = DISCORD.setting("discord.improve")
QUESTION = Ask(when=False, title="Are you sure?", lines=("Discord will know less.",), confirm="Turn off", cancel="Keep")


async def test_a_question_in_unknown_words_is_not_answered(stage: Stage) -> None:
    asking = drawings.each_row(lambda row: replace(row, ask=QUESTION))
    async with stage.player(DISCORD, twist=asking) as player:
        result = await player.one(IMPROVE)
        assert (result.outcome, player.writes) == (Outcome.STILL_ON, ()), result
        assert {event.marker for event in player.events} == {f"control:{IMPROVE.id}"}, "neither yes nor no"


async def test_the_tab_under_its_other_name(stage: Stage) -> None:
    other = Twist(view=lambda view: replace(view, page=replace(view.page, title=english("Privacy & Safety"))))
    async with stage.player(DISCORD, twist=other) as player:
        results = await player.run(*DISCORD.settings)
        assert {one.outcome for one in results} == {Outcome.OPTED_OUT}
        assert len(player.writes) == len(DISCORD.settings)
