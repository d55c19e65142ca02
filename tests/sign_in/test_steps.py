"""Forms that ask on one page or on several, at once or late: every text reaches its own field, once."""

import pytest

from tests.sign_in.conftest import Visitor, enter
from tests.sign_in.door import Door, Pages

ONE_PAGE: Pages = (("identifier", "password"),)
TWO_PAGES: Pages = (("identifier",), ("password",))
RIGHT = {"identifier": "me", "password": "a long password"}


@pytest.mark.parametrize("pages", [ONE_PAGE, TWO_PAGES], ids=["one page", "two pages"])
@pytest.mark.parametrize("drawn_after", [0.0, 1.0], ids=["at once", "late"])
async def test_the_form_is_filled_once(visitor: Visitor, pages: Pages, drawn_after: float) -> None:
    with Door(pages=pages, drawn_after=drawn_after) as door:
        assert await visitor.sign_in(door, handle="me") == "me"
    assert door.told == [{what: RIGHT[what] for what in page} for page in pages]
    assert len(door.sessions) == 1


@pytest.mark.parametrize("drawn_after", [0.0, 0.5], ids=["at once", "late"])
async def test_who_is_signed_in_already_is_asked_nothing(visitor: Visitor, drawn_after: float) -> None:
    with Door(drawn_after=drawn_after) as door:
        async with visitor.context() as context:
            await enter(context, door)
            assert await enter(context, door) == "me"
    assert len(door.told) == 1


async def test_a_session_that_has_ended_is_no_session(visitor: Visitor) -> None:
    with Door(drawn_after=1.0) as door:
        async with visitor.context() as context:
            await enter(context, door)
            door.sessions.clear()
            assert await enter(context, door) == "me"
    assert door.told == [RIGHT, RIGHT]


async def test_what_is_asked_after_signing_in_is_postponed(visitor: Visitor) -> None:
    with Door(prompt=True) as door:
        assert await visitor.sign_in(door) == "me"
    assert door.postponed == 1


async def test_nothing_secret_stands_in_an_address(visitor: Visitor) -> None:
    with Door(pages=TWO_PAGES) as door:
        await visitor.sign_in(door)
    assert door.addresses
    assert not [one for one in door.addresses if "long" in one or "me=" in one]
