"""R30, R33: a process is killed with kill -9 at every step of its work. Nothing that was acknowledged is lost."""

import signal
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from automations.outcome import Outcome
from backend.receipts.verify import check
from tests.database import READY, Server
from tests.store.household import Household, open_household
from tests.store.mortal import ROUNDS, SECRET, SESSION
from tests.store.mortals import Mortals

STEPS = 121
"""At least that many statements and commits make up one life in a new folder."""
SAMPLE = range(1, STEPS + 1, 7)
LIVES = 24


async def require_all_kept(home: Path, database: SecretStr | None = None) -> None:
    """Whether everything that was told to be stored is there, whole, and can be worked on."""
    told: dict[str, list[str]] = {}
    file = home.with_suffix(".told")
    for line in file.read_text().splitlines() if file.exists() else ():
        told.setdefault(line.split()[0], []).append(line.split()[1])
    async with open_household(home, database=database, environ={}) as household:
        await _require_whole(household)
        accounts = await household.accounts.all()
        if "account" in told:
            assert await household.accounts.credentials(accounts[0]) == SECRET
        if "session" in told:
            assert await household.accounts.session(accounts[0]) == SESSION
        receipts = [one.id for one in await household.receipts.list()][::-1]
        assert set(told.get("receipt", [])) <= set(receipts)
        for one in receipts:
            assert check(await household.receipts.export(one, "json"))[1] == ()
        account = accounts[0] if accounts else await household.add()
        open_now = await household.records.unfinished(account)
        last = await household.records.last(account)
        for setting in told.get("writing", []):
            assert setting in open_now or last[setting].outcome is Outcome.OPTED_OUT
            assert (await household.records.restore_points(account))[setting] == "checked"
        await household.opt_out(account, household.settings[0])
        assert household.settings[0] not in await household.records.unfinished(account)
        assert await household.receipts.problems() == ()


async def _require_whole(household: Household) -> None:
    async with household.store.read() as connection:
        if household.store.database.wipe:
            assert (await connection.execute(text("PRAGMA integrity_check"))).scalars().all() == ["ok"]
            assert (await connection.execute(text("PRAGMA foreign_key_check"))).all() == []
        counts = "SELECT (SELECT count(*) FROM receipts), (SELECT count(*) FROM results)"
        receipts, results = (await connection.execute(text(counts))).one()
        assert receipts == results
    assert await household.receipts.problems() == ()


async def test_a_life_that_ends_well_is_kept(mortals: Mortals, home: Path) -> None:
    assert mortals.live(home) == 0
    steps = home.with_suffix(".told").read_text().split()[-1]
    assert int(steps) >= STEPS
    await require_all_kept(home)


async def _killed_before(mortals: Mortals, home: Path, step: int) -> None:
    assert mortals.live(home, last_step=step) == -signal.SIGKILL
    await require_all_kept(home)


@pytest.mark.parametrize("step", SAMPLE)
async def test_killed_between_two_steps(mortals: Mortals, home: Path, step: int) -> None:  # R30, R33
    await _killed_before(mortals, home, step)


@pytest.mark.full
@pytest.mark.parametrize("step", sorted(set(range(1, STEPS + 1)) - set(SAMPLE)))
async def test_killed_between_any_two_steps(mortals: Mortals, home: Path, step: int) -> None:  # R30, R33
    await _killed_before(mortals, home, step)


async def _killed_again_and_again(mortals: Mortals, home: Path, lives: int) -> None:
    ends = [mortals.live(home, seconds=0.004 * life) for life in range(1, lives + 1)]
    assert -signal.SIGKILL in ends
    await require_all_kept(home)


async def test_killed_again_and_again_at_any_moment(mortals: Mortals, home: Path) -> None:  # R30
    await _killed_again_and_again(mortals, home, LIVES)


async def test_two_processes_at_once_share_a_folder(mortals: Mortals, home: Path) -> None:
    other = Mortals()
    lives = 4
    for _ in range(lives):
        for one in (mortals, other):
            one.begin(home)
        assert [one.ended() for one in (mortals, other)] == [0, 0]
    other.end()
    await require_all_kept(home)
    assert home.with_suffix(".told").read_text().count("receipt ") == 2 * lives * ROUNDS


@pytest.mark.parametrize("template", ["template0", READY])
async def test_killed_on_postgresql_at_any_moment(
    mortals: Mortals, home: Path, postgresql: Server, template: str
) -> None:  # R30, R33
    with postgresql.database(template) as name:
        database = postgresql.address(name)
        ends = [mortals.live(home, last_step=step, database=database) for step in range(1, 60, 5)]
        ends += [mortals.live(home, seconds=0.04 * life, database=database) for life in range(1, 11)]
        ends.append(mortals.live(home, database=database))
        assert set(ends) == {-signal.SIGKILL, 0}
        await require_all_kept(home, database)


@pytest.mark.full
@pytest.mark.parametrize("_", range(10))
async def test_killed_500_times(mortals: Mortals, home: Path, _: int) -> None:  # R30
    await _killed_again_and_again(mortals, home, 50)
