"""One call of the command line: the options that stand before or after any command, and the answer it ends with."""

from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from backend.cli.exit_status import Exit
from backend.cli.screen import Screen

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from pydantic import BaseModel
    from rich.console import RenderableType

    from backend.office import Office
    from backend.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a command ends with: one value, shown as text or as a document."""

    document: "BaseModel"
    text: "RenderableType | None" = None
    status: int = Exit.FINE


@dataclass(frozen=True, kw_only=True)
class Call:
    """The options of every command."""

    screen: Screen
    environ: Mapping[str, str] = field(repr=False)
    home: Path | None = None
    resolve: tuple[str, ...] = ()
    trust_spki: tuple[str, ...] = ()

    @property
    def program(self) -> str:
        """How the person starts this program."""
        return program(self.environ)

    def settings(self) -> "Settings":
        """Environment and options together. Refused when one of them is wrong."""
        from backend.settings import read_settings

        return read_settings(self.environ, home=self.home, resolve=self.resolve, trust_spki=self.trust_spki)

    def office(self) -> "AbstractAsyncContextManager[Office]":
        """The data folder, opened for the length of a command."""
        from backend.office import open_office

        return open_office(self.settings(), notice=self.screen.notice)


def program(environ: Mapping[str, str]) -> str:
    """How the person starts this program; the launcher says `./unconsent`."""
    return environ.get("UNCONSENT_COMMAND") or "unconsent"


def finish(context: typer.Context, work: Coroutine[Any, Any, Answer]) -> None:
    """Does the work, shows its answer, and ends with its exit status."""
    import asyncio

    answer = asyncio.run(work)
    screen: Screen = context.obj.screen
    if screen.json:
        screen.document(answer.document)
    elif answer.text is not None:
        screen.out.print(answer.text)
    raise typer.Exit(int(answer.status))
