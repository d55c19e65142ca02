"""What is Amazon's own: radios known by name and value where no label is, and a button known by its id alone."""

from dataclasses import replace

from automations.catalogue import load
from automations.errand import Mode
from automations.outcome import Outcome
from automations.practice import drawings
from automations.practice.row import Choice, Row
from tests.platforms.play import BRISK, Stage

AMAZON = load().platform("amazon-ads")
(ADS,) = AMAZON.settings


def foreign(row: Row) -> Row:
    """The row in words that no facts know."""
    names = zip(row.choices, ("Uno", "Dos"), strict=True)
    return replace(row, choices=tuple(Choice(value=one.value, name=name) for one, name in names))


async def test_where_no_label_is_known_name_and_value_count(stage: Stage) -> None:
    async with stage.player(AMAZON, language="es", twist=drawings.each_row(foreign)) as player:
        assert (await player.one(ADS, Mode.CHECK)).outcome is Outcome.STILL_ON
        result = await player.one(ADS)
        assert (result.outcome, result.before, result.after) == (Outcome.OPTED_OUT, "Uno", "Dos")
        (undone,) = await player.undo(result)
        assert (undone.outcome, undone.after) == (Outcome.RESTORED, "Uno")


async def test_a_new_label_in_a_known_language_is_not_passed_over(stage: Stage) -> None:
    async with stage.player(AMAZON, twist=drawings.each_row(foreign)) as player:
        result = await player.one(ADS, timing=BRISK)
        assert (result.outcome, player.events) == (Outcome.NOT_RECOGNISED, ())
