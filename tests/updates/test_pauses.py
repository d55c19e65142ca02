"""A pause by the catalogue holds until a person resumes the platform, and anew when it has another reason."""

from backend.pauses import by_catalogue
from backend.records import Records
from tests.store.household import Household

WHY = "the catalogue says since 2026-11-20: New pages."


def of(household: Household, why: str) -> Records:
    """What is written down while the catalogue pauses X for that reason."""
    return Records(household.store, household.receipts, paused={"x": why})


async def holding(records: Records) -> list[str]:
    """Why X is left alone now."""
    return [one.why for one in await records.pauses() if one.until is None and one.platform == "x"]


async def test_it_is_lifted_by_a_person_until_there_is_another_reason(household: Household) -> None:
    records = of(household, WHY)
    assert await holding(records) == [WHY]
    await records.resume("linkedin")
    assert await holding(records) == [WHY]
    await records.resume("x")
    assert await holding(records) == []
    assert await holding(of(household, WHY)) == []
    assert await holding(of(household, "Another.")) == ["Another."]


async def test_a_limit_beside_it_is_lifted_with_it(household: Household) -> None:
    records = of(household, WHY)
    await records.pause("x", why="A limit.")
    assert await holding(records) == ["A limit.", WHY]
    await records.resume("x")
    assert await holding(records) == []


def test_nothing_is_paused_without_the_catalogue() -> None:
    assert by_catalogue({}, ()) == ()
