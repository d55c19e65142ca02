"""Signing in through the real form of a real WordPress, with stored credentials."""

import time

import pytest

from automations import sign_in
from automations.errand import Mode
from automations.outcome import Need, NeedsYou, Outcome
from tests.wordpress.conftest import TIMING, Visitor, account_of, credentials_of
from tests.wordpress.real import EDITOR, OWNER
from tests.wordpress.site import Person, Site

pytestmark = pytest.mark.xdist_group("wordpress")
WEEK = 7 * 24 * 3600


@pytest.mark.parametrize("person", [OWNER, EDITOR], ids=["owner", "editor"])
async def test_the_handle_is_the_user_name(site: Site, visitor: Visitor, person: Person) -> None:
    async with visitor.session() as session:
        assert await visitor.sign_in(session, site, credentials_of(person)) == person.login
        cookies = [one for one in await session.context.cookies() if "logged_in" in str(one.get("name"))]
    (signed_in,) = cookies
    assert signed_in.get("expires", 0) > time.time() + WEEK
    assert site.sessions(person) >= 1


@pytest.mark.parametrize("who", ["wrong password", "unknown user"])
async def test_wrong_credentials_need_a_person(site: Site, visitor: Visitor, who: str) -> None:
    person = OWNER if who == "wrong password" else Person(login="nobody", password="", role="", shown="")
    async with visitor.session() as session:
        with pytest.raises(NeedsYou) as stop:
            await visitor.sign_in(session, site, credentials_of(person, "not the password"))
    assert stop.value.need is Need.PASSWORD
    assert "not the password" not in str(stop.value)
    assert [one for one in site.requests() if one.startswith("POST")] == ["POST /wp-login.php"]


async def test_the_password_is_in_no_address(site: Site, visitor: Visitor) -> None:
    async with visitor.session() as session:
        await visitor.sign_in(session, site, credentials_of(OWNER))
    assert OWNER.password.split()[0] not in "".join(site.requests())


async def test_a_form_that_moves_the_focus_gets_each_text_in_its_own_field(site: Site, visitor: Visitor) -> None:
    site.odd("focus_moved")
    async with visitor.session() as session:
        assert await visitor.sign_in(session, site, credentials_of(OWNER)) == OWNER.login


async def test_the_question_for_the_address_is_postponed(site: Site, visitor: Visitor) -> None:
    site.set_option("admin_email_lifespan", "1")
    async with visitor.session() as session:
        assert await visitor.sign_in(session, site, credentials_of(OWNER)) == OWNER.login
    assert any("action=confirm_admin_email" in one for one in site.requests())
    assert int(site.option("admin_email_lifespan")) > time.time()


@pytest.mark.parametrize("language", ["unknown_language", "right_to_left"])
async def test_in_another_language(site: Site, visitor: Visitor, language: str) -> None:
    site.odd(language)
    async with visitor.session() as session:
        assert await visitor.sign_in(session, site, credentials_of(OWNER)) == OWNER.login


async def test_a_site_in_a_folder(site_in_folder: Site, visitor: Visitor) -> None:
    async with visitor.session() as session:
        assert await visitor.sign_in(session, site_in_folder, credentials_of(OWNER)) == OWNER.login


async def test_nobody_signed_in_is_told_before_a_run(site: Site, visitor: Visitor) -> None:
    async with visitor.session() as session:
        with pytest.raises(NeedsYou) as stop:
            await sign_in.probe(session.context, visitor.platform, account_of(site), TIMING)
    assert stop.value.need is Need.SIGN_IN


async def test_a_run_signs_in_by_itself_once(site: Site, visitor: Visitor) -> None:
    result = await visitor.send(site, Mode.RUN, person=None, handle=OWNER.login, credentials=credentials_of(OWNER))
    assert result.outcome is Outcome.OPTED_OUT, result
    assert site.option("blog_public") == "0"
    assert site.requests().count("POST /wp-login.php") == 1


async def test_a_run_with_a_wrong_password_stops(site: Site, visitor: Visitor) -> None:
    wrong = credentials_of(OWNER, "not the password")
    result = await visitor.send(site, Mode.RUN, person=None, handle=OWNER.login, credentials=wrong)
    assert (result.outcome, result.needs) == (Outcome.NEEDS_YOU, Need.PASSWORD), result
    assert site.saves() == 0
    assert site.requests().count("POST /wp-login.php") == 1


@pytest.mark.parametrize(
    ("oddity", "need"),
    [("second_factor", Need.SIGN_IN), ("sign_in_moved", Need.SIGN_IN), ("locked_out", Need.PASSWORD)],
)
async def test_what_plugins_ask_is_left_to_the_person(site: Site, visitor: Visitor, oddity: str, need: Need) -> None:
    site.odd(oddity)
    before = site.sessions(OWNER)
    result = await visitor.send(site, Mode.RUN, person=None, handle=OWNER.login, credentials=credentials_of(OWNER))
    assert (result.outcome, result.needs) == (Outcome.NEEDS_YOU, need), result
    assert result.url == f"{site.address}/wp-login.php"
    assert OWNER.password not in result.detail
    assert site.requests().count("POST /wp-login.php") <= 1
    assert not [one for one in site.requests() if one.startswith("POST") and one != "POST /wp-login.php"]
    assert site.sessions(OWNER) - before <= 1
    assert site.option("blog_public") == "1"
