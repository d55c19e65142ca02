"""R33: a data folder of every release opens in this version with all that is in it, also after a kill in the middle."""

import signal
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from automations.outcome import Outcome
from backend.key_places import in_folder
from backend.store.folder import make_ready
from backend.store.migrations import HEAD
from backend.store.schema import upgrade
from tests.store.household import KEY, NOON, Household, open_household
from tests.store.mortal import SECRET, SESSION
from tests.store.mortals import Mortals
from tests.store.outside import DATABASE, Outside
from tests.store.test_schema import same

RELEASED = {"0001": "0.1.0"}
"""Schemas, and the releases that wrote them first."""
MADE = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
STEPS = 70
"""Statements and commits from the beginning to the end of the migration, and some after it."""
SAMPLE = range(1, STEPS + 1, 7)


@pytest.fixture(params=RELEASED)
def old(request: pytest.FixtureRequest, home: Path) -> Outside:
    """A data folder as that release left it; see `fixtures/`."""
    database = sqlite3.connect(make_ready(home))
    database.executescript((Path(__file__).parent / f"fixtures/{request.param}.sql").read_text())
    database.execute("PRAGMA journal_mode=WAL")
    database.close()
    in_folder(home).write_text(KEY)
    in_folder(home).chmod(0o600)
    return Outside(home=home)


async def require_all_there(household: Household) -> None:
    """Whether everything is as it was left."""
    me, practice = await household.accounts.all()
    settings = household.settings
    assert (me.name, me.handle, set(me.ticked), set(practice.ticked)) == ("me", "practice", {settings[1]}, set())
    assert (me.consented is not None, practice.consented) == (True, None)
    assert await household.accounts.credentials(me) == SECRET
    assert await household.accounts.session(me) == SESSION
    assert await household.records.unfinished(practice) == (settings[3],)
    assert await household.records.restore_points(practice) == {settings[3]: "checked"}
    assert {"checked"} == set((await household.records.restore_points(me)).values())
    first, *_ = (await household.records.results(me))[::-1]
    assert (first.setting, first.outcome, first.at) == (settings[0], Outcome.OPTED_OUT, NOON)
    assert await household.receipts.problems() == ()
    assert {one.body.account.name for one in await household.receipts.list()} == {"me", "practice"}


async def test_everything_is_there_afterwards(old: Outside) -> None:
    receipts = old.run("SELECT id FROM receipts ORDER BY sequence DESC")
    async with open_household(old.home, environ={}) as household:
        await require_all_there(household)
        assert [(one.id,) for one in await household.receipts.list()] == receipts
        me, practice = await household.accounts.all()
        challenge, limit = await household.records.pauses()
        assert (challenge.account_id, challenge.until, limit.platform) == (me.id, NOON + timedelta(days=1), "linkedin")
        assert challenge.holds("x", me.id, NOON)
        assert not challenge.holds("x", practice.id, NOON)
        assert await household.records.last_visit("x") == NOON.timestamp()
    assert old.table("alembic_version") == [(HEAD,)]
    assert old.run("SELECT member_id, role FROM standings") == [(1, "owner")]
    assert old.run("PRAGMA foreign_key_check") == []
    assert old.run("PRAGMA integrity_check") == [("ok",)]


async def test_the_tables_are_those_of_this_version(old: Outside, tmp_path: Path) -> None:
    async with open_household(old.home, environ={}):
        pass
    assert same(*(create_engine(f"sqlite:///{file}") for file in (old.home / DATABASE, tmp_path / "declared.db")))


def test_a_released_step_makes_what_it_made(old: Outside, tmp_path: Path) -> None:
    (revision,) = old.table("alembic_version")[0]
    engine = create_engine(f"sqlite:///{tmp_path / 'made.db'}")
    with engine.begin() as connection:
        upgrade(connection, revision)
        made = connection.exec_driver_sql(MADE).all()
    engine.dispose()
    assert made == old.run(MADE)


async def test_work_goes_on(old: Outside) -> None:
    async with open_household(old.home, environ={}) as household:
        me, _ = await household.accounts.all()
        assert old.table("member_keys") == []
        await household.opt_out(me)
        assert len(old.table("member_keys")) == 1
        assert (await household.add("new", credentials=SECRET)).id == 4
        assert await household.accounts.credentials(me) == SECRET
        assert await household.receipts.problems() == ()
        assert len({one.body.key for one in await household.receipts.list()}) == 1


async def _killed_before(mortals: Mortals, old: Outside, step: int) -> None:
    assert mortals.live(old.home, last_step=step) == -signal.SIGKILL
    assert old.table("alembic_version") in ([("0001",)], [(HEAD,)])
    async with open_household(old.home, environ={}) as household:
        await require_all_there(household)
    assert old.run("PRAGMA integrity_check") == [("ok",)]


@pytest.mark.parametrize("step", SAMPLE)
async def test_killed_in_the_middle(mortals: Mortals, old: Outside, step: int) -> None:
    await _killed_before(mortals, old, step)


@pytest.mark.full
@pytest.mark.parametrize("step", sorted(set(range(1, STEPS + 1)) - set(SAMPLE)))
async def test_killed_at_any_step(mortals: Mortals, old: Outside, step: int) -> None:
    await _killed_before(mortals, old, step)


async def test_the_kills_reach_over_the_whole_migration(mortals: Mortals, old: Outside) -> None:
    mortals.live(old.home, last_step=STEPS - 10)
    assert old.table("alembic_version") == [("0001",)]
    mortals.live(old.home, last_step=STEPS)
    assert old.table("alembic_version") == [(HEAD,)]


def test_the_fixture_is_of_that_release(old: Outside) -> None:
    assert old.table("alembic_version")[0][0] in RELEASED
    assert (old.home / DATABASE).stat().st_size > 50_000
