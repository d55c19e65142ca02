"""The store on a PostgreSQL server: who is let in, what is said when nobody is, and one writer at a time."""

import asyncio
import traceback
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import psycopg
import pytest
from pydantic import SecretStr

from automations.outcome import Refused
from automations.reach import Overrides
from backend.practice_run import practice_run
from backend.settings import Settings, read_settings
from backend.store import Store, open_store
from backend.store.postgresql import AT_MOST, KEPT_OPEN, WRITERS, url_of
from tests.cli.process import Shell
from tests.database import Server
from tests.store.household import GIVEN, open_household
from tests.wordpress.guard import until

SECRET = "canary-qwzj-0815"
LOCK = f"SELECT pg_advisory_lock({WRITERS})"


@pytest.fixture
def name(postgresql: Server) -> Iterator[str]:
    """A fresh database."""
    with postgresql.database() as made:
        yield made


@asynccontextmanager
async def opened(home: Path, address: SecretStr, *, patience: float = 20.0) -> AsyncIterator[Store]:
    """The store at that address."""
    async with open_store(home, database=address, patience=patience) as store:
        yield store


async def refusal(home: Path, address: SecretStr) -> str:
    """What is said when it cannot be opened; never the password, not even in a traceback."""
    with pytest.raises(Refused) as refused:
        async with opened(home, address):
            pass
    told = "".join(traceback.format_exception(refused.value))
    assert SECRET not in told
    return str(refused.value)


async def test_the_folder_holds_keys_and_profiles_only(home: Path, postgresql: Server, name: str) -> None:
    async with open_household(home, database=postgresql.address_with_password(name), environ={}) as household:
        await household.opt_out(await household.add())
        assert inside(home) == ["keys", "profiles"]
        assert inside(home / "keys") == ["master.key"]


def inside(folder: Path) -> list[str]:
    """Names of what is directly in a folder."""
    return sorted(one.name for one in folder.iterdir())


async def test_both_ways_to_write_the_address_are_the_same(home: Path, postgresql: Server, name: str) -> None:
    address = postgresql.address_with_password(name).get_secret_value()
    for scheme in ("postgresql://", "postgresql+psycopg://"):
        async with opened(home, SecretStr(address.replace("postgresql://", scheme))) as store:
            assert store.database.name == f"PostgreSQL database {name} at 127.0.0.1:{postgresql.port}"


async def test_two_machines_share_a_database(tmp_path: Path, postgresql: Server, name: str) -> None:
    address = postgresql.address(name)
    async with (
        open_household(tmp_path / "one", database=address) as first,
        open_household(tmp_path / "two", database=address) as second,
    ):
        mine = await first.add()
        theirs = await second.accounts.by_id(mine.id)
        work = [one.opt_out(mine, setting) for one in (first, second) for setting in first.settings[:6]]
        made = await asyncio.gather(*work)
        assert {one.id for one in await second.receipts.list()} == set(made)
        assert sorted(one.body.sequence for one in await first.receipts.list()) == list(range(1, len(made) + 1))
        assert await first.receipts.problems() == ()
        assert theirs == mine


async def test_another_key_on_another_machine_is_refused(tmp_path: Path, postgresql: Server, name: str) -> None:
    address = postgresql.address(name)
    async with open_household(tmp_path / "one", database=address, environ={}):
        pass
    with pytest.raises(Refused, match=f"There is no key with which PostgreSQL database {name} .* was sealed"):
        async with open_household(tmp_path / "two", database=address, environ={}):
            pass


async def test_a_writer_waits_for_its_turn_and_sees_what_came_before(home: Path, postgresql: Server, name: str) -> None:
    async with opened(home, postgresql.address(name), patience=30) as store:
        with postgresql.connect(name) as other:
            other.execute(LOCK)
            writing = asyncio.create_task(_names(store))
            waiting = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            assert await asyncio.to_thread(until, lambda: bool(postgresql.sql(waiting)), 20)
            other.execute("INSERT INTO members (name, created) VALUES ('second', now())")
        assert await writing == ["owner", "second"]


async def _names(store: Store) -> list[str]:
    async with store.write() as connection:
        rows = await connection.exec_driver_sql("SELECT name FROM members ORDER BY id")
        return list(rows.scalars())


async def test_a_reader_sees_one_moment(home: Path, postgresql: Server, name: str) -> None:
    async with opened(home, postgresql.address(name)) as store, store.read() as connection:
        count = "SELECT count(*) FROM members"
        before = (await connection.exec_driver_sql(count)).scalar_one()
        postgresql.sql("INSERT INTO members (name, created) VALUES ('second', now())", name)
        assert (await connection.exec_driver_sql(count)).scalar_one() == before == 1


async def test_many_readers_wait_for_each_other_rather_than_take_every_connection(
    home: Path, postgresql: Server, name: str
) -> None:
    used = f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{name}'"  # noqa: S608
    enough = asyncio.Event()

    async def become(count: int) -> bool:
        return await asyncio.to_thread(until, lambda: postgresql.sql(used) == [(count,)], 20)

    async with opened(home, postgresql.address(name)) as store:

        async def read() -> None:
            async with store.read() as connection:
                await connection.exec_driver_sql("SELECT 1")
                await enough.wait()

        reading = asyncio.gather(*(read() for _ in range(4 * AT_MOST)))
        assert await become(AT_MOST)
        await asyncio.sleep(0.3)
        assert await become(AT_MOST), "and no more come"
        enough.set()
        await reading
        assert await become(KEPT_OPEN), "the others are closed"


async def test_a_writer_does_not_wait_for_ever(home: Path, postgresql: Server, name: str) -> None:
    async with opened(home, postgresql.address(name), patience=0.2) as store:
        with postgresql.connect(name) as other:
            other.execute(LOCK)
            with pytest.raises(Refused, match=r"is locked: another program is writing .* untouched\."):
                await _names(store)
            other.execute(LOCK.replace("advisory_lock", "advisory_unlock"))
        assert await _names(store) == ["owner"]


async def test_a_machine_that_is_gone_gives_the_lock_back(home: Path, postgresql: Server, name: str) -> None:
    async with opened(home, postgresql.address(name)) as store, store.write() as connection:
        shown = await connection.exec_driver_sql("SHOW idle_in_transaction_session_timeout")
        assert shown.scalar_one() == "1min"


async def test_traces_are_the_server_s_business(home: Path, postgresql: Server, name: str) -> None:
    async with opened(home, postgresql.address(name)) as store:
        await store.wipe_traces()


async def test_a_wrong_password(home: Path, postgresql: Server, name: str) -> None:
    said = await refusal(home, postgresql.address_with_password(name, password=SECRET))
    assert "does not let unconsent in: the password or the user is wrong" in said
    assert "UNCONSENT_DATABASE_URL" in said


async def test_no_password(home: Path, postgresql: Server, name: str) -> None:
    said = await refusal(home, SecretStr(f"postgresql://unconsent@127.0.0.1:{postgresql.port}/{name}"))
    assert "asks for a password" in said


@pytest.mark.parametrize("server", ["127.0.0.1:1", "nowhere.invalid", "[::1]:1"])
async def test_a_server_that_is_not_there(home: Path, server: str) -> None:
    said = await refusal(home, SecretStr(f"postgresql://me:{SECRET}@{server}/unconsent"))
    assert "cannot be reached. Is the server running" in said


async def test_a_database_or_user_that_is_not_there(home: Path, postgresql: Server, name: str) -> None:
    assert "nowhere at " in (said := await refusal(home, postgresql.address("nowhere")))
    assert "does not exist. Make it first: CREATE DATABASE" in said
    assert "has no user stranger" in await refusal(home, postgresql.address(name, user="stranger"))


async def test_a_user_who_may_not(home: Path, postgresql: Server) -> None:
    with postgresql.database("template0") as name:
        postgresql.sql(f"ALTER DATABASE {name} OWNER TO postgres")
        assert "make or change tables. Make the user its owner" in await refusal(home, postgresql.address(name))
        postgresql.sql(f"REVOKE CONNECT ON DATABASE {name} FROM public")
        assert "may not be opened by unconsent" in await refusal(home, postgresql.address(name))


async def test_a_database_that_cannot_hold_every_name(home: Path, postgresql: Server) -> None:
    with postgresql.database("template0", options="ENCODING 'LATIN1'") as name:
        assert "its encoding is not UTF8" in await refusal(home, postgresql.address(name))


async def test_a_standby_can_only_be_read(home: Path, postgresql: Server, name: str) -> None:
    postgresql.sql(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    with pytest.raises(Refused, match="can only be read"):
        async with open_household(home, database=postgresql.address(name)) as household:
            await household.add()


async def test_what_else_a_server_says_is_told_without_the_password(home: Path, postgresql: Server, name: str) -> None:
    address = postgresql.address_with_password(name, password=SECRET).get_secret_value()
    assert "SSL" in await refusal(home, SecretStr(f"{address}?sslmode=require"))
    assert "unknown option" in await refusal(home, SecretStr(f"{address}?nonsense={SECRET}"))


async def test_a_server_that_goes_away_while_it_is_used(home: Path, postgresql: Server, name: str) -> None:
    end = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"  # noqa: S608
    async with opened(home, postgresql.address(name)) as store:
        postgresql.sql(end)
        assert await _names(store) == ["owner"]
        with pytest.raises(Refused, match="went away while it was used"):
            async with store.write() as connection:
                postgresql.sql(end)
                await connection.exec_driver_sql("SELECT 1")
        assert await _names(store) == ["owner"]


async def test_a_bug_stays_a_bug(home: Path, postgresql: Server, name: str) -> None:
    async with opened(home, postgresql.address(name)) as store:
        for wrong in ("SELECT nothing", "INSERT INTO members VALUES (1, 'owner', now())", "SELECT 1/0"):
            with pytest.raises(Exception, match="psycopg") as trouble:
                async with store.write() as connection:
                    await connection.exec_driver_sql(wrong)
            assert not isinstance(trouble.value, Refused)


@pytest.mark.parametrize(
    "wrong",
    [
        f"mysql://me:{SECRET}@localhost/unconsent",
        f"postgres://me:{SECRET}@localhost/unconsent",
        f"postgresql+asyncpg://me:{SECRET}@localhost/unconsent",
        f"postgresql://me:{SECRET}@localhost:port/unconsent",
        f"postgresql://me:{SECRET}@localhost:5432",
        f"postgresql://me:{SECRET}@localhost/",
        f"postgresql://me@localhost/unconsent?password={SECRET}",
        SECRET,
        "postgresql://",
    ],
)
def test_what_is_no_address_is_refused_and_not_shown(wrong: str) -> None:
    with pytest.raises(Refused, match=r"postgresql://USER:PASSWORD@HOST:5432/DATABASE") as refused:
        read_settings({"UNCONSENT_DATABASE_URL": wrong})
    assert SECRET not in "".join(traceback.format_exception(refused.value))


def test_the_address_is_never_shown() -> None:
    text = f"postgresql://me:{SECRET}@localhost/unconsent"
    settings = read_settings({"UNCONSENT_DATABASE_URL": f" {text}\n"})
    assert settings.database is not None
    assert settings.database.get_secret_value() == text
    shown = f"{settings!r} {settings} {settings.database} {settings.database!r} {url_of(text)} {url_of(text)!r}"
    assert SECRET not in shown
    assert read_settings({"UNCONSENT_DATABASE_URL": " "}).database is None


def test_the_command_line_uses_it(shell: Shell, postgresql: Server, name: str) -> None:
    address = postgresql.address_with_password(name).get_secret_value()
    added = shell("accounts", "add", "x", "me", UNCONSENT_DATABASE_URL=address, **GIVEN)
    assert added.status == 0, added.err
    assert postgresql.sql("SELECT name FROM accounts", name) == [("me",)]
    ended = shell("accounts", UNCONSENT_DATABASE_URL=address.replace(postgresql.password, SECRET), **GIVEN)
    assert (ended.status, SECRET in ended.err + ended.out, "Traceback" in ended.err) == (2, False, False)
    assert "the password or the user is wrong" in ended.err


async def test_practice_stays_apart_from_it(home: Path) -> None:
    nowhere = SecretStr("postgresql://me@127.0.0.1:1/unconsent")
    settings = Settings(home=home, database=nowhere, overrides=Overrides(), environ=GIVEN)
    async with practice_run(settings, notice=lambda _: None) as practice:
        assert practice.jobs


def test_a_secret_in_a_driver_s_words_would_be_hidden() -> None:
    from backend.store.trouble_postgresql import told

    wrong = psycopg.OperationalError(f"something new: {SECRET}")
    said = told(wrong, name="PostgreSQL database", user="me", password=SECRET)
    assert said is not None
    assert SECRET not in said
    assert "***" in said
