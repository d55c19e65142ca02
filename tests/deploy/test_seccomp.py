"""R28, R39: the seccomp profile lets Chromium's sandbox be, and is no larger than what is said of it."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from backend.tools import seccomp as made
from tests.deploy.contained import PYTHON, Container
from tests.deploy.files import DEPLOY, seccomp, unit

THE_SANDBOXS = 0x70000000
"""CLONE_NEWUSER, NEWPID and NEWNET."""
VISIT = """
import asyncio, os, sys
from pathlib import Path
from automations.browser import Browsers
from automations.discovery import find_browser
from automations.outcome import Refused
from automations.reach import Reach

async def visit():
    environ = dict(os.environ)
    async with Browsers(find_browser(environ), environ=environ, notice=print) as browsers:
        async with browsers.profile(Path(environ["UNCONSENT_HOME"]) / "profile", Reach(hosts=("x.com",))) as session:
            page = await session.context.new_page()
            print("it adds:", await page.evaluate("40 + 2"))

try:
    asyncio.run(visit())
except Refused as refused:
    sys.exit(str(refused))
"""
"""Starts a browser as for a real platform: never without its sandbox."""


def test_it_is_as_it_is_made() -> None:
    """The calls may be fewer than a newer systemd knows; what is done with them is as written."""
    calls = seccomp()["syscalls"][0]["names"]
    assert set(calls) <= (made.group(made.GROUP) - {*made.LESS}) | {*made.MORE}
    assert {*made.MORE} <= set(calls)
    assert seccomp() == made.profile(calls), "run: python -m backend.tools.seccomp > deploy/seccomp.json"


def test_what_differs_from_the_group_is_explained() -> None:
    text = (DEPLOY / "README.md").read_text()
    assert [one for one in (*made.MORE, *made.LESS) if f"`{one}`" not in text] == []


def test_no_dangerous_call_is_in_it() -> None:
    unconditional = {one for rule in seccomp()["syscalls"] if "args" not in rule for one in rule["names"]} - {"clone3"}
    dangerous = {"bpf", "kexec_load", "mount", "setns", "unshare", "clone", "ptrace", "init_module", "pivot_root"}
    assert unconditional & (dangerous | {"io_uring_setup", "keyctl", "userfaultfd", "perf_event_open"}) == set()


@pytest.mark.parametrize("name", ["unconsent.service", "unconsent-worker.service"])
def test_the_units_allow_what_is_run_here(name: str) -> None:
    """What is seen to work under the profile works under the unit's larger list as well."""
    allowed: set[str] = set()
    for line in unit(name)["SystemCallFilter"]:
        named = {
            call for one in line.lstrip("~").split() for call in (made.group(one) if one.startswith("@") else {one})
        }
        allowed = allowed - named if line.startswith("~") else allowed | named
    newer = {"cachestat", "fchmodat2", "futex_requeue", "futex_wait", "futex_wake", "mseal"}
    assert {one for rule in seccomp()["syscalls"] for one in rule["names"]} - newer <= allowed
    (namespaces,) = unit(name)["RestrictNamespaces"]
    assert namespaces.split() == ["user", "pid", "net"]
    (families,) = unit(name)["RestrictAddressFamilies"]
    assert set(families.split()) == made.FAMILIES.keys()


def visited(container: Container, profile: Path) -> subprocess.CompletedProcess[str]:
    command = container.command(*PYTHON, "-c", VISIT, profile=profile)
    return subprocess.run(command, env=container.environ(), cwd="/", capture_output=True, text=True, timeout=60)


def test_a_browser_has_its_sandbox_under_it(container: Container) -> None:  # R28, R39
    done = visited(container, DEPLOY / "seccomp.json")
    assert done.returncode == 0 and "it adds: 42" in done.stdout, done.stderr


@pytest.mark.parametrize("error", [1, made.NO_SUCH_CALL])
def test_without_namespaces_no_browser_starts_and_it_says_why(container: Container, error: int) -> None:  # R28
    """With namespaces as Docker's own profile has them: for nobody without capabilities."""
    profile = {**seccomp(), "defaultErrnoRet": error}
    (rule,) = [one for one in profile["syscalls"] if one["names"] == ["clone", "unshare"]]
    rule["args"][0]["value"] |= THE_SANDBOXS
    (file := container.folder / "narrow.json").write_text(json.dumps(profile))
    done = visited(container, file)
    assert done.returncode == 1 and "cannot make its sandbox" in done.stderr, done.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make the disk read-only")
def test_the_disk_is_read_only_and_nothing_is_gained(container: Container) -> None:  # R39
    script = (
        f"touch {container.data}/x {container.scratch}/x; touch /x /etc/x /var/tmp/x; "
        "grep -E '^(Cap|NoNew|Seccomp:|Uid)' /proc/self/status"
    )
    done = subprocess.run(
        container.command("sh", "-c", script), env=container.environ(), capture_output=True, text=True, timeout=30
    )
    said = dict(line.split(":", 1) for line in done.stdout.splitlines())
    assert (container.data / "x").exists() and done.stderr.count("Read-only file system") == 3, done.stderr
    assert {said[f"Cap{one}"].strip() for one in ("Inh", "Prm", "Eff", "Bnd", "Amb")} == {"0" * 16}
    assert said["NoNewPrivs"].strip() == "1" and said["Seccomp"].strip() == "2"
    assert set(said["Uid"].split()) == {"10001"}
