"""`backup` and `restore`: one file that holds everything but the key and the browser profiles."""

from pathlib import Path

from rich.text import Text

from backend.backup import make_backup, restore_backup
from backend.cli.call import Answer, Call
from backend.cli.document import Document


class BackupDocument(Document):
    """What `backup` and `restore` print with --json."""

    file: str
    made: str
    bytes: int


async def backed_up(call: Call, file: Path) -> Answer:
    made = await make_backup(call.settings(), file)
    said = Text.assemble(
        f"{file} holds accounts, results, receipts and sealed secrets ({made.bytes / 1e6:.1f} MB unpacked).\n",
        "It opens with the same key only: keep a copy of that elsewhere. Browser profiles are not in it; accounts that\n"
        "were signed in by hand are signed in once more after a restore on another machine.",
    )
    return Answer(document=BackupDocument(file=str(file), made=made.made.isoformat(), bytes=made.bytes), text=said)


async def restored(call: Call, file: Path, *, replace: bool) -> Answer:
    made = await restore_backup(call.settings(), file, replace_it=replace, notice=call.screen.notice)
    said = Text(
        f"Restored as it was on {made.made:%Y-%m-%d %H:%M} UTC. Receipts and keys were looked through: all is well."
    )
    return Answer(document=BackupDocument(file=str(file), made=made.made.isoformat(), bytes=made.bytes), text=said)
