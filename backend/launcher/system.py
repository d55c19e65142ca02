"""The system's packages: what is missing, and installing it where that is ours to do (as root on Debian)."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from backend.launcher.telling import Halt, Meter, Status, say

RELEASE = Path("/etc/os-release")
POLICY = Path("/usr/sbin/policy-rc.d")
"""Debian's word on whether a package may start its service: https://people.debian.org/~hmh/invokerc.d-policyrc.d-specification.txt"""
OURS = "# Made by Unconsent while it installs packages; may be removed."
APT = ("apt-get", "-q", "-o", "DPkg::Lock::Timeout=300")


def on_debian() -> bool:
    """Whether this is Debian itself; others have other packages under the same names."""
    named = RELEASE.is_file() and "ID=debian" in RELEASE.read_text().splitlines()
    return named and shutil.which("apt-get") is not None


def may_install() -> bool:
    return on_debian() and os.geteuid() == 0


def missing(packages: Iterable[str]) -> list[str]:
    """Those of the packages which are not installed."""
    shown = subprocess.run(
        ["dpkg-query", "--show", "--showformat", "${db:Status-Status} ${Package}\n"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    there = {name for status, name in map(str.split, shown.splitlines()) if status == "installed"}
    return [package for package in packages if package not in there]


def command_for(packages: Iterable[str]) -> str:
    """The command with which a person installs them."""
    return f"sudo apt-get install --no-install-recommends {shlex.join(packages)}"


def need_venv() -> None:
    """Debian keeps the part of Python that makes environments in a package of its own."""
    package = f"python3.{sys.version_info.minor}-venv"
    if may_install():
        install([package], why="Python cannot make environments yet")
        return
    raise Halt(
        "This Python cannot make environments: its venv module is missing.\n"
        f"Install it (Debian and Ubuntu: {command_for([package])}), then run the same command again."
    )


def install(packages: list[str], *, why: str, policy: Path | None = None) -> None:
    """Installs packages without starting any service they bring."""
    say(f"{why}: installing {', '.join(packages)} from Debian's packages.")
    with services_stay_off(policy or POLICY):
        _apt("update")
        _apt("install", "--yes", "--no-install-recommends", *packages)


@contextmanager
def services_stay_off(policy: Path) -> Iterator[None]:
    """No package may start its service meanwhile. An administrator's own policy is left as it is."""
    if policy.exists() and OURS not in policy.read_text():
        yield
        return
    before = signal.signal(signal.SIGTERM, _leave)
    try:
        # Should this process be killed, the file left behind forbids nothing any more.
        policy.write_text(f"#!/bin/sh\n{OURS}\nif [ -d /proc/{os.getpid()} ]; then exit 101; fi\n")
        policy.chmod(0o755)
        yield
    finally:
        policy.unlink(missing_ok=True)
        signal.signal(signal.SIGTERM, before)


def _leave(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


def _apt(action: str, *arguments: str) -> None:
    told, telling = os.pipe()
    with tempfile.TemporaryFile("w+", errors="replace") as output, os.fdopen(told) as progress:
        apt = subprocess.Popen(
            [*APT, "-o", f"APT::Status-Fd={telling}", action, *arguments],
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            pass_fds=(telling,),
        )
        os.close(telling)
        _show(progress, phases=1 if action == "update" else 2)
        if apt.wait() != 0:
            output.seek(0)
            last = [line for line in output.read().splitlines() if line.startswith(("E:", "W:"))][-5:]
            raise Halt("\n".join([f"apt-get {action} failed. It says:", *last]), Status.FAILED)


def _show(progress: Iterable[str], *, phases: int) -> None:
    """apt tells `dlstatus:item:percent:what` while it fetches and `pmstatus:package:percent:what` while it unpacks."""
    meter = Meter(100 * phases)
    for line in progress:
        kind, _, percent, what = [*line.strip().split(":", 3), "", "", ""][:4]
        if kind in ("dlstatus", "pmstatus"):
            meter.show(float(percent) + (100 if kind == "pmstatus" else 0), what)
    meter.close()
