"""One-time codes and questions: made from a stored seed, asked of the person, or left to the person."""

import pytest

from automations.outcome import Need, NeedsYou, Refused
from automations.sign_in import code_now
from tests.sign_in.conftest import Visitor
from tests.sign_in.door import SEED, Door, Pages

WITH_CODE: Pages = (("identifier", "password"), ("code",))
WITH_QUESTION: Pages = (("identifier",), ("password",), ("question",), ("code",))


class Asked:
    """A person who is asked for a code, and what they say."""

    def __init__(self, code: str | None) -> None:
        self.code = code
        self.times = 0

    async def __call__(self) -> str | None:
        self.times += 1
        return self.code


@pytest.mark.parametrize("seed", [SEED, "jbsw y3dp ehpk 3pxp", "JBSW-Y3DP-EHPK-3PXP"])
@pytest.mark.parametrize("drawn_after", [0.0, 1.0], ids=["at once", "late"])
async def test_a_stored_seed_answers(visitor: Visitor, seed: str, drawn_after: float) -> None:
    person = Asked(None)
    with Door(pages=WITH_CODE, drawn_after=drawn_after) as door:
        assert await visitor.sign_in(door, totp=seed, ask=person) == "me"
    assert [list(one) for one in door.told] == [["identifier", "password"], ["code"]]
    assert person.times == 0


async def test_without_a_seed_the_person_is_asked_once(visitor: Visitor) -> None:
    person = Asked(" 123456 ")
    with Door(pages=WITH_CODE) as door:
        door.answers["code"] = "123456"
        assert await visitor.sign_in(door, ask=person) == "me"
    assert person.times == 1
    assert door.told[-1] == {"code": "123456"}


@pytest.mark.parametrize("person", [Asked(None), Asked(""), None], ids=["no answer", "empty answer", "nobody there"])
async def test_a_code_that_nobody_gives_needs_a_person(visitor: Visitor, person: Asked | None) -> None:
    with Door(pages=WITH_CODE) as door, pytest.raises(NeedsYou) as stop:
        await visitor.sign_in(door, ask=person)
    assert stop.value.need is Need.CODE
    assert stop.value.url == f"{door.address}/login"
    assert len(door.told) == 1
    assert not door.sessions


@pytest.mark.parametrize("totp", ["JBSWY3DPEHPK3PXQ", None], ids=["wrong seed", "wrong code"])
async def test_a_wrong_code_is_given_once(visitor: Visitor, totp: str | None) -> None:
    with Door(pages=WITH_CODE) as door, pytest.raises(NeedsYou) as stop:
        await visitor.sign_in(door, totp=totp, ask=Asked("000000"))
    assert (stop.value.need, stop.value.detail) == (Need.CODE, "The door did not accept the code.")
    assert len(door.told) == 2
    assert not door.sessions


async def test_who_is_not_asked_for_a_code_gives_none(visitor: Visitor) -> None:
    person = Asked("123456")
    with Door() as door:
        assert await visitor.sign_in(door, ask=person) == "me"
    assert person.times == 0


def test_a_seed_that_is_none_is_refused_without_repeating_it() -> None:
    with pytest.raises(Refused) as stop:
        code_now("not a seed!")
    assert "not a seed!" not in str(stop.value)


async def test_a_question_is_answered_with_the_handle(visitor: Visitor) -> None:
    with Door(pages=WITH_QUESTION) as door:
        door.answers["question"] = "me"
        assert await visitor.sign_in(door, handle="me", totp=SEED) == "me"
    assert [list(one) for one in door.told] == [["identifier"], ["password"], ["question"], ["code"]]


async def test_a_question_without_a_handle_is_put_to_the_person(visitor: Visitor) -> None:
    person = Asked("blue")
    with Door(pages=WITH_QUESTION) as door:
        door.answers["question"] = "blue"
        assert await visitor.sign_in(door, totp=SEED, ask=person) == "me"
    assert person.times == 1


async def test_a_question_that_nobody_answers_needs_a_person(visitor: Visitor) -> None:
    with Door(pages=WITH_QUESTION) as door, pytest.raises(NeedsYou) as stop:
        await visitor.sign_in(door, totp=SEED)
    assert stop.value.need is Need.CODE
    assert len(door.told) == 2
