"""Cut short: by Ctrl-C, and by kill -9 at every step. Nothing is lost, nothing is written twice, nothing stays open."""

import asyncio
import json
import signal

import pytest

from automations.practice.people import Write
from tests.browser.test_profile import gone
from tests.journeys.person import Person

EVERY = 6
"""Which kills are tried every day: one in so many; the whole list is run by its own command."""
SETTINGS = ("harbour.partners", "harbour.history", "harbour.training")
MOMENTS = [f"{kind}-{number}" for kind in ("write", "line") for number in range(1, len(SETTINGS) + 1)]


async def test_ctrl_c_ends_after_the_setting_at_hand(person: Person) -> None:
    await person.signed_in("harbour")
    run = await person.start("run", "harbour", "me", *SETTINGS, "--json")
    await first_write(person)
    run.send_signal(signal.SIGINT)
    async with asyncio.timeout(60):
        out, _ = await run.communicate()
    assert run.returncode == 130
    document = json.loads(out)
    assert document["summary"]["interrupted"] is True
    done = {one["setting"] for one in document["results"] if one["outcome"] == "opted_out"}
    assert done == {write.setting for write in person.writes("harbour")}
    assert await asyncio.to_thread(gone, str(person.home))


@pytest.mark.parametrize(
    "moment", [pytest.param(one, marks=() if n % EVERY == 0 else pytest.mark.full) for n, one in enumerate(MOMENTS)]
)
async def test_killed_it_is_finished_by_the_next_run(person: Person, moment: str) -> None:  # R30
    await person.signed_in("harbour")
    kind, number = moment.split("-")
    run = await person.start("run", "harbour", "me", *SETTINGS)
    if kind == "write":
        await first_write(person, int(number))
    else:
        assert run.stdout
        for _ in range(int(number)):
            await run.stdout.readline()
    run.kill()
    await run.communicate()
    assert await asyncio.to_thread(gone, str(person.home)), "an orphan browser"
    known = await person.types("accounts", "--json")
    assert known.status == 0, known.err

    second = await person.types("run", "harbour", "me", *SETTINGS, "--json")
    assert second.status == 0, second.out + second.err
    assert set(second.outcomes.values()) <= {"opted_out", "already_out"}
    assert twice(person.writes("harbour")) == set(), "nothing is written twice"

    undone = await person.types("undo", "harbour", "me", "--json")
    assert undone.status == 0, undone.out + undone.err
    assert len(undone.outcomes) == len({write.setting for write in person.writes("harbour")}), "all that was changed"


async def first_write(person: Person, count: int = 1) -> None:
    """Returns when the platform has been asked for so many changes."""
    async with asyncio.timeout(90):
        while len(person.writes("harbour")) < count:  # noqa: ASYNC110 (the server has no event for it)
            await asyncio.sleep(0.01)


def twice(writes: tuple[Write, ...]) -> set[str]:
    """The settings that were written more than once."""
    asked = [write.setting for write in writes]
    return {one for one in asked if asked.count(one) > 1}
