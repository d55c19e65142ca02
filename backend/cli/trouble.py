"""Turns what was raised into one clear message on stderr, and the right exit bit. No traceback, no secret."""

import os
import traceback
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import typer

from automations.outcome import Refused, Stopped
from backend.cli.arguments import WITH_VALUE, to_the_front
from backend.cli.call import program
from backend.cli.document import error_document
from backend.cli.exit_status import BITS, STOPPED, Exit
from backend.cli.screen import make_screen

STOPPED_WORDS = "Stopped. What was done is stored."


def tell(trouble: BaseException, arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Says what happened, why, and what to do next; with --json in a document, too."""
    screen = make_screen(json="--json" in arguments, no_color="--no-color" in arguments, environ=environ)
    text, status = _explain(_innermost(trouble), arguments, environ)
    screen.trouble(text)
    if screen.json:
        screen.document(error_document(command_of(arguments), text, status))
    return status


def write_log(trouble: BaseException, home: Path, command: str) -> Path | None:
    """Writes where it happened. Messages of libraries may quote what was typed into a page, so they stay out."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = home / "unconsent.log"
        lines = [f"{datetime.now(UTC).isoformat()} {command}: {type(trouble).__name__}"]
        for frame in traceback.extract_tb(trouble.__traceback__):
            lines.append(f"  {frame.filename}:{frame.lineno} {frame.name}")
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8") as log:
            log.write("\n".join(lines) + "\n")
    except OSError:
        return None
    return file


def command_of(arguments: Sequence[str]) -> str:
    """The name of the command that was called; empty when none was."""
    left = iter(to_the_front(arguments))
    for one in left:
        if one in WITH_VALUE:
            next(left, None)
        elif not one.startswith("-"):
            return one
    return ""


def _innermost(trouble: BaseException) -> BaseException:
    """The one trouble inside a group of one."""
    while isinstance(trouble, BaseExceptionGroup) and len(trouble.exceptions) == 1:
        trouble = trouble.exceptions[0]
    return trouble


def _explain(trouble: BaseException, arguments: Sequence[str], environ: Mapping[str, str]) -> tuple[str, int]:
    if isinstance(trouble, Refused):
        return str(trouble), Exit.USAGE
    if isinstance(trouble, Stopped):
        return f"{trouble} See {trouble.url}" if trouble.url else str(trouble), BITS[trouble.outcome]
    if isinstance(trouble, typer.TyperException):
        text = trouble.format_message()
        text = text if text.endswith((".", "?")) else f"{text}."
        command = "" if text.startswith("No such command") else command_of(arguments)
        return f"{text} See {' '.join(filter(None, [program(environ), command]))} --help", Exit.USAGE
    if isinstance(trouble, KeyboardInterrupt | typer.Abort):
        return STOPPED_WORDS, STOPPED
    if isinstance(trouble, OSError) and trouble.strerror:
        where = f"{trouble.filename}: " if trouble.filename else ""
        return f"{where}{trouble.strerror}. Nothing stored was lost; mend this, then try again.", Exit.USAGE
    if environ.get("UNCONSENT_DEBUG") == "1":
        return "".join(traceback.format_exception(trouble)), Exit.INTERNAL
    log = write_log(trouble, _home(arguments, environ), command_of(arguments))
    where = f"Where it happened is in {log}." if log else "No log could be written."
    return (
        f"Something went wrong inside Unconsent ({type(trouble).__name__}). Nothing is claimed that was not proven. "
        f"{where} Run it again with UNCONSENT_DEBUG=1 to see more, and please report it.",
        Exit.INTERNAL,
    )


def _home(arguments: Sequence[str], environ: Mapping[str, str]) -> Path:
    front = to_the_front(arguments)
    for number, one in enumerate(front):
        if one == "--home" and number + 1 < len(front):
            return Path(front[number + 1])
        if one.startswith("--home="):
            return Path(one.removeprefix("--home="))
    if environ.get("UNCONSENT_HOME"):
        return Path(environ["UNCONSENT_HOME"])
    import platformdirs

    return platformdirs.user_data_path("unconsent")
