"""`accounts list`: every account, and where it stands."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from rich.console import Group, RenderableType
from rich.text import Text

from automations.outcome import Outcome
from backend.accounts import StoredAccount
from backend.cli import words
from backend.cli.call import Answer, Call
from backend.cli.document import AccountPart, Document, account_part
from backend.cli.pen import Pen
from backend.records import StoredResult


class StandingPart(AccountPart):
    """An account, and how often its settings had which outcome when they were last visited."""

    outcomes: dict[Outcome, int]
    last: datetime | None = None


class AccountsDocument(Document):
    """What `accounts list` prints with --json."""

    accounts: tuple[StandingPart, ...]


@dataclass(frozen=True, kw_only=True)
class Standing:
    """An account with the last outcome of each of its settings."""

    account: StoredAccount
    is_known: bool
    """Whether its platform is still in the catalogue."""
    last: Mapping[str, StoredResult]

    @property
    def counts(self) -> Counter[Outcome]:
        """How often each outcome was met; settings that were left alone do not count."""
        return Counter(one.outcome for one in self.last.values() if one.outcome is not Outcome.SKIPPED)

    @property
    def at(self) -> datetime | None:
        """When it was last visited."""
        return max((one.at for one in self.last.values()), default=None)


async def listed(call: Call, platform: str | None) -> Answer:
    """All accounts, or those at one platform."""
    async with call.office() as office:
        slug = await office.slug_of(platform) if platform else None
        standings = [
            Standing(account=one, is_known=office.knows(one), last=await office.records.last(one))
            for one in await office.accounts.all(slug)
        ]
    document = AccountsDocument(
        accounts=tuple(
            StandingPart(**account_part(one.account).model_dump(), outcomes=one.counts, last=one.at)
            for one in standings
        )
    )
    return Answer(document=document, text=_text(call, standings))


def _text(call: Call, standings: list[Standing]) -> RenderableType:
    if not standings:
        add = words.command(call.program, "accounts", "add", "x", "NAME")
        return Text.assemble(f"{words.NO_ACCOUNTS} ", (add, "command"))
    pen = call.screen.pen(call.program)
    return Group(*(line for one in standings for line in _lines(one, pen)))


def _lines(one: Standing, pen: Pen) -> list[Text]:
    """Two lines: who, and where it stands with the next command where one is due."""
    account = one.account
    who = Text.assemble(" ", (f"{account.platform} {account.name}", "head"))
    handle = f"@{account.handle}" if account.is_named else account.handle
    for extra in (handle or "", account.address or "", ", ".join(account.parts)):
        who.append(f"  {extra}" if extra else "", style="quiet")
    if not one.is_known:
        return [who, Text(f"   {words.PLATFORM_GONE}", style="you")]
    counts = one.counts
    out = counts[Outcome.OPTED_OUT] + counts[Outcome.ALREADY_OUT]
    worst = max(counts, key=lambda outcome: words.GRAVITY[words.MARKS[outcome][2]], default=None)
    if worst is None:
        todo = "check" if account.handle or account.signs_in != "by_hand" else "sign-in"
        command = words.command(pen.program, todo, account.platform, account.name)
        return [who, Text.assemble("   ", (f"{pen.dot} not visited yet: ", "quiet"), (command, "command"))]
    said = f"{out} of {sum(counts.values())} out"
    if words.GRAVITY[words.MARKS[worst][2]]:
        said += f", {counts[worst]} {words.OUTCOMES[worst]}"
    day = f"{one.at:%Y-%m-%d}" if one.at else ""
    return [who, Text.assemble("   ", pen.mark(worst), f" {said}", (f"  {day}", "quiet"))]
