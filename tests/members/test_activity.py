"""The log of what was done: newest first, in pages, one member's only, and without secrets. # R14"""

from backend.members.activity import MOST, What
from backend.members.tokens import new_token
from tests.members.family import Family


async def test_pages_follow_each_other_without_gaps(family: Family) -> None:
    kim = await family.join("Kim")
    for number in range(25):
        await family.people.activity.note(kim.member, kim, What.ACCOUNT_ADDED, f"{number}")
        await family.people.activity.note(1, kim, What.ACCOUNT_ADDED, "another's")
    seen: list[str] = []
    before = None
    while page := await family.people.activity.list(kim.member, before=before, limit=10):
        assert len(page) <= 10
        seen += [one.subject for one in page if one.what is What.ACCOUNT_ADDED]
        before = page[-1].id
    assert seen == [str(number) for number in reversed(range(25))]


async def test_a_page_has_its_bounds(family: Family) -> None:
    for number in range(MOST + 5):
        await family.people.activity.note(1, family.machine, What.ACCOUNT_ADDED, f"{number}")
    assert len(await family.people.activity.list(1, limit=10**9)) == MOST
    assert len(await family.people.activity.list(1, limit=-5)) == 1


async def test_a_subject_is_one_short_line_without_tokens(family: Family) -> None:
    token = new_token()
    await family.people.activity.note(1, family.machine, What.ACCOUNT_ADDED, f"a\n\x1b[31m {token}! {'x' * 500}")
    entry = (await family.people.activity.list(1))[0]
    assert token not in entry.subject
    assert entry.subject.startswith("a  [31m unconsent_...! xxx")
    assert len(entry.subject) == 200


async def test_who_did_it_with_what(family: Family) -> None:
    kim = await family.join("Kim")
    await family.people.activity.note(kim.member, kim, What.JOB_STARTED, "x me")
    entry = (await family.people.activity.list(kim.member))[0]
    assert (entry.actor, entry.device, entry.at) == ("Kim", "browser of Kim", family.clock())
    await family.people.household.rename(kim, "Kim Two")
    assert [one.actor for one in await family.people.activity.list(kim.member)][:2] == ["Kim", "Kim"]


def test_every_kind_fits_its_column() -> None:
    assert all(len(one.value) <= 40 for one in What)
