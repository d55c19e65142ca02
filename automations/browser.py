"""Starts browsers: one profile for each account, locked while it is in use, and able to reach its platform only."""

import contextlib
import json
import os
import shutil
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from filelock import FileLock, Timeout
from playwright.async_api import Browser, BrowserContext, Error, Playwright, async_playwright

from automations.outcome import Refused
from automations.reach import Reach
from automations.remote import connected
from automations.session import Session
from automations.switches import SWITCHES

LOCK = "unconsent.lock"
GO_ON_WHERE_I_WAS = 1
"""Chromium's setting "continue where you left off": the only one in which session cookies outlive a window."""
ROOT = "UNCONSENT_ALLOW_ROOT"
NO_SANDBOX = (
    "The browser cannot make its sandbox on this system. Allow unprivileged user namespaces "
    "(sysctl kernel.unprivileged_userns_clone=1), or install the system's own chromium package. "
    "In a container, run it as deploy/compose.yaml does, with deploy/seccomp.json."
)
TROUBLES = {
    "ProcessSingleton": "Another browser has this profile open. Close its window, then try again.",
    "profile is already in use": "Another browser has this profile open. Close its window, then try again.",
    "No usable sandbox": NO_SANDBOX,
    "sandbox/linux/services/credentials.cc": NO_SANDBOX,
    "$DISPLAY": "There is no screen for a visible browser. Leave out --headed, or start it where a screen is.",
    "ENOSPC": "The disk is full. Free some space, then try again.",
}
"""What the browser says when it does not start, and what a person can do about it."""

Notice = Callable[[str], None]


class Browsers:
    """Browsers for as long as an `async with` block lasts; each is started when it is needed, none is left behind."""

    def __init__(self, executable: Path | None, *, environ: Mapping[str, str], notice: Notice) -> None:
        """`executable` is None where UNCONSENT_BROWSER_ENDPOINT names a browser elsewhere."""
        self._executable = executable
        self._endpoint = environ.get("UNCONSENT_BROWSER_ENDPOINT") or None
        self._root_allowed = environ.get(ROOT) == "1"
        self._environ = without_secrets(environ)
        self._notice = notice
        self._noticed = False
        self._stack = AsyncExitStack()
        self._playwright: Playwright | None = None
        self._visitors: dict[tuple[str, ...], Browser] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    @asynccontextmanager
    async def profile(
        self, folder: Path, reach: Reach, *, headless: bool = True, arguments: Sequence[str] | None = None
    ) -> AsyncIterator[Session]:
        """The profile in this folder, in a browser of its own. Refused when it is in use, or no browser starts.

        `arguments` take the place of those that keep it within its reach, as where a person uses it.
        """
        playwright = await self.started()
        if self._endpoint:
            async with connected(playwright, self._endpoint, reach) as session:
                yield session
            return
        with locked(folder):
            keep_sessions(folder)
            options = self._options(reach, headless=headless, arguments=arguments)
            context = await self._launch_profile(playwright, folder, options)
            try:
                yield Session(context=context, outside=lambda: self.outside(reach))
            finally:
                await _close(context)

    @asynccontextmanager
    async def outside(self, reach: Reach) -> AsyncIterator[BrowserContext]:
        """A visitor's browser without a past, with the same reach."""
        arguments = tuple(reach.arguments())
        if arguments not in self._visitors:
            playwright = await self.started()
            with _explained():
                browser = await playwright.chromium.launch(**self._options(reach, headless=True))
            self._stack.push_async_callback(browser.close)
            self._visitors[arguments] = browser
        context = await self._visitors[arguments].new_context(accept_downloads=False)
        try:
            yield context
        finally:
            await _close(context)

    async def started(self) -> Playwright:
        """The one driver, started when it is needed."""
        if self._playwright is None:
            self._playwright = await self._stack.enter_async_context(async_playwright())
        return self._playwright

    async def _launch_profile(self, playwright: Playwright, folder: Path, options: dict[str, Any]) -> BrowserContext:
        if not options["headless"]:
            options["no_viewport"] = True
        with _explained():
            return await playwright.chromium.launch_persistent_context(folder, accept_downloads=False, **options)

    def _options(self, reach: Reach, *, headless: bool, arguments: Sequence[str] | None = None) -> dict[str, Any]:
        return {
            "executable_path": self._executable,
            "args": [*SWITCHES, *(reach.arguments() if arguments is None else arguments)],
            "headless": headless,
            "chromium_sandbox": self._sandboxed(reach),
            "env": self._environ,
        }

    def _sandboxed(self, reach: Reach) -> bool:
        """Whether the sandbox is on. Off only as root, and then only where root is allowed."""
        if not is_root():
            return True
        require_no_root(reach, allowed=self._root_allowed)
        if not self._noticed and not reach.stays_here:
            self._noticed = True
            self._notice(
                f"Running as root ({ROOT}=1): the browser's sandbox is OFF. Use an ordinary user for real accounts."
            )
        return False


def without_secrets(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment for a browser: keys, passphrases and the rest of our own settings are none of its business."""
    return {name: value for name, value in environ.items() if not name.startswith("UNCONSENT_")}


def is_root() -> bool:
    """Whether this process is root, as which a browser has no sandbox."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def require_no_root(reach: Reach, *, allowed: bool) -> None:
    """Refused as root, unless nothing but this machine is reached or the person insists."""
    if is_root() and not allowed and not reach.stays_here:
        raise Refused(
            "As root the browser runs without its sandbox, so real platforms are not opened. Use an ordinary user, "
            f"or set {ROOT}=1 if this machine is thrown away afterwards."
        )


class locked:
    """Holds a profile's lock for a block. Refused when another run has it; the system frees it when a process dies."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = FileLock(folder / LOCK, timeout=0)

    def __enter__(self) -> None:
        try:
            self._lock.acquire()
        except Timeout:
            raise Refused("This account is being visited by another Unconsent. Wait until that is done.") from None

    def __exit__(self, *_: object) -> None:
        self._lock.release()


class _explained:
    """Says what to do about a browser that does not start."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if not isinstance(error, Error):
            return
        for sign, what in TROUBLES.items():
            if sign in str(error):
                raise Refused(what) from None
        first = str(error).strip().splitlines()[0]
        raise Refused(f"The browser does not start: {first} Look with `unconsent doctor`.") from None


def keep_sessions(folder: Path) -> None:
    """Has the profile keep cookies that end with the browser, but not its open pages, which would be loaded again."""
    shutil.rmtree(folder / "Default" / "Sessions", ignore_errors=True)
    file = folder / "Default" / "Preferences"
    try:
        known = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        known = {}
    known = known if isinstance(known, dict) else {}
    session = known.get("session")
    if not isinstance(session, dict) or session.get("restore_on_startup") != GO_ON_WHERE_I_WAS:
        known["session"] = {**(session or {}), "restore_on_startup": GO_ON_WHERE_I_WAS}
        file.parent.mkdir(mode=0o700, exist_ok=True)
        file.write_text(json.dumps(known), encoding="utf-8")


async def _close(context: BrowserContext) -> None:
    with contextlib.suppress(Error):  # its browser may be gone already
        await context.close()
