"""What looks at an account find: a switch that came back on, a renamed or new one, something a person must do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import insert, select, update

from automations.outcome import PROVEN, Outcome, Result
from backend.accounts import StoredAccount
from backend.records import Records, StoredResult
from backend.store import Store
from backend.store.tables import accounts
from backend.store.tables_jobs import findings


class What(StrEnum):
    """Kinds of finding."""

    CAME_BACK = "came_back"
    RENAMED = "renamed"
    NEW_SETTING = "new_setting"
    NEEDS_YOU = "needs_you"
    REPAIRED = "repaired"
    LOOK_DUE = "look_due"
    LETTER_DUE = "letter_due"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One finding, with when it was made, and when somebody has seen it. `setting` is empty for a whole account.

    `letter` is the id of the letter that it is about; such a letter need not be about an account.
    """

    id: int
    account: int | None
    letter: str | None
    setting: str
    what: What
    detail: str
    at: datetime
    seen: datetime | None


NEW_PART = "{part} is new here. Every blog or site is opted out on its own."
READ = (*PROVEN, Outcome.STILL_ON, Outcome.NOT_RESTORED, Outcome.FORCED)
"""Outcomes that say what a setting read."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What was known of the settings of an account before: the newest outcomes, and the newest that read them."""

    last: dict[str, StoredResult]
    read: dict[str, StoredResult]


async def known(records: Records, account: StoredAccount) -> Known:
    """What is known now."""
    return Known(last=await records.last(account), read=await records.last(account, only=READ))


def compared(before: Known, result: Result, *, repairing: bool) -> list[tuple[What, str]]:
    """What a new outcome says that was not said before, with a sentence for people."""
    found: list[tuple[What, str]] = []
    last, read = before.last.get(result.setting), before.read.get(result.setting)
    news = last is None or last.outcome is not result.outcome
    if news and read and read.outcome in PROVEN:
        since = f"It was opted out on {read.at:%Y-%m-%d}."
        if result.outcome is Outcome.STILL_ON:
            found.append((What.CAME_BACK, f"{since} Now it reads {result.before!r}."))
        elif result.outcome is Outcome.NOT_RECOGNISED:
            found.append((What.RENAMED, f"{since} {result.detail}"))
    if news and result.outcome is Outcome.NEEDS_YOU:
        found.append((What.NEEDS_YOU, result.detail))
    if last is None and result.outcome is not Outcome.SKIPPED and _joins_others(before, result.setting):
        found.append((What.NEW_SETTING, NEW_PART.format(part=result.setting.partition("/")[2])))
    if repairing and result.outcome is Outcome.OPTED_OUT:
        found.append((What.REPAIRED, f"It had come back on, and was opted out again: {result.after!r}."))
    return found + [(What.NEW_SETTING, control) for control in result.new_controls]


def _joins_others(before: Known, setting: str) -> bool:
    """Whether it is about a blog or site, and others of the account are known already."""
    base, found, _ = setting.partition("/")
    return bool(found) and any(one.partition("/")[0] == base and "/" in one for one in before.last)


class Findings:
    """Keeps findings until they are seen, each only once while it lasts."""

    def __init__(self, store: Store, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._store = store
        self._clock = clock

    async def add(self, account: int, setting: str, what: What, detail: str) -> bool:
        """Keeps a finding. False when the same one is there and nobody has seen it; a new switch is told but once."""
        same = [findings.c.account_id == account, findings.c.kind == what.value]
        if what is What.NEW_SETTING:
            same.append(findings.c.detail == detail)
        else:
            same += [findings.c.setting == setting, findings.c.seen.is_(None)]
        whose = select(accounts.c.member_id).where(accounts.c.id == account).scalar_subquery()
        values = {"member_id": whose, "account_id": account, "setting": setting, "kind": what.value, "detail": detail}
        async with self._store.write() as connection:
            if (await connection.execute(select(findings.c.id).where(*same))).first():
                return False
            await connection.execute(insert(findings).values(**values, at=self._clock()))
            return True

    async def settle(self, account: int, what: What) -> None:
        """Notes that such findings of an account have been acted on."""
        this = (findings.c.account_id == account, findings.c.kind == what.value, findings.c.seen.is_(None))
        async with self._store.write() as connection:
            await connection.execute(update(findings).where(*this).values(seen=self._clock()))

    async def list(self, member: int, *, before: int | None = None, limit: int = 50) -> tuple[Finding, ...]:
        """The findings of a member's accounts and letters, newest first."""
        wanted = select(findings).where(findings.c.member_id == member)
        if before is not None:
            wanted = wanted.where(findings.c.id < before)
        async with self._store.read() as connection:
            rows = await connection.execute(wanted.order_by(findings.c.id.desc()).limit(limit))
            return tuple(
                Finding(
                    id=row.id,
                    account=row.account_id,
                    letter=row.letter_id,
                    setting=row.setting,
                    what=What(row.kind),
                    detail=row.detail,
                    at=row.at,
                    seen=row.seen,
                )
                for row in rows
            )

    async def see(self, member: int, id: int) -> bool:
        """Notes that a member has seen a finding. False when there is no such one."""
        this = (findings.c.id == id, findings.c.member_id == member)
        async with self._store.write() as connection:
            seen = await connection.execute(update(findings).where(*this).values(seen=self._clock()))
            return bool(seen.rowcount)
