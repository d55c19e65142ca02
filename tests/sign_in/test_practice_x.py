"""The sign-in of practice X, which its own client draws step by step; X itself is never signed in to by script."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from automations import sign_in
from automations.catalogue import load
from automations.errand import Account
from automations.outcome import Need, NeedsYou, Refused
from automations.practice.server import Practice
from automations.sign_in import Credentials
from automations.spec import Platform
from tests.chromium import launched_for
from tests.sign_in.conftest import TIMING

PASSWORD = "correct horse battery staple"
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
Stage = tuple[Practice, Browser]


@pytest.fixture(scope="module")
async def stage() -> AsyncIterator[Stage]:
    """The practice server, and a browser that knows its hosts only."""
    async with Practice(load()) as practice, launched_for(practice) as browser:
        yield practice, browser


async def enter(stage: Stage, platform: Platform, *, password: str = PASSWORD, totp: str | None = None) -> str:
    """Signs in as `me` in a fresh browser, and returns the handle."""
    credentials = Credentials(user="me", password=password, totp=totp)
    context = await stage[1].new_context()
    try:
        account = Account(name="practice", handle="me")
        return await sign_in.with_credentials(context, platform, account, credentials, timing=TIMING)
    finally:
        await context.close()


@pytest.fixture
def x() -> Platform:
    """X, if its facts allowed it."""
    platform = load().platform("x")
    assert platform.sign_in is not None
    return platform.model_copy(update={"sign_in": platform.sign_in.model_copy(update={"credentials": "allowed"})})


@pytest.mark.parametrize("question", [None, "me"], ids=["no question", "question"])
@pytest.mark.parametrize("totp", [None, SEED], ids=["no code", "code"])
async def test_every_step_that_is_asked_is_answered(
    stage: Stage, x: Platform, question: str | None, totp: str | None
) -> None:
    stage[0].person("x", "me", password=PASSWORD, question=question, totp=totp)
    assert await enter(stage, x, totp=totp) == "me"


async def test_a_code_without_a_seed_needs_a_person(stage: Stage, x: Platform) -> None:
    stage[0].person("x", "me", password=PASSWORD, totp=SEED)
    with pytest.raises(NeedsYou) as stop:
        await enter(stage, x)
    assert stop.value.need is Need.CODE


async def test_a_wrong_password_needs_a_person(stage: Stage, x: Platform) -> None:
    stage[0].person("x", "me", password=PASSWORD)
    with pytest.raises(NeedsYou) as stop:
        await enter(stage, x, password="something else")
    assert stop.value.need is Need.PASSWORD


async def test_its_facts_forbid_it(stage: Stage) -> None:
    stage[0].person("x", "me", password=PASSWORD)
    before = len(stage[0].requests("x"))
    with pytest.raises(Refused, match="Sign in once by hand"):
        await enter(stage, load().platform("x"))
    assert len(stage[0].requests("x")) == before
