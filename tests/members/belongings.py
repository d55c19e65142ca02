"""Everything that a member can have: a row in every table that can hold one."""

from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from automations.errand import Mode
from automations.outcome import Evidence
from automations.sign_in import Credentials
from backend.members.principal import Principal
from backend.members.rules import Scope
from backend.store.tables import metadata, ticks
from backend.store.tables_jobs import findings, holds, job_events, jobs, questions, schedules
from backend.store.tables_letters import letters
from backend.store.tables_notify import notify_messages, notify_targets, notify_wishes
from tests.members.family import EXTENSION, Family
from tests.store.household import NOON, Household, result, writing

SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


async def fill(family: Family, who: Principal, name: str = "me") -> int:
    """Gives a member all of it; the id of the account."""
    theirs = family.household.of(who.member)
    kept = Credentials(user="practice", password="practice password", totp=SEED)
    account = await theirs.add(name, credentials=kept)
    gone = await theirs.add(f"{name} again")
    await theirs.opt_out(gone)
    await theirs.accounts.remove(gone)
    setting = theirs.settings[0]
    await theirs.records.writing(account, writing(account, setting))
    seen = (Evidence(moment="after", at=NOON, description={"state": "unchecked"}, picture=b"%d" % who.member),)
    await theirs.records.finish(account, Mode.RUN, result(account, setting, evidence=seen))
    await theirs.records.writing(account, writing(account, theirs.settings[1]))
    await theirs.records.pause(account.platform, account=account, why="a challenge")
    await _work(theirs, who.member, account.id)
    await family.people.codes.enrol(who)
    await family.people.grants.give(who, Scope.EVIDENCE)
    await family.pair(who)
    waiting = await family.people.pairing.begin("Chromium", EXTENSION)
    await family.people.pairing.confirm(who, waiting.code)
    return account.id


async def _work(household: Household, member: int, account: int) -> None:
    """Jobs, and what they lead to."""
    job = {"id": f"job of {member}", "member_id": member, "account_id": account, "mode": "run", "options": "{}"}
    state = {"priority": 1, "state": "waiting", "attempt": 1, "asked_by": "somebody", "created": NOON}
    async with household.store.write() as connection:
        await connection.execute(insert(jobs).values(**job, **state))
        event = {"job_id": job["id"], "member_id": member, "at": NOON, "kind": "progress", "body": "{}"}
        await connection.execute(insert(job_events).values(**event))
        asked = {"job_id": job["id"], "kind": "code", "asked": NOON, "until": NOON}
        await connection.execute(insert(questions).values(**asked))
        await connection.execute(insert(schedules).values(account_id=account, days=7, repair=False, next=NOON))
        of = {"member_id": member, "account_id": account}
        letter = {"id": f"letter of {member}", **of, "kind": "objection", "about": "x", "region": "eu"}
        await connection.execute(insert(letters).values(**letter, language="en", state="draft", made=NOON))
        found = {**of, "letter_id": letter["id"], "setting": "x.some", "kind": "came_back", "detail": "", "at": NOON}
        made = await connection.execute(insert(findings).values(**found).returning(findings.c.id))
        await _told(connection, member, made.scalar_one())
        await connection.execute(insert(ticks).values(account_id=account, setting="x.some"))
        await connection.execute(insert(holds).values(account_id=account, worker="a machine"))


async def _told(connection: AsyncConnection, member: int, finding: int) -> None:
    """Where they are told, what they wish, and what is on its way."""
    wished = {"came_back": True, "needs_you": True, "letter_due": True, "zone": "UTC", "digest": True}
    when = {"weekday": 0, "hour": 9, "next_digest": NOON, "told": 0, "digested": 0}
    await connection.execute(insert(notify_wishes).values(member_id=member, **wished, **when))
    target = {"id": f"target of {member}", "member_id": member, "name": "phone", "scheme": "json"}
    await connection.execute(insert(notify_targets).values(**target, added=NOON, failures=0))
    message = {"member_id": member, "target_id": target["id"], "kind": "now", "about": "it", "finding_id": finding}
    state = {"made": NOON, "due": NOON, "state": "waiting", "tries": 0, "unsure": False}
    await connection.execute(insert(notify_messages).values(**message, **state))


async def everything(family: Family) -> dict[str, list[Any]]:
    """All rows of all tables."""
    async with family.household.store.read() as connection:
        return {
            table.name: sorted((tuple(row) for row in await connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }
