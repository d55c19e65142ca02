"""Finds a browser on this machine. Standard library only: the launcher asks before anything is installed."""

import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from glob import glob
from pathlib import Path

from automations.outcome import Refused

NAMES = (
    "google-chrome-stable",
    "google-chrome",
    "chromium",
    "chromium-browser",
    "microsoft-edge-stable",
    "microsoft-edge",
    "brave-browser",
    "brave",
)
"""Programs on the PATH, the most usual first."""
BEHIND = {
    "/usr/bin/chromium": "/usr/lib/chromium/chromium",
    "/usr/bin/chromium-browser": "/usr/lib/chromium-browser/chromium-browser",
}
"""Debian and Ubuntu start these through a script that adds arguments; the browser itself is here."""
USUAL = {
    "linux": (
        "/usr/lib/chromium/chromium",
        "/opt/google/chrome/chrome",
        "/opt/microsoft/msedge/msedge",
        "/opt/brave.com/brave/brave",
    ),
    "darwin": (
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        "/Applications/Brave Browser.app/Contents/MacOS/Brave Browser",
    ),
    "win32": (
        "%ProgramFiles%/Google/Chrome/Application/chrome.exe",
        "%LocalAppData%/Google/Chrome/Application/chrome.exe",
        "%ProgramFiles(x86)%/Microsoft/Edge/Application/msedge.exe",
        "%ProgramFiles%/BraveSoftware/Brave-Browser/Application/brave.exe",
    ),
}
CACHES = {"linux": "~/.cache/ms-playwright", "darwin": "~/Library/Caches/ms-playwright"}
BUILDS = ("chrome-linux*/chrome", "chrome-mac*/*.app/Contents/MacOS/*", "chrome-win*/chrome.exe")


def find_browser(environ: Mapping[str, str]) -> Path:
    """UNCONSENT_BROWSER, else Playwright's own Chromium, else one on the PATH, else one in its usual place.

    Refused when UNCONSENT_BROWSER names no program, and when there is none at all.
    """
    chosen = environ.get("UNCONSENT_BROWSER")
    if chosen:
        return _chosen(Path(chosen).expanduser())
    for path in (*_playwrights_own(environ), *_on_the_path(environ), *_usual(environ)):
        if _is_program(path):
            return path
    raise Refused(
        "There is no browser here. Install Chromium (Debian and Ubuntu: sudo apt-get install chromium; macOS: "
        "brew install --cask chromium), Chrome, Edge or Brave; one in an unusual place is named by UNCONSENT_BROWSER."
    )


def _chosen(path: Path) -> Path:
    behind = BEHIND.get(str(path))
    if behind and _is_program(Path(behind)):
        return Path(behind)
    if not _is_program(path):
        raise Refused(f"UNCONSENT_BROWSER is {path}, which is no program. Name the browser's own file, or unset it.")
    return path


def _playwrights_own(environ: Mapping[str, str]) -> Iterator[Path]:
    """Chromium as `playwright install chromium` keeps it, the newest first."""
    named = environ.get("PLAYWRIGHT_BROWSERS_PATH")
    cache = named if named and named != "0" else CACHES.get(sys.platform)
    if cache is None:
        local = environ.get("LOCALAPPDATA")
        cache = f"{local}/ms-playwright" if local else None
    if cache is None:
        return
    # Unlike Path.glob, this one finds nothing in a folder that may not be read.
    folders = glob(f"{Path(cache).expanduser()}/chromium-*/")  # noqa: PTH207 (see above)
    for folder in sorted(folders, key=_revision, reverse=True):
        for build in BUILDS:
            yield from map(Path, glob(f"{folder}{build}"))  # noqa: PTH207


def _revision(folder: str) -> int:
    number = re.search(r"(\d+)/$", folder)
    return int(number[1]) if number else 0


def _on_the_path(environ: Mapping[str, str]) -> Iterator[Path]:
    for name in NAMES:
        found = shutil.which(name, path=environ.get("PATH"))
        if found:
            yield Path(BEHIND.get(found, found))
            yield Path(found)


def _usual(environ: Mapping[str, str]) -> Iterator[Path]:
    for place in USUAL.get(sys.platform, ()):
        yield Path(re.sub(r"%([^%]+)%", lambda one: environ.get(one[1], "%"), place))


def _is_program(path: Path) -> bool:
    return path.is_file() and os.access(path, os.X_OK)
