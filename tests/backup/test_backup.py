"""R32: a backup that is made under load is whole, opens with its own key alone, and puts back what there was."""

import asyncio
import base64
import contextlib
import io
import json
import sqlite3
import tarfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import select, update

from automations.errand import Mode
from automations.outcome import Refused
from automations.sign_in import Credentials
from backend.backup import make_backup, restore_backup
from backend.flow.jobs import Jobs, State
from backend.office import Office, open_office
from backend.settings import Settings, read_settings
from backend.store.tables import OWNER, receipts
from tests.store.household import GIVEN, KEY, result, writing

CANARIES = [f"canary-{number}-{'x' * 12}" for number in range(50)]
ANOTHER_KEY = base64.b64encode(bytes(range(1, 33))).decode()


def settings_of(home: Path, key: str = KEY) -> Settings:
    """A data folder with a key that is given."""
    return read_settings({**GIVEN, "UNCONSENT_KEY": key}, home=home)


@asynccontextmanager
async def office(home: Path) -> AsyncIterator[Office]:
    """That data folder, opened."""
    async with open_office(settings_of(home)) as opened:
        yield opened


async def lived_in(home: Path) -> None:
    """Fills a data folder: accounts with credentials, receipts, and a job that is under way."""
    async with office(home) as opened:
        platform = opened.catalogue.platform("wordpress-self-hosted")
        for number, canary in enumerate(CANARIES):
            credentials = Credentials(user="me", password=canary)
            account = await opened.accounts.add(
                platform, f"blog {number}", address=f"https://blog-{number}.example", credentials=credentials
            )
            if number < 5:
                await one_more(opened, account.name, number)
        await Jobs(opened.store).ask(OWNER, account.id, Mode.CHECK, options={}, priority=1, asked_by="test")


def receipts_before(home: Path) -> int:
    """How many receipts the database holds that was kept beside the restored one."""
    (before,) = [one for one in home.glob("unconsent.db.before-*") if not one.name.endswith(("-wal", "-shm"))]
    with contextlib.closing(sqlite3.connect(before)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM receipts").fetchone()
    return int(count)


async def one_more(opened: Office, name: str, number: int) -> None:
    """One more result with its receipt."""
    account = await opened.accounts.get("wordpress-self-hosted", name)
    setting = opened.platform_of(account).settings[0].id
    await opened.records.writing(account, writing(account, setting))
    await opened.records.finish(account, Mode.RUN, result(account, setting, detail=f"number {number}"))


async def test_a_drill_under_load(home: Path, tmp_path: Path) -> None:  # R32
    await lived_in(home)
    file = tmp_path / "a.backup"
    async with office(home) as opened:
        written, enough = asyncio.Event(), asyncio.Event()

        async def load() -> None:
            for number in count():
                await one_more(opened, "blog 0", number)
                written.set()
                if enough.is_set():
                    break

        busy = asyncio.create_task(load())
        await written.wait()
        made = await make_backup(settings_of(home), file)
        enough.set()  # it was made while others wrote
        await busy
        everything = len(await opened.receipts.list())
    restored = tmp_path / "restored"
    await restore_backup(settings_of(restored), file, notice=lambda _: None)
    async with office(restored) as opened:
        assert await opened.receipts.problems() == ()
        assert 5 <= len(await opened.receipts.list()) <= everything
        found = [await opened.accounts.credentials(one) for one in await opened.accounts.all()]
        assert [one.password for one in found if one] == CANARIES
        (job,) = await Jobs(opened.store).list(OWNER)
        assert job.state is State.FAILED and "backup" in str(job.trouble)
        await one_more(opened, "blog 0", 99)
        assert await opened.receipts.problems() == (), "the chain goes on"
    assert made.bytes > 0 and file.stat().st_mode & 0o077 == 0


async def test_no_secret_is_in_it(home: Path, tmp_path: Path) -> None:  # R22
    await lived_in(home)
    file = tmp_path / "a.backup"
    await make_backup(settings_of(home), file)
    with tarfile.open(file) as archive:
        packed = b"".join(opened.read() for one in archive if (opened := archive.extractfile(one)))
    assert b"blog 7" in packed, "it is not compressed any more"
    assert [one for one in (*CANARIES, KEY) if one.encode() in packed] == []


async def test_a_wrong_key_refuses_and_leaves_everything(home: Path, tmp_path: Path) -> None:  # R32
    await lived_in(home)
    file = tmp_path / "a.backup"
    await make_backup(settings_of(home), file)
    elsewhere = tmp_path / "elsewhere"
    with pytest.raises(Refused, match="not the one"):
        await restore_backup(settings_of(elsewhere, ANOTHER_KEY), file, notice=lambda _: None)
    assert not (elsewhere / "unconsent.db").exists() and list(elsewhere.glob(".restore-*")) == []


async def test_what_is_there_is_kept_beside(home: Path, tmp_path: Path) -> None:
    await lived_in(home)
    file = tmp_path / "a.backup"
    await make_backup(settings_of(home), file)
    async with office(home) as opened:
        await one_more(opened, "blog 1", 50)
    with pytest.raises(Refused, match="--replace"):
        await restore_backup(settings_of(home), file, notice=lambda _: None)
    await restore_backup(settings_of(home), file, replace_it=True, notice=lambda _: None)
    async with office(home) as opened:
        assert len(await opened.receipts.list()) == 5
    assert receipts_before(home) == 6


async def test_a_changed_receipt_is_noticed(home: Path, tmp_path: Path) -> None:  # R32, R38
    await lived_in(home)
    async with office(home) as opened, opened.store.write() as connection:
        body = (await connection.execute(select(receipts.c.body))).scalars().first()
        changed = str(body).replace("opted_out", "already_out")
        await connection.execute(update(receipts).where(receipts.c.body == body).values(body=changed))
    file = tmp_path / "a.backup"
    await make_backup(settings_of(home), file)
    with pytest.raises(Refused, match="Receipt"):
        await restore_backup(settings_of(tmp_path / "elsewhere"), file, notice=lambda _: None)


@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
async def test_a_damaged_or_shortened_file_is_refused(home: Path, tmp_path: Path, place: float) -> None:
    await lived_in(home)
    file = tmp_path / "a.backup"
    await make_backup(settings_of(home), file)
    whole = file.read_bytes()
    at = int(len(whole) * place)
    for content in (whole[:at], whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]):
        file.write_bytes(content)
        with pytest.raises(Refused, match="not a backup"):
            await restore_backup(settings_of(tmp_path / "elsewhere"), file, notice=lambda _: None)


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "keys/master.key"])
async def test_a_file_that_would_write_elsewhere_is_refused(home: Path, tmp_path: Path, name: str) -> None:
    await lived_in(home)
    file = tmp_path / "a.backup"
    await make_backup(settings_of(home), file)
    hostile = tmp_path / "hostile.backup"
    with tarfile.open(file) as good, tarfile.open(hostile, "w:gz") as bad:
        for one in good:
            bad.addfile(one, good.extractfile(one))
        more = tarfile.TarInfo(name)
        more.size = 4
        bad.addfile(more, io.BytesIO(b"evil"))
    with pytest.raises(Refused, match="other things"):
        await restore_backup(settings_of(tmp_path / "elsewhere"), hostile, notice=lambda _: None)
    assert not (tmp_path / "outside").exists()


async def test_an_older_manifest_with_another_database_is_refused(home: Path, tmp_path: Path) -> None:
    await lived_in(home)
    first, second = tmp_path / "first.backup", tmp_path / "second.backup"
    await make_backup(settings_of(home), first)
    async with office(home) as opened:
        await one_more(opened, "blog 2", 7)
    await make_backup(settings_of(home), second)
    mixed = tmp_path / "mixed.backup"
    with tarfile.open(first) as one, tarfile.open(second) as other, tarfile.open(mixed, "w:gz") as made:
        for archive, name in ((one, "manifest.json"), (other, "unconsent.db")):
            made.addfile(archive.getmember(name), archive.extractfile(name))
        assert json.load(one.extractfile("manifest.json") or io.BytesIO())["kind"] == "unconsent backup"
    with pytest.raises(Refused, match="not the one that was put in"):
        await restore_backup(settings_of(tmp_path / "elsewhere"), mixed, notice=lambda _: None)


async def test_nothing_is_overwritten(home: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="nothing in"):
        await make_backup(settings_of(home), tmp_path / "a.backup")
    await lived_in(home)
    (tmp_path / "a.backup").write_text("mine")
    with pytest.raises(Refused, match="there already"):
        await make_backup(settings_of(home), tmp_path / "a.backup")
    assert (tmp_path / "a.backup").read_text() == "mine"
    with pytest.raises(Refused, match="cannot be written"):
        await make_backup(settings_of(home), tmp_path / "missing" / "a.backup")
