"""The systemd units, as systemd itself reads them."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.deploy.files import DEPLOY, ROOT, UNITS, unit

EXPOSURE = re.compile(r"Overall exposure level for \S+: ([0-9.]+)")
MOST = 2.5
"""Of ten. What is left is the network, and the namespaces of the browser's sandbox."""
pytestmark = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")


def here(name: str, to: Path, *, without: str = "") -> Path:
    """The unit, with this project in the place of /opt/unconsent, and its file of settings."""
    (to / "settings").write_text("PUBLIC_URL=https://unconsent.example\n")
    text = re.sub(r"/etc/unconsent/\w+\.env", str(to / "settings"), (DEPLOY / name).read_text())
    text = text.replace("/opt/unconsent", str(ROOT)).replace("file://", "man:x(1) file://")
    assert without in text
    (file := to / name).write_text(text.replace(without, "") if without else text)
    return file


def exposure(file: Path) -> float:
    said = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", str(file)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = EXPOSURE.search(said)
    assert found, said
    return float(found[1])


@pytest.mark.parametrize("name", UNITS)
def test_systemd_understands_it(name: str, tmp_path: Path) -> None:
    said = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(here(name, tmp_path))], capture_output=True, text=True
    )
    complaints = [line for line in said.stderr.splitlines() if name in line]
    assert said.returncode == 0 and complaints == []


@pytest.mark.parametrize("name", UNITS)
def test_it_is_shut_in(name: str, tmp_path: Path) -> None:
    assert exposure(here(name, tmp_path)) <= MOST
    assert exposure(here(name, tmp_path, without="ProtectSystem=strict\nProtectHome=yes\n")) > MOST


@pytest.mark.parametrize("name", UNITS)
def test_nothing_that_the_sandbox_needs_is_taken_away(name: str) -> None:  # R28
    read = unit(name)
    assert read["User"] == ["unconsent"] and read["NoNewPrivileges"] == ["yes"]
    assert "MemoryDenyWriteExecute" not in read and "PrivateUsers" not in read
    assert "UNCONSENT_ALLOW_ROOT" not in str(read)


def test_both_differ_only_in_what_they_are() -> None:
    service, worker = (unit(name) for name in UNITS)
    differ = {key for key in service.keys() | worker.keys() if service.get(key) != worker.get(key)}
    assert differ == {"EnvironmentFile", "Environment", "ExecStart", "StateDirectory", "CacheDirectory"}
