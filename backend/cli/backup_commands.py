"""`backup` and `restore`: one file that holds everything but the key and the browser profiles."""

from pathlib import Path
from typing import Annotated

import typer

from backend.cli.call import Answer, Call, finish
from backend.cli.document import Document


class BackupDocument(Document):
    """What `backup` and `restore` print with --json."""

    file: str
    made: str
    bytes: int


def add_to(app: typer.Typer) -> None:
    """Adds these commands."""
    app.command("backup")(backup)
    app.command("restore")(restore)


def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file, as unconsent-2026-11.backup.")],
) -> None:
    """Writes everything but the key and the browser profiles to one file. The service may go on."""
    finish(context, _backup(context.obj, file))


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `backup` wrote.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Keep what is there beside it, and use the backup.")
    ] = False,
) -> None:
    """Puts a backup back, after looking through it. It needs the key with which it was sealed."""
    finish(context, _restore(context.obj, file, replace=replace))


async def _backup(call: Call, file: Path) -> Answer:
    from rich.text import Text

    from backend.backup import make_backup

    made = await make_backup(call.settings(), file)
    said = Text.assemble(
        f"{file} holds accounts, results, receipts and sealed secrets ({made.bytes / 1e6:.1f} MB unpacked).\n",
        "It opens with the same key only: keep a copy of that elsewhere. Browser profiles are not in it; accounts that\n"
        "were signed in by hand are signed in once more after a restore on another machine.",
    )
    return Answer(document=BackupDocument(file=str(file), made=made.made.isoformat(), bytes=made.bytes), text=said)


async def _restore(call: Call, file: Path, *, replace: bool) -> Answer:
    from rich.text import Text

    from backend.backup import restore_backup

    made = await restore_backup(call.settings(), file, replace_it=replace, notice=call.screen.notice)
    said = Text(
        f"Restored as it was on {made.made:%Y-%m-%d %H:%M} UTC. Receipts and keys were looked through: all is well."
    )
    return Answer(document=BackupDocument(file=str(file), made=made.made.isoformat(), bytes=made.bytes), text=said)
