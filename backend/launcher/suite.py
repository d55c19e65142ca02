"""`./unconsent test`: everything the suite needs, then every check, with its time."""

import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass

from backend.launcher import system
from backend.launcher.environment import Environment
from backend.launcher.telling import Halt, Status, say

PACKAGES = (
    "chromium",
    "chromium-headless-shell",
    "fonts-dejavu-core",
    "mariadb-server",
    "nginx",
    "php-cli",
    "php-mysql",
    "postgresql",
    "tesseract-ocr",
    "wordpress",
    "xclip",
    "xdotool",
    "xvfb",
)
"""Debian's packages without which some test could not run: a browser, a WordPress, databases, a proxy, a screen,
reading of pictures."""
WORKERS = "4"
"""Processes that test at once. Each waits for its browser much of the time, so two cores bear four."""
NOT_DONE = 3
"""Exit status of an audit that had nothing to look things up with."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One check: its name, and its command inside the environment."""

    name: str
    command: tuple[str, ...]
    audits: bool = False
    """Whether it may end with NOT_DONE, which is no failure and no success."""


def steps(arguments: Sequence[str]) -> tuple[Step, ...]:
    """All checks in their order; the arguments go to pytest."""
    return (
        Step(name="format", command=("ruff", "format", "--check", ".")),
        Step(name="rules", command=("ruff", "check", ".")),
        Step(name="types", command=("mypy",)),
        Step(name="imports", command=("lint-imports",)),
        Step(name="tests", command=("pytest", "-n", WORKERS, *arguments)),
        Step(name="known vulnerabilities", command=("python", "-m", "backend.tools.audit"), audits=True),
    )


def need_packages(*, all_of_it: bool) -> None:
    """Debian's packages for the suite. Whoever names some tests may do without; those that cannot run then fail."""
    if not system.on_debian():
        _lacking(
            "The whole suite runs a real WordPress and real screens, and knows how to get them on Debian only.",
            "Run it in a Debian container, or name the tests that you want: ./unconsent test tests/engine",
            all_of_it=all_of_it,
        )
        return
    missing = system.missing(PACKAGES)
    if missing and system.may_install():
        system.install(missing, why="The suite needs more")
    elif missing:
        _lacking(
            f"The suite needs {', '.join(missing)}.",
            f"Install what is missing: {system.command_for(missing)}",
            all_of_it=all_of_it,
        )


def _lacking(what: str, advice: str, *, all_of_it: bool) -> None:
    if all_of_it:
        raise Halt(f"{what} Nothing was run.\n{advice}", Status.FAILED)
    say(f"{what} Tests that cannot do without will fail.")


def run_checks(environment: Environment, arguments: Sequence[str]) -> Status:
    """Runs every check, also after one has failed, and says how each went."""
    lines, words = [], []
    for step in steps(arguments):
        say(f"── {step.name}")
        began = time.monotonic()
        code = subprocess.run([environment.place / "bin" / step.command[0], *step.command[1:]], cwd=environment.root)
        word = "ok" if code.returncode == 0 else "FAILED"
        if step.audits and code.returncode == NOT_DONE:
            word = "NOT AUDITED"
        words.append(word)
        lines.append(f"  {step.name:<22} {word:<12} {time.monotonic() - began:6.1f} s")
    say("\n".join(["", *lines, "", f"  {_sum(words)}"]))
    return Status.FAILED if "FAILED" in words else Status.FINE


def _sum(words: Sequence[str]) -> str:
    counts = {word: words.count(word) for word in ("ok", "FAILED", "NOT AUDITED")}
    return ", ".join(f"{count} {word}" for word, count in counts.items() if count)
