"""`accounts import`: many accounts from a file; all of them or, when one is wrong, none."""

import sys
from pathlib import Path

from rich.text import Text

from automations.outcome import Refused
from automations.spec import Platform
from backend.accounts import StoredAccount
from backend.cli import words
from backend.cli.account_file import LARGEST, Row, read_rows
from backend.cli.call import Answer, Call
from backend.cli.document import AccountPart, Document, account_part
from backend.cli.enrolling import require_address
from backend.office import Office


class ImportDocument(Document):
    """What `accounts import` prints with --json."""

    added: tuple[AccountPart, ...]


async def take_in(call: Call, file: Path) -> Answer:
    """Adds every account of the file."""
    path = "standard input" if str(file) == "-" else str(file)
    rows = read_rows(path, _content(file))
    async with call.office() as office:
        platforms = await _checked(call.program, office, path, rows)
        added = await _add(office, path, rows, platforms)
    said = Text.assemble((f"Added {len(added)} {'account' if len(added) == 1 else 'accounts'}. ", "head"))
    said.append("See what each needs next: ").append(words.command(call.program, "accounts"), style="command")
    return Answer(document=ImportDocument(added=tuple(account_part(one) for one in added)), text=said)


def _content(file: Path) -> bytes:
    if str(file) == "-":
        return sys.stdin.buffer.read(LARGEST + 1)
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except OSError as wrong:
        raise Refused(f"{file}: {wrong.strerror}. Name a file with one account per line.") from None


async def _checked(program: str, office: Office, path: str, rows: list[Row]) -> list[Platform]:
    """The platform of every row. Refused at the first row that cannot be added."""
    known = {(one.platform, one.name) for one in await office.accounts.all()}
    platforms = []
    for row in rows:
        try:
            platform = office.catalogue.platform(row.platform)
            require_address(program, platform, row.name, row.address)
        except Refused as wrong:
            raise Refused(f"{path}, line {row.line}: {wrong} Nothing was added.") from None
        if (platform.slug, row.name) in known:
            raise Refused(f"{path}, line {row.line}: {platform.slug} {row.name} is there already. Nothing was added.")
        known.add((platform.slug, row.name))
        platforms.append(platform)
    return platforms


async def _add(office: Office, path: str, rows: list[Row], platforms: list[Platform]) -> list[StoredAccount]:
    """Adds them one by one, and takes all back when one fails."""
    added: list[StoredAccount] = []
    try:
        for row, platform in zip(rows, platforms, strict=True):
            added.append(await office.accounts.add(platform, row.name, handle=row.handle, address=row.address))
    except BaseException as wrong:
        for account in added:
            await office.accounts.remove(account)
        if isinstance(wrong, Refused):
            line = rows[len(added)].line
            raise Refused(f"{path}, line {line}: {wrong} Nothing was added.") from None
        raise
    return added
