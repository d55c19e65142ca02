"""A browser for the commands that need one: found, or fetched, or asked for in one message."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from automations.discovery import find_browser
from automations.outcome import Refused
from backend.launcher import system
from backend.launcher.telling import Halt, say

CHOSEN = ("UNCONSENT_BROWSER", "UNCONSENT_BROWSER_ENDPOINT")


def need_browser(python: Path, environ: Mapping[str, str]) -> None:
    """Returns once there is a browser. A browser that the person chose is theirs to get right."""
    if any(environ.get(name) for name in CHOSEN) or _there(environ):
        return
    if system.may_install():
        system.install(["chromium"], why="A browser is needed")
    else:
        _download(python)
    if not _there(environ):
        raise Halt(_by_hand(python))


def _there(environ: Mapping[str, str]) -> bool:
    try:
        find_browser(environ)
    except Refused:
        return False
    return True


def _download(python: Path) -> None:
    say("A browser is needed: Playwright downloads its own Chromium, about 170 MB, into your cache.")
    subprocess.run([python, "-m", "playwright", "install", "chromium"], stdout=sys.stderr, check=False, env=os.environ)


def _by_hand(python: Path) -> str:
    how = system.command_for(["chromium"]) if system.on_debian() else f"{python} -m playwright install chromium"
    return (
        "There is no browser, and none could be fetched. Install Chromium, Chrome, Edge or Brave yourself,\n"
        f"or run: {how}\n"
        "A browser in an unusual place is named by UNCONSENT_BROWSER. Then run the same command again."
    )
