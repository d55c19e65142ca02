"""What ends a sign-in: the one who must act is named, nothing is tried twice, and no secret is repeated."""

import traceback

import pytest

from automations import sign_in
from automations.errand import Account, Timing
from automations.outcome import Need, NeedsYou, Refused, Stopped, Unreachable, WrongAccount
from automations.sign_in import Credentials
from automations.spec import Platform, SignIn
from tests.sign_in.conftest import TIMING, Visitor, platform_of
from tests.sign_in.door import Door

SECRET = "not-the-password"
SOON = Timing(find=4.0, steady=0.05)


async def test_a_wrong_password_is_given_once(visitor: Visitor) -> None:
    with Door() as door, pytest.raises(NeedsYou) as stop:
        await visitor.sign_in(door, password=SECRET)
    assert stop.value.need is Need.PASSWORD
    assert stop.value.url == f"{door.address}/login"
    assert len(door.told) == 1


async def test_a_form_that_stays_has_not_accepted(visitor: Visitor) -> None:
    with Door() as door:
        platform = with_steps(platform_of(door), hint="body")  # pressing it does nothing
        with pytest.raises(NeedsYou) as stop:
            await through(visitor, door, platform, SOON)
    assert stop.value.need is Need.PASSWORD
    assert door.told == []


async def test_a_challenge_gets_no_password(visitor: Visitor) -> None:
    with Door(challenge="Are you a robot?") as door, pytest.raises(NeedsYou) as stop:
        await visitor.sign_in(door)
    assert stop.value.need is Need.CHALLENGE
    assert door.told == []


async def test_an_unknown_form_needs_a_person(visitor: Visitor) -> None:
    with Door(challenge="Choose how to sign in") as door, pytest.raises(NeedsYou) as stop:
        await visitor.sign_in(door, timing=SOON)
    assert stop.value.need is Need.SIGN_IN
    assert "not as known" in stop.value.detail
    assert door.told == []


async def test_another_person_is_the_wrong_account(visitor: Visitor) -> None:
    with Door(handle="somebody") as door, pytest.raises(WrongAccount):
        await visitor.sign_in(door, handle="me")


async def test_a_site_that_is_down_is_unreachable(visitor: Visitor) -> None:
    with Door() as door:
        pass
    with pytest.raises(Unreachable):
        await visitor.sign_in(door)


async def test_a_platform_whose_facts_advise_against_it_is_not_even_opened(visitor: Visitor) -> None:
    with Door() as door:
        platform = platform_of(door)
        assert platform.sign_in is not None
        refusing = platform.sign_in.model_copy(update={"credentials": "refused", "credentials_why": "It locks people."})
        with pytest.raises(Refused, match="It locks people"):
            await through(visitor, door, platform.model_copy(update={"sign_in": refusing}))
        with pytest.raises(Refused, match="needs no sign-in"):
            await through(visitor, door, platform.model_copy(update={"sign_in": None}))
    assert door.addresses == []


@pytest.mark.parametrize("trouble", ["wrong password", "covered field", "unknown field"])
async def test_no_secret_is_repeated(visitor: Visitor, trouble: str) -> None:
    with Door() as door:
        platform = platform_of(door)
        if trouble == "covered field":
            platform = with_steps(platform, hint="#nowhere")
        if trouble == "unknown field":
            platform = with_steps(platform, field="form")
        with pytest.raises(Stopped) as stop:
            await through(visitor, door, platform, SOON)
    assert SECRET not in "".join(traceback.format_exception(stop.value))
    assert SECRET not in repr(Credentials(user="me", password=SECRET, totp=SECRET))


async def through(visitor: Visitor, door: Door, platform: Platform, timing: Timing = TIMING) -> str:
    """Signs in with a wrong password, by those facts."""
    account = Account(name="practice", address=door.address)
    credentials = Credentials(user="me", password=SECRET)
    async with visitor.context() as context:
        return await sign_in.with_credentials(context, platform, account, credentials, timing=timing)


def with_steps(platform: Platform, *, hint: str | None = None, field: str | None = None) -> Platform:
    """The platform with another button or another field for the password."""
    assert platform.sign_in is not None
    changed: dict[str, str] = {}
    changed |= {"submit": hint} if hint else {}
    changed |= {"field": field} if field else {}
    steps = tuple(one.model_copy(update=changed) if one.what == "password" else one for one in platform.sign_in.steps)
    sign_in: SignIn = platform.sign_in.model_copy(update={"steps": steps})
    return platform.model_copy(update={"sign_in": sign_in})
