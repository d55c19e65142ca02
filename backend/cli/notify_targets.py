"""`notify list`, `add`, `remove` and `test`: the places where the person is told."""

import asyncio
import getpass
import sys
from datetime import datetime
from typing import Literal

from pydantic import SecretStr
from rich.console import Group
from rich.text import Text

from automations.outcome import Refused
from backend.cli import words
from backend.cli.call import Answer, Call
from backend.cli.document import Document, Part
from backend.cli.exit_status import Exit
from backend.messenger.form import Ended
from backend.notify import words as told_words
from backend.notify.targets import Target
from backend.notify.terms import FOR_GOOD
from backend.service.here import running

NONE_YET = "You are told nowhere yet. To name a place:"
ADDED = "Kept. Its address is sealed. Try it:"
REMOVED = "Forgotten, with its address: {name}."
NO_SERVICE = "No service runs, so nothing is told by itself. Start it:"
NOBODY_HERE = "Nobody is here to type the address. Give it on standard input: --url-stdin"
ADDRESS = "Address, as Apprise writes it (nothing shows while you type): "


class TargetPart(Part):
    """A place, without its address. `why`: what came of the last try, when it did not arrive."""

    name: str
    scheme: str
    added: datetime
    sent: datetime | None
    failing: datetime | None
    next_try: datetime | None
    why: str | None
    waiting: int
    given_up: int


class TargetsDocument(Document):
    """What `notify list` prints with --json."""

    targets: tuple[TargetPart, ...]
    service_runs: bool


class TargetDocument(Document):
    """What `notify add`, `remove` and `test` print with --json. `detail`: what came of a test."""

    target: TargetPart
    done: Literal["added", "removed", "sent", "not_sent"]
    detail: str | None = None


async def listed(call: Call) -> Answer:
    """All of them."""
    async with call.office() as office:
        found = await office.notifications.targets.list()
        runs = running(office.settings.home) is not None
    document = TargetsDocument(targets=tuple(map(_part, found)), service_runs=runs)
    if not found:
        command = words.command(call.program, "notify", "add", "phone")
        return Answer(document=document, text=Text.assemble(f" {NONE_YET} ", (command, "command")))
    lines = [_line(one) for one in found]
    if not runs:
        command = words.command(call.program, "serve")
        lines.append(Text.assemble(f"\n {NO_SERVICE} ", (command, "command")))
    return Answer(document=document, text=Group(*lines))


async def added(call: Call, name: str, *, stdin: bool) -> Answer:
    """One more."""
    url = SecretStr(await asyncio.to_thread(_address, stdin=stdin))
    async with call.office() as office:
        made = await office.notifications.add(name, url)
    command = words.command(call.program, "notify", "test", made.name)
    text = Text.assemble(f"{ADDED} ", (command, "command"))
    return Answer(document=TargetDocument(target=_part(made), done="added"), text=text)


async def removed(call: Call, name: str) -> Answer:
    """One less."""
    async with call.office() as office:
        targets = office.notifications.targets
        gone = await targets.named(name)
        await targets.remove(gone.id)
    document = TargetDocument(target=_part(gone), done="removed")
    return Answer(document=document, text=Text(REMOVED.format(name=gone.name)))


async def tested(call: Call, name: str) -> Answer:
    """Whether a message is taken there."""
    async with call.office() as office:
        targets = office.notifications.targets
        target = await targets.named(name)
        ended = await office.notifications.test(target.id)
        target = await targets.get(target.id)
    if ended.why is None:
        said = told_words.SENT.format(name=target.name)
        return Answer(document=TargetDocument(target=_part(target), done="sent", detail=said), text=Text(said))
    said = told_words.said(ended)
    document = TargetDocument(target=_part(target), done="not_sent", detail=said)
    return Answer(document=document, text=Text(said), status=_status(ended))


def _status(ended: Ended) -> Exit:
    return Exit.USAGE if ended.why in FOR_GOOD else Exit.UNREACHABLE


def _part(target: Target) -> TargetPart:
    return TargetPart(**{name: getattr(target, name) for name in TargetPart.model_fields})


def _line(target: Target) -> Text:
    line = Text.assemble(" ", (target.name, "head"), f"  {target.scheme}  ")
    if target.why and target.failing:
        line.append(f"nothing arrives since {target.failing:%Y-%m-%d %H:%M} UTC. {target.why}", style="bad")
    elif target.sent:
        line.append(f"last told {target.sent:%Y-%m-%d %H:%M} UTC", style="quiet")
    else:
        line.append("nothing was sent yet", style="quiet")
    return line


def _address(*, stdin: bool) -> str:
    if stdin:
        return sys.stdin.readline().strip()
    if not sys.stdin.isatty():
        raise Refused(NOBODY_HERE)
    return getpass.getpass(ADDRESS)
