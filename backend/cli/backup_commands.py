"""Declares `backup` and `restore`. What they do is imported when they are called, so that help is quick."""

from pathlib import Path
from typing import Annotated

import typer

from backend.cli.call import finish


def add_to(app: typer.Typer) -> None:
    """Adds these commands."""
    app.command("backup")(backup)
    app.command("restore")(restore)


def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file, as unconsent-2026-11.backup.")],
) -> None:
    """Writes everything but the key and the browser profiles to one file. The service may go on."""
    from backend.cli.backing_up import backed_up

    finish(context, backed_up(context.obj, file))


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `backup` wrote.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Keep what is there beside it, and use the backup.")
    ] = False,
) -> None:
    """Puts a backup back, after looking through it. It needs the key with which it was sealed."""
    from backend.cli.backing_up import restored

    finish(context, restored(context.obj, file, replace=replace))
