"""What is typed into a window is nowhere afterwards, and nothing runs on. # R14 R22 R28 R34"""

import asyncio
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
    """Processes that hold a clipboard."""
    every = psutil.process_iter(["name", "status"])
    return [one.pid for one in every if one.info["name"] == "xclip" and one.info["status"] != psutil.STATUS_ZOMBIE]


def in_temporary() -> set[str]:
    return {one.name for one in Path(tempfile.gettempdir()).iterdir()}


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
    async with asyncio.timeout(20):
        while house.service.windows.holds(account.id):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    assert [one for one in seen if CANARY in one] == [] and len(seen) > 10
    assert [one for one in browsers() if one not in before] == []
    assert pasting() == [], "whoever kept what was pasted has ended with the display"
    assert holding(house.home, CANARY) == []
    assert CANARY not in caplog.text
    assert [one for one in in_temporary() - temporary if one.startswith(OURS)] == []
    assert house.home.joinpath("profiles").is_dir(), "the profile was looked through, too"


def test_a_display_ends_with_whoever_started_it() -> None:
    """As when the service is killed: then nobody closes anything."""
    eye = subprocess.Popen([sys.executable, "-I", EYE, "320", "320"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert eye.stdout and eye.stdin and b"authority" in eye.stdout.readline()
    children = psutil.Process(eye.pid).children()
    assert [one.name() for one in children] == ["Xvfb"]
    eye.stdin.close()
    assert eye.wait(20) == 0
    assert not any(one.is_running() for one in children)
    eye.stdout.close()
