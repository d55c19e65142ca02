"""Writes messages: what was found, by the member's own names of things; no page content, no handle, nobody else's."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select

from automations.outcome import Outcome, Refused
from backend.accounts import StoredAccount
from backend.flow.findings import What
from backend.letters.addressees import addressee
from backend.members.member import every_member
from backend.notify import words
from backend.notify.outbox import Parcel
from backend.notify.terms import AT_ONCE
from backend.notify.text import FIRST_PAGE, Text
from backend.office import Office
from backend.store.tables import OWNER
from backend.store.tables_jobs import findings
from backend.store.tables_letters import letters

LINES = 40
"""Findings that are told one by one; the rest is counted."""
ACTING = (Outcome.NEEDS_YOU, Outcome.WRONG_ACCOUNT, Outcome.STILL_ON, Outcome.NOT_RESTORED, Outcome.LIMITED)
"""After these somebody must act."""
SAID = {
    Outcome.OPTED_OUT: "out",
    Outcome.ALREADY_OUT: "out",
    Outcome.STILL_ON: "still on",
    Outcome.FORCED: "forced on",
    Outcome.NEEDS_YOU: "waiting for you",
    Outcome.WRONG_ACCOUNT: "with somebody else signed in",
    Outcome.NOT_RECOGNISED: "not as known",
    Outcome.LIMITED: "limited",
    Outcome.UNREACHABLE: "not reached",
    Outcome.SUBMITTED: "submitted",
    Outcome.RESTORED: "put back",
    Outcome.NOT_RESTORED: "not put back",
    Outcome.NOT_OFFERED: "not offered",
    Outcome.SKIPPED: "left alone",
}
"""In the order in which they are told."""


async def compose(office: Office, parcel: Parcel) -> Text | None:
    """The message to that member, whose office it is; None when nothing is left to tell."""
    if parcel.kind == "digest":
        return await _digest(office, parcel)
    found = await _found(office, findings.c.id.in_(parcel.findings))
    lines = await _lines(office, found)
    if not lines:
        return None
    remark = [words.REPEAT, ""] if parcel.repeat else []
    body = "\n".join([*remark, *lines, "", words.WHERE])
    return Text(title=words.things(len(found)), body=body, opens=_page(found))


async def _digest(office: Office, parcel: Parcel) -> Text:
    told = (await office.notifications.wishes.get()).at_once
    told_at_once = [one.value for one in AT_ONCE if one in told]
    within = (findings.c.id > parcel.after, findings.c.id <= parcel.until)
    found = await _found(office, *within, findings.c.kind.not_in(told_at_once), findings.c.seen.is_(None))
    first = min((one.at for one in found), default=None)
    news = [words.SINCE.format(day=f"{first:%Y-%m-%d}"), *await _lines(office, found)] if first else []
    parts = [
        *([words.REPEAT, ""] if parcel.repeat else []),
        *(news or [words.NOTHING_NEW]),
        "",
        *await _standing(office),
        *await _unheard(office),
        *(["", *family] if office.accounts.member == OWNER and (family := await _family(office)) else []),
        "",
        words.WHERE,
    ]
    return Text(title=words.TITLE.format(what=words.WEEK), body="\n".join(parts))


async def _unheard(office: Office) -> list[str]:
    """Browsers that take messages no more: they cannot say so themselves."""
    gone = [one.name for one in await office.notifications.targets.list() if one.gone]
    return ["", *(words.GONE.format(name=name) for name in gone)] if gone else []


def _page(found: Sequence[Row[Any]]) -> str:
    """What all of it is about: one letter, or one account; else the first page."""
    pages = {f"#/letters/{one.letter_id}" if one.letter_id else f"#/accounts/{one.account_id}" for one in found}
    return pages.pop() if len(pages) == 1 else FIRST_PAGE


async def _found(office: Office, *conditions: Any) -> Sequence[Row[Any]]:
    mine = findings.c.member_id == office.accounts.member
    wanted = select(findings, letters.c.about).outerjoin(letters, letters.c.id == findings.c.letter_id)
    async with office.store.read() as connection:
        return (await connection.execute(wanted.where(mine, *conditions).order_by(findings.c.id))).all()


async def _lines(office: Office, found: Sequence[Row[Any]]) -> list[str]:
    accounts = {one.id: one for one in await office.accounts.all()}
    told = [_line(office, accounts, one) for one in found]
    shown = [f"- {one}" for one in dict.fromkeys(told)]
    more = len(shown) - LINES
    return shown[:LINES] + ([words.MORE.format(count=more)] if more > 0 else [])


def _line(office: Office, accounts: dict[int, StoredAccount], found: Row[Any]) -> str:
    account = accounts.get(found.account_id)
    return words.FOUND[What(found.kind)].format(
        who=_who(office, account) if account else "",
        setting=_title(office, account, found.setting) if account else "",
        company=_company(office, found.about),
        day=f"{found.at:%Y-%m-%d}",
    )


def _who(office: Office, account: StoredAccount) -> str:
    """The platform, and the account's name as the member chose it."""
    platform = office.platform_of(account).name if office.knows(account) else account.platform
    return f"{platform}, {account.name}"


def _title(office: Office, account: StoredAccount, setting: str) -> str:
    """Our own title of a setting; which blog or site it is about is the platform's word, and is left out."""
    base = setting.partition("/")[0]
    if not base:
        return words.WHOLE_ACCOUNT
    try:
        return office.platform_of(account).title_of(base)
    except (Refused, KeyError):
        return base


def _company(office: Office, about: str | None) -> str:
    try:
        return addressee(office.catalogue, about).name if about else ""
    except Refused:
        return about or ""


async def _standing(office: Office) -> list[str]:
    """One line for each account."""
    accounts = await office.accounts.all()
    if not accounts:
        return [words.NO_ACCOUNTS]
    return [words.ACCOUNTS, *[f"- {await _stands(office, one)}" for one in accounts]]


async def _stands(office: Office, account: StoredAccount) -> str:
    last = (await office.records.last(account)).values()
    if not last:
        return words.NOT_LOOKED.format(who=_who(office, account))
    counts = Counter(SAID[one.outcome] for one in last)
    said = ", ".join(f"{counts[one]} {one}" for one in dict.fromkeys(SAID.values()) if counts[one])
    return words.STANDS.format(who=_who(office, account), counts=said, day=f"{max(one.at for one in last):%Y-%m-%d}")


async def _family(office: Office) -> list[str]:
    """For the owner: how many accounts each other member has, and how many need somebody. Nothing else of theirs."""
    async with office.store.read() as connection:
        others = [one for one in await every_member(connection) if one.id != OWNER]
    lines = [f"- {await _counted(office.of(one.id), one.name)}" for one in others]
    return [words.FAMILY, *lines] if lines else []


async def _counted(office: Office, name: str) -> str:
    accounts = await office.accounts.all()
    acting = [one for one in accounts if any(o.outcome in ACTING for o in (await office.records.last(one)).values())]
    return words.ONE_OF_FAMILY.format(name=name, accounts=words.accounts(len(accounts)), need=words.need(len(acting)))
