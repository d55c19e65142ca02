"""The way from `./unconsent` to the command line: environment, browser, hand-over."""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NoReturn

from backend.launcher.environment import ROOT, Environment, choose_place, hold
from backend.launcher.telling import Halt, Status, say

HELP = ("-h", "--help")
NEED_BROWSER = ("try", "check", "run", "undo", "sign-in")


def main(argv: Sequence[str], environ: Mapping[str, str]) -> int:
    """Runs one command line. Comes back only where there is nothing to hand over to."""
    try:
        return start(argv, environ)
    except Halt as halt:
        say(str(halt))
        return Status.FAILED if command_of(argv[1:]) == "test" else halt.status
    except KeyboardInterrupt:
        say("\nStopped. Nothing is lost: the same command goes on from here.")
        return Status.STOPPED


def start(argv: Sequence[str], environ: Mapping[str, str]) -> int:
    """The test suite, a first page, or the command line itself."""
    arguments, program = argv[1:], program_of(argv[0])
    environment = Environment(place=choose_place(environ, ROOT), root=ROOT)
    command = command_of(arguments)
    if command == "test":
        return _test(replace(environment, for_tests=True), arguments[arguments.index("test") + 1 :])
    if not arguments and not environment.ready:
        from backend.launcher.first_page import first_page

        sys.stdout.write(first_page(program, environment.place))
        return Status.FINE
    guard = hold(environment)
    if command in NEED_BROWSER and not any(one in HELP for one in arguments):
        from backend.launcher.browsers import need_browser

        need_browser(environment.python, environ)
    _hand_over(environment, guard, arguments, {**environ, "UNCONSENT_COMMAND": program})


def command_of(arguments: Sequence[str]) -> str | None:
    """The name of the command among options that may stand before it."""
    from backend.cli.arguments import WITH_VALUE

    left = iter(arguments)
    for one in left:
        if one in WITH_VALUE:
            next(left, None)
        elif not one.startswith("-"):
            return one
    return None


def program_of(typed: str) -> str:
    """How the person starts Unconsent, for commands in messages that can be copied."""
    return typed if os.sep in typed else f".{os.sep}{typed}"


def _test(environment: Environment, arguments: Sequence[str]) -> int:
    from backend.launcher.suite import need_packages, run_checks

    need_packages(all_of_it=not arguments)
    hold(environment)
    return run_checks(environment, arguments)


def _hand_over(
    environment: Environment, guard: int | None, arguments: Sequence[str], environ: Mapping[str, str]
) -> NoReturn:
    """Becomes the command line: signals, exit status and the person's folder stay what they are."""
    if guard is not None:
        os.set_inheritable(guard, True)
    python = str(environment.python)
    # -P and -s: neither the folder the person stands in nor their own packages can stand in for ours.
    os.execve(  # noqa: S606 (no shell is wanted)
        python,
        [python, "-P", "-s", "-m", "backend.cli.main", *arguments],
        {**environ, "PYTHONPATH": str(environment.root)},
    )
