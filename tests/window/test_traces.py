"""What is typed into a window is nowhere afterwards, and nothing runs on. # R14 R22 R28 R34"""

import asyncio
import contextlib
import logging
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Literal

import psutil
import pytest

from automations.live.display import EYE
from backend.service.log import STRANGERS
from tests.processes import runs
from tests.waiting import until
from tests.window.house import House, Member

CANARY = "kanari7q9zcanary"
OURS = ("unconsent-display-", "unconsent-window-")


def processes() -> list[str]:
    """What runs below this process, by command line."""
    found = []
    for one in psutil.Process().children(recursive=True):
        try:
            found.append(" ".join(one.cmdline()))
        except psutil.Error:
            continue
    return found


def browsers() -> list[str]:
    return [one for one in processes() if "chrom" in one or "Xvfb" in one or "eye.py" in one]


def pasting() -> list[int]:
    """Processes that hold the clipboard of a display that is gone; displays of others may be in use."""
    found = []
    for one in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if one.name() == "xclip" and runs(one) and not Path(one.environ().get("XAUTHORITY", "/")).exists():
                found.append(one.pid)
    return found


def in_temporary() -> set[str]:
    """Our folders there; those of other windows go with them."""
    return {one.name for one in Path(tempfile.gettempdir()).iterdir() if one.name.startswith(OURS)}


def holding(folder: Path, text: str) -> list[Path]:
    """The files that hold it, in either of the browser's encodings."""
    needles = (text.encode(), text.encode("utf-16-le"))
    files = [one for one in folder.rglob("*") if one.is_file() and not one.is_symlink()]
    return [one for one in files if any(needle in one.read_bytes() for needle in needles)]


@pytest.mark.parametrize("kind", ["driven", "ordinary"])
async def test_nothing_is_left(
    house: House, member: Member, kind: Literal["driven", "ordinary"], caplog: pytest.LogCaptureFixture
) -> None:
    house.use(kind)
    caplog.set_level(logging.DEBUG)
    for stranger in (*STRANGERS, "websockets"):  # as the service sets them, and this client of ours
        caplog.set_level(logging.WARNING, logger=stranger)
    account, before, temporary = await member.account(), browsers(), in_temporary()
    async with member.window(account) as page:
        await page.live()
        at = await page.button()
        await page.type(CANARY)
        seen: list[str] = []
        for _ in range(10):
            seen += processes()
            await asyncio.sleep(0.03)
        await page.click(*at)
        await page.type(f"{CANARY}é")
        await page.press("Enter")
        assert len(browsers()) > len(before), "the browser runs"
        await page.say("close")
        await page.over()
    await until(lambda: not house.service.windows.holds(account.id))
    assert [one for one in seen if CANARY in one] == [] and len(seen) > 10
    assert [one for one in browsers() if one not in before] == []
    assert holding(house.home, CANARY) == []
    assert CANARY not in caplog.text
    left = in_temporary() - temporary
    await until(lambda: not pasting(), 90)  # whoever kept what was pasted ends with the display
    await until(lambda: not left & in_temporary(), 90)
    assert house.home.joinpath("profiles").is_dir(), "the profile was looked through, too"


def test_a_display_ends_with_whoever_started_it() -> None:
    """As when the service is killed: then nobody closes anything."""
    eye = subprocess.Popen([sys.executable, "-I", EYE, "320", "320"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert eye.stdout and eye.stdin and b"authority" in eye.stdout.readline()
    children = psutil.Process(eye.pid).children()
    assert [one.name() for one in children] == ["Xvfb"]
    eye.stdin.close()
    assert eye.wait(20) == 0
    assert not any(runs(one) for one in children)
    eye.stdout.close()
