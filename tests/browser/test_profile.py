"""Profiles: one run at a time, sessions that outlive a closed window, and nothing left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from automations.browser import Browsers
from automations.discovery import find_browser
from automations.outcome import Refused
from automations.session_file import Cookie, Origin, StorageState
from tests.browser.hostile import Hostile

SESSION = StorageState.model_validate(
    {
        "cookies": [
            {"name": "sid", "value": "secret-1", "domain": "x.com", "path": "/", "secure": True, "httpOnly": True},
            {"name": "__Host-id", "value": "secret-2", "domain": "x.com", "path": "/", "secure": True},
            {
                "name": "long",
                "value": "3",
                "domain": ".x.com",
                "path": "/",
                "expires": time.time() + 86400,
                "secure": True,
            },
        ],
        "origins": [{"origin": "https://x.com", "localStorage": [{"name": "theme", "value": "dark"}]}],
    }
)


async def test_two_runs_do_not_share_a_profile(browsers: Browsers, hostile: Hostile, tmp_path: Path) -> None:
    async with browsers.profile(tmp_path, hostile.reach):
        with pytest.raises(Refused, match="visited by another Unconsent"):
            async with browsers.profile(tmp_path, hostile.reach):
                pass
    async with browsers.profile(tmp_path, hostile.reach) as session:
        assert session.remembers


async def test_a_session_is_put_in_and_kept_by_the_profile(
    browsers: Browsers, hostile: Hostile, tmp_path: Path
) -> None:
    asked = len(hostile.asked)
    async with browsers.profile(tmp_path, hostile.reach) as session:
        await session.replace(SESSION)
        page = await session.context.new_page()
        await page.goto("https://x.com/page")
        assert await page.evaluate("localStorage.theme") == "dark"
        cookies = {one["name"]: one for one in await session.context.cookies("https://x.com")}
        assert set(cookies) == {"sid", "__Host-id", "long"}
        assert await session.forgotten() is None
    async with browsers.profile(tmp_path, hostile.reach) as session:
        kept = {one["name"] for one in await session.context.cookies("https://x.com")}
    assert kept == {"sid", "__Host-id", "long"}
    assert set(hostile.asked[asked:]) <= {"/page", "/favicon.ico"}, (
        "filling the local storage asked the site for nothing"
    )


async def test_what_is_there_is_not_replaced_by_what_was_kept(
    browsers: Browsers, hostile: Hostile, tmp_path: Path
) -> None:
    older = StorageState(cookies=(Cookie(name="sid", value="older", domain="x.com", secure=True),))
    async with browsers.profile(tmp_path, hostile.reach) as session:
        await session.replace(SESSION)
        await session.install(older)
        values = {one["name"]: one["value"] for one in await session.context.cookies("https://x.com")}
    assert values["sid"] == "secret-1"


async def test_a_cookie_that_no_browser_takes_is_named_and_the_others_are_taken(
    browsers: Browsers, hostile: Hostile, tmp_path: Path
) -> None:
    bad = Cookie(name="__Host-bad", value="canary-value", domain=".x.com", secure=False)
    async with browsers.profile(tmp_path, hostile.reach) as session:
        with pytest.raises(Refused, match="__Host-bad") as refused:
            await session.install(StorageState(cookies=(*SESSION.cookies, bad)))
        taken = {one["name"] for one in await session.context.cookies("https://x.com")}
    assert {"sid", "long"} <= taken
    assert "canary-value" not in str(refused.value)


async def test_nothing_is_shown_of_a_session() -> None:  # R14
    state = StorageState(origins=(Origin.model_validate(SESSION.origins[0]),), cookies=SESSION.cookies)
    assert "secret-1" not in repr(state)
    assert "dark" not in repr(state)


def test_killed_it_leaves_no_browser_and_no_lock(tmp_path: Path) -> None:  # R34
    script = (
        "import asyncio, os, sys; from pathlib import Path\n"
        "from automations.browser import Browsers; from automations.reach import Reach\n"
        "from automations.discovery import find_browser\n"
        "async def main():\n"
        "    browsers = Browsers(find_browser(os.environ), environ=os.environ, notice=print)\n"
        "    async with browsers, browsers.profile(Path(sys.argv[1]), Reach(hosts=())):\n"
        "        print('open', flush=True); await asyncio.sleep(60)\n"
        "asyncio.run(main())\n"
    )
    for number in range(2):
        run = subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path)],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert run.stdout
        assert run.stdout.readline() == "open\n", f"run {number}"
        run.send_signal(signal.SIGKILL)
        run.wait()
        run.stdout.close()
        assert gone(str(tmp_path)), "an orphan browser"


def gone(folder: str, patience_seconds: float = 60) -> bool:
    """Whether all browsers of a profile end by themselves."""
    end = time.monotonic() + patience_seconds
    while any(folder in " ".join(one.info["cmdline"] or ()) for one in psutil.process_iter(["cmdline"])):
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def test_a_program_that_is_no_browser_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no program"):
        find_browser({"UNCONSENT_BROWSER": str(tmp_path / "nothing")})


async def test_what_does_not_start_is_explained(tmp_path: Path, hostile: Hostile) -> None:
    async with Browsers(Path("/bin/false"), environ={}, notice=print) as browsers:
        with pytest.raises(Refused, match="does not start"):
            async with browsers.profile(tmp_path, hostile.reach):
                pass
