"""An account with several blogs: one outcome for each, and a new or a missing one is noticed by the next look."""

from automations.errand import Mode
from automations.outcome import Outcome
from backend.accounts import StoredAccount
from backend.flow.feed import Event
from backend.flow.findings import What
from backend.flow.service import Service
from backend.store.tables import OWNER
from tests.flow.conftest import House, ended

SHARING = "tumblr.third_party_sharing"
FIRST, SECOND, NEW, OF_FRIENDS = "maple-notes", "quiet-harbour", "paper-lanterns", "choir-of-friends"


async def done(service: Service, account: StoredAccount, mode: Mode, named: str = SHARING) -> list[Event]:
    """Runs one job, and returns what was told of it."""
    job, _ = await service.ask(OWNER, account.id, mode, options={"named": [named]}, asked_by="test")
    return (await ended(service, job))[1]


async def outcomes(service: Service, account: StoredAccount) -> dict[str, Outcome]:
    """The last outcome of each blog."""
    last = await service.office.records.last(account)
    return {key.removeprefix(f"{SHARING}/"): one.outcome for key, one in last.items()}


async def test_each_blog_has_its_outcome_and_a_new_one_is_noticed(house: House) -> None:
    async with house.service() as service:
        account = await house.account(service.office, slug="tumblr")
        told = await done(service, account, Mode.RUN)
        plans = [one.body["settings"] for one in told if one.kind == "planned"]
        each = [f"{SHARING}/{blog}" for blog in (FIRST, SECOND, OF_FRIENDS)]
        assert plans == [[SHARING], each], "what is visited is told once it is known"
        everything_out = {FIRST: Outcome.OPTED_OUT, SECOND: Outcome.OPTED_OUT, OF_FRIENDS: Outcome.SKIPPED}
        assert await outcomes(service, account) == everything_out
        assert await service.findings.list(OWNER) == (), "at the first look nothing is new"

        house.practice.hand_over("tumblr", str(account.handle), SECOND, NEW)
        await done(service, account, Mode.CHECK)
        assert await outcomes(service, account) == {
            FIRST: Outcome.NOT_OFFERED,
            SECOND: Outcome.ALREADY_OUT,
            NEW: Outcome.STILL_ON,
            OF_FRIENDS: Outcome.SKIPPED,
        }
        (found,) = await service.findings.list(OWNER)
        assert (found.what, found.setting) == (What.NEW_SETTING, f"{SHARING}/{NEW}")
        assert NEW in found.detail and found.at

        told = await done(service, account, Mode.CHECK)
        assert not any(FIRST in one.body.get("setting", "") for one in told), "what is gone is told once"
        assert len(await service.findings.list(OWNER)) == 1, "and what is new, too"


async def test_one_blog_is_put_back(house: House) -> None:
    async with house.service() as service:
        account = await house.account(service.office, slug="tumblr")
        await done(service, account, Mode.RUN)
        await done(service, account, Mode.UNDO, f"{SHARING}/{FIRST}")
        assert await outcomes(service, account) == {
            FIRST: Outcome.RESTORED,
            SECOND: Outcome.OPTED_OUT,
            OF_FRIENDS: Outcome.SKIPPED,
        }
        truth = house.truth(account)
        assert (truth[f"{SHARING}/{FIRST}"], truth[f"{SHARING}/{SECOND}"]) == (False, True)
        assert await service.findings.list(OWNER) == ()


async def test_only_the_blogs_that_are_named(house: House) -> None:
    async with house.service() as service:
        account = await house.account(service.office, slug="tumblr")
        platform = service.office.platform_of(account)
        account = await service.office.accounts.set_parts(platform, account, [SECOND])
        await done(service, account, Mode.RUN)
        assert await outcomes(service, account) == {SECOND: Outcome.OPTED_OUT}


async def test_a_sign_in_that_is_due_stands_beside_what_is_known_of_the_blogs(house: House) -> None:
    async with house.service() as service:
        account = await house.account(service.office, slug="tumblr")
        await done(service, account, Mode.RUN)
        house.practice.revoke("tumblr", str(account.handle))
        await done(service, account, Mode.CHECK)
        last = await service.office.records.last(account)
        assert last[SHARING].outcome is Outcome.NEEDS_YOU
        assert last[f"{SHARING}/{FIRST}"].outcome is Outcome.OPTED_OUT
