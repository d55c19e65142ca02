"""An ordinary browser window, started without automation, in which a person signs in once."""

import asyncio
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from automations.browser import ROOT, is_root, keep_sessions, locked, require_no_root, without_secrets
from automations.outcome import Refused
from automations.reach import Reach

ORDINARY = (
    "--no-first-run",
    "--no-default-browser-check",
    "--password-store=basic",
    "--use-mock-keychain",
    "--disable-sync",
)
"""The profile is opened by Playwright later, which reads cookies only when they were sealed in this way."""


async def open_window(executable: Path, folder: Path, url: str, reach: Reach, *, environ: Mapping[str, str]) -> None:
    """Opens the address in the profile, and returns when the person has closed the window.

    The window is the person's: it is not confined, as signing in may lead over other sites; with test sites it reaches
    only them. Refused without a screen, for a profile in use, and for a browser that does not start.
    """
    _require_screen(environ)
    require_no_root(reach, allowed=environ.get(ROOT) == "1")
    with locked(folder):
        keep_sessions(folder)
        window = await started(executable, folder, [*reach.stand_ins(), url], environ=without_secrets(environ))
        try:
            status = await window.wait()
        except asyncio.CancelledError:
            window.terminate()
            await window.wait()
            raise
    if status != 0:
        raise Refused(f"The window ended with status {status} before it could be used. Look with `unconsent doctor`.")


async def started(
    executable: Path, folder: Path, arguments: Sequence[str], *, environ: Mapping[str, str]
) -> asyncio.subprocess.Process:
    """An ordinary browser on the profile in that folder. Refused when it does not start."""
    try:
        return await asyncio.create_subprocess_exec(
            *(executable, f"--user-data-dir={folder}", *ORDINARY),
            *(["--no-sandbox"] if is_root() else []),
            *arguments,
            env=environ,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
    except OSError as wrong:
        raise Refused(
            f"{executable} does not start: {wrong.strerror}. Name another one by UNCONSENT_BROWSER."
        ) from None


def _require_screen(environ: Mapping[str, str]) -> None:
    if environ.get("UNCONSENT_BROWSER_ENDPOINT"):
        raise Refused(
            "A window cannot be opened in a browser on another machine. Sign in with --session FILE, "
            "or unset UNCONSENT_BROWSER_ENDPOINT."
        )
    if sys.platform in ("darwin", "win32") or os.name != "posix":
        return
    if not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")):
        raise Refused(
            "There is no screen here, so no window can be opened. Start this where a screen is, or bring a session "
            "from another computer: sign-in PLATFORM NAME --session FILE"
        )
