"""R28: the sandbox is on, nobody is root, nothing is traced; read from the live process list."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from automations.browser import Browsers, require_no_root, without_secrets
from automations.discovery import find_browser
from automations.outcome import Refused
from automations.reach import Reach
from tests.browser.hostile import Hostile

SCRIPT = Path(__file__).with_name("as_nobody.py")
ROOT = Path(__file__).parents[2]
REAL = Reach(hosts=("x.com",))


def test_an_ordinary_user_has_a_sandbox() -> None:  # R28
    ended = subprocess.run(
        [sys.executable, SCRIPT],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ended.returncode == 0, ended.stderr
    browsers = [line.split(maxsplit=1) for line in ended.stdout.splitlines() if "crashpad" not in line]
    assert any("--remote-debugging-pipe" in command for _, command in browsers)
    assert not any("--no-sandbox" in command for _, command in browsers)
    assert all(int(user) != 0 for user, _ in browsers)
    assert "--trace-startup" not in ended.stdout


@pytest.mark.skipif(os.geteuid() != 0, reason="only root is refused")
async def test_root_is_refused_for_real_platforms(tmp_path: Path, hostile: Hostile) -> None:  # R28
    async with Browsers(find_browser(os.environ), environ={}, notice=print) as browsers:
        with pytest.raises(Refused, match="ordinary user"):
            async with browsers.profile(tmp_path, REAL):
                pass
    require_no_root(hostile.reach, allowed=False)
    require_no_root(REAL, allowed=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root is warned")
async def test_root_is_warned(tmp_path: Path) -> None:  # R28
    said: list[str] = []
    environ = {**os.environ, "UNCONSENT_ALLOW_ROOT": "1"}
    async with (
        Browsers(find_browser(environ), environ=environ, notice=said.append) as browsers,
        browsers.profile(tmp_path, REAL),
    ):
        pass
    assert len(said) == 1
    assert "sandbox is OFF" in said[0]


def test_a_browser_never_sees_keys() -> None:  # R14
    environ = {"UNCONSENT_PASSPHRASE": "canary", "UNCONSENT_KEY": "canary", "PATH": "/usr/bin"}
    assert without_secrets(environ) == {"PATH": "/usr/bin"}
