"""R31: locked, full, read-only or damaged: a clear refusal, an exit code, and nothing lost."""

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from automations.outcome import Refused
from backend.store import open_store
from backend.store.folder import make_ready
from tests.cli.process import Shell
from tests.store.household import open_household

ROOT = Path(__file__).parents[2]
DATABASE = "unconsent.db"


def can_mount() -> bool:
    """Whether a disk that nobody else sees can be mounted here."""
    tried = ["unshare", "-Urm", "mount", "-t", "tmpfs", "none", "/mnt"]
    return bool(shutil.which("unshare")) and subprocess.run(tried, check=False, capture_output=True).returncode == 0


needs_mounts = pytest.mark.skipif(not can_mount(), reason="this system lets nobody mount a disk of his own")


async def filled(home: Path) -> list[str]:
    """A data folder with some receipts in it."""
    async with open_household(home) as household:
        account = await household.add()
        return [await household.opt_out(account, number=number) for number in range(5)]


async def receipts(home: Path) -> list[str]:
    """What is in it."""
    async with open_household(home) as household:
        assert await household.receipts.problems() == ()
        return [one.id for one in await household.receipts.list()][::-1]


def tell(story: str, home: Path, mount: str) -> None:
    """Tells a story with a mount that nobody else sees."""
    command = f'{mount} && exec "$0" -W error -m tests.store.straits {story} "$1"'
    ended = subprocess.run(
        ["unshare", "-Urm", "sh", "-c", command, sys.executable, str(home)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr


@needs_mounts
@pytest.mark.parametrize("story", ["full", "full_at_first"])
def test_a_full_disk(home: Path, story: str) -> None:
    tell(story, home, f"mount -t tmpfs -o size=1m none '{home.parent}'")


@needs_mounts
async def test_a_read_only_disk(home: Path) -> None:
    told = await filled(home)
    tell("read_only", home, f"mount --bind '{home}' '{home}' && mount -o remount,bind,ro '{home}'")
    assert await receipts(home) == told


@needs_mounts
def test_a_read_only_disk_without_a_folder(home: Path) -> None:
    tell("read_only", home, f"mount -t tmpfs -o ro none '{home.parent}'")


async def test_a_locked_database(home: Path) -> None:
    told = await filled(home)
    database = sqlite3.connect(home / DATABASE, isolation_level=None)
    database.execute("BEGIN IMMEDIATE")
    async with open_household(home, patience=0.1) as household:
        account = await household.accounts.get("x", "me")
        with pytest.raises(Refused, match="is locked: another program is writing"):
            await household.opt_out(account)
        database.execute("ROLLBACK")
        told.append(await household.opt_out(account))
    database.close()
    assert await receipts(home) == told


async def test_a_new_folder_that_is_locked(home: Path) -> None:
    assert make_ready(home) == home / DATABASE
    database = sqlite3.connect(home / DATABASE, isolation_level=None)
    database.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Refused, match="is locked"):
        async with open_store(home, patience=0.1):
            pass
    database.close()
    async with open_household(home) as household:
        await household.add()


async def test_every_damaged_page_is_noticed_and_left_as_it_is(home: Path) -> None:
    await filled(home)
    file = home / DATABASE
    whole = file.read_bytes()
    size = int.from_bytes(whole[16:18], "big")
    assert len(whole) // size > 20
    for start in range(0, len(whole), size):
        damaged = whole[:start] + b"\xa5" * size + whole[start + size :]
        file.write_bytes(damaged)
        with pytest.raises(Refused, match="left exactly as it is"):
            async with open_household(home):
                pass
        assert file.read_bytes() == damaged
    file.write_bytes(whole)
    assert len(await receipts(home)) == 5


@pytest.mark.parametrize("content", [b"not a database", b"SQLite format 3\0" + bytes(500), b"\0" * 4096])
async def test_a_file_that_is_no_database(home: Path, content: bytes) -> None:
    make_ready(home).write_bytes(content)
    with pytest.raises(Refused, match="is damaged"):
        async with open_store(home):
            pass
    assert (home / DATABASE).read_bytes() == content


async def test_damage_while_it_is_open_is_explained(home: Path) -> None:
    await filled(home)
    file = home / DATABASE
    async with open_household(home) as household:
        size = file.stat().st_size
        with file.open("r+b") as opened:
            opened.seek(4096)
            opened.write(b"\xa5" * (size - 4096))
        async with household.store.read():  # so that another connection is opened, which has nothing in its memory
            with pytest.raises(Refused, match="is damaged"):
                await household.receipts.list()


async def test_the_command_line_says_so(shell: Shell) -> None:
    await filled(shell.home)
    content = (shell.home / DATABASE).read_bytes()
    (shell.home / DATABASE).write_bytes(content[:5000] + bytes(20_000) + content[25_000:])
    ended = shell("receipts", UNCONSENT_KEY="A" * 43 + "=")
    assert ended.status == 2
    assert "is damaged" in ended.err
    assert "Traceback" not in ended.err
