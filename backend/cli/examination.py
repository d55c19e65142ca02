"""What the doctor looks at, one thing after the other. Each looks by itself, so that one trouble hides no other."""

import asyncio
import os
import shutil
import socket
import sqlite3
import stat
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from playwright.async_api import Error

from automations.browser import Browsers
from automations.discovery import find_browser
from automations.outcome import Refused, Stopped
from automations.reach import Reach
from backend.cli import words
from backend.cli.call import Call
from backend.cli.doctor import CheckPart
from backend.service.here import running
from backend.settings import Settings
from backend.updates import installed, known_catalogue

ENOUGH = 500_000_000
"""Bytes: a browser profile takes up to a tenth of that."""
Look = Callable[[Call, Settings], Awaitable[CheckPart]]


async def examine(call: Call) -> AsyncIterator[CheckPart]:
    """Every check, in the order in which troubles are mended."""
    settings = call.settings()
    looks: tuple[tuple[str, Look], ...] = (
        ("Python", _python),
        ("Browser", _browser),
        ("Display", _display),
        ("Platforms", _platforms),
        ("Catalogue", _catalogue),
        ("Data folder", _folder),
        ("Key and store", _store),
        ("Database", _database),
        ("Service", _service),
        ("Disk", _disk),
        ("Clock", _clock),
    )
    for what, look in looks:
        try:
            yield (await look(call, settings)).model_copy(update={"what": what})
        except (Refused, Stopped) as trouble:
            yield CheckPart(what=what, state="wrong", said=str(trouble))
        except (OSError, Error) as trouble:
            yield CheckPart(what=what, state="wrong", said=str(trouble).strip().splitlines()[0])


def _fine(said: str) -> CheckPart:
    return CheckPart(what="", state="fine", said=said)


async def _python(call: Call, settings: Settings) -> CheckPart:
    return _fine(f"{sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro} at {sys.executable}")


async def _browser(call: Call, settings: Settings) -> CheckPart:
    """Starts it in a profile that is thrown away, and opens an empty page."""
    executable = find_browser(settings.environ)
    with tempfile.TemporaryDirectory(prefix="unconsent-doctor-") as folder:
        async with (
            Browsers(executable, environ=settings.environ, notice=lambda _: None) as browsers,
            browsers.profile(Path(folder), Reach(hosts=(), overrides=settings.overrides)) as session,
        ):
            page = await session.context.new_page()
            await page.goto("about:blank")
            browser = session.context.browser
            version = f" {browser.version}" if browser else ""
    return _fine(f"starts:{version} {executable}")


async def _display(call: Call, settings: Settings) -> CheckPart:
    if (
        sys.platform in ("darwin", "win32")
        or settings.environ.get("DISPLAY")
        or settings.environ.get("WAYLAND_DISPLAY")
    ):
        return _fine("there is one, so that sign-in windows can open")
    return CheckPart(what="", state="limited", said=words.NO_DISPLAY, todo=words.NO_DISPLAY_TODO)


async def _platforms(call: Call, settings: Settings) -> CheckPart:
    platforms = [platform.name.split(" (")[0] for platform in known_catalogue(settings)]
    return _fine(f"{len(platforms)} can be read: {', '.join(platforms)}")


async def _catalogue(call: Call, settings: Settings) -> CheckPart:
    bundle = installed(settings)
    return _fine(f"{bundle.title}, an update that you applied" if bundle else "as it came with this release")


async def _folder(call: Call, settings: Settings) -> CheckPart:
    home = settings.home
    if not home.exists():
        return _fine(f"{home} will be made when the first account is added")
    loose = [path for path in (home, *sorted(home.iterdir())) if stat.S_IMODE(path.lstat().st_mode) & 0o077]
    if loose and os.name == "posix":
        said = f"others on this machine may look into {', '.join(path.name for path in loose[:3])}"
        return CheckPart(what="", state="wrong", said=said, todo=f"chmod -R go-rwx '{home}'")
    if not os.access(home, os.W_OK):
        return CheckPart(what="", state="wrong", said=f"{home} cannot be written to", todo=f"chmod u+rwx '{home}'")
    return _fine(f"{home}, for you only")


async def _store(call: Call, settings: Settings) -> CheckPart:
    if settings.database is None and not settings.home.exists():
        return _fine("not needed yet")
    async with call.office() as office:
        accounts = len(await office.accounts.all())
        problems = await office.receipts.problems()
    if problems:
        return CheckPart(what="", state="wrong", said=problems[0], todo=words.DAMAGED)
    return _fine(f"opens; {accounts} {'account' if accounts == 1 else 'accounts'}")


async def _database(call: Call, settings: Settings) -> CheckPart:
    if settings.database is not None:
        return _fine("PostgreSQL, which its server looks after")
    files = sorted(settings.home.glob("*.db")) if settings.home.exists() else []
    for file in files:
        said = await asyncio.to_thread(_integrity, file)
        if said != "ok":
            return CheckPart(what="", state="wrong", said=f"{file} is damaged: {said}", todo=words.DAMAGED)
    whole = " and ".join(file.name for file in files)
    return _fine(f"{whole} {'are' if len(files) > 1 else 'is'} whole" if files else "not there yet")


async def _service(call: Call, settings: Settings) -> CheckPart:
    """Whether one runs here, and answers."""
    here = await asyncio.to_thread(running, settings.home) if settings.home.exists() else None
    if here is None:
        return _fine(f"does not run; {words.command(call.program, 'serve')} starts it")
    if here.address is None:
        return _fine(f"a worker runs (process {here.pid})")
    listens = here.listens or here.address
    if await asyncio.to_thread(_answers, listens):
        return _fine(f"runs at {here.address} (process {here.pid})")
    said = f"runs (process {here.pid}), but does not answer at {listens}"
    return CheckPart(what="", state="wrong", said=said, todo=words.SERVICE_SILENT)


def _answers(address: str) -> bool:
    """Whether something listens there. Who it is, the certificate would tell; nothing is sent."""
    parts = urlsplit(address)
    try:
        socket.create_connection((parts.hostname or "", parts.port or 443), timeout=3).close()
    except OSError:
        return False
    return True


def _integrity(file: Path) -> str:
    try:
        with sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=5) as database:
            return str(database.execute("PRAGMA integrity_check(1)").fetchone()[0])
    except sqlite3.Error as wrong:
        return str(wrong)


async def _disk(call: Call, settings: Settings) -> CheckPart:
    there = next(path for path in (settings.home, *settings.home.parents) if path.exists())
    free = shutil.disk_usage(there).free
    said = f"{free / 1e9:.1f} GB free at {there}"
    if free >= ENOUGH:
        return _fine(said)
    return CheckPart(what="", state="wrong", said=said, todo=words.DISK_FULL)


async def _clock(call: Call, settings: Settings) -> CheckPart:
    """Receipts and one-time codes need the right time. Without a network it can only be seen to be impossible."""
    now = datetime.now(UTC)
    newest = max((platform.seen for platform in known_catalogue(settings)), default=now.date())
    if now.date() >= newest:
        return _fine(f"{now:%Y-%m-%d %H:%M} UTC")
    said = f"says {now:%Y-%m-%d}, but a platform was described on {newest}"
    return CheckPart(what="", state="wrong", said=said, todo="Set the clock of this machine.")
