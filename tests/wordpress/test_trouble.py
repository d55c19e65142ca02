"""What a real WordPress, its plugins and its users put in the way: the one honest outcome, and nothing broken."""

import pytest

from automations.errand import Mode
from automations.outcome import Need, Outcome
from tests.wordpress.conftest import Visitor
from tests.wordpress.real import EDITOR
from tests.wordpress.site import Site

pytestmark = pytest.mark.xdist_group("wordpress")


async def test_another_account_is_not_touched(site: Site, visitor: Visitor) -> None:
    result = await visitor.send(site, Mode.RUN, handle="somebody")
    assert result.outcome is Outcome.WRONG_ACCOUNT, result
    assert site.option("blog_public") == "1"
    assert site.saves() == 0


async def test_signed_out(site: Site, visitor: Visitor) -> None:
    result = await visitor.send(site, Mode.RUN, person=None)
    assert (result.outcome, result.needs) == (Outcome.NEEDS_YOU, Need.SIGN_IN), result
    assert result.url == f"{site.address}/wp-login.php"
    assert site.saves() == 0


async def test_a_session_that_the_site_has_ended(site: Site, visitor: Visitor) -> None:
    state = await visitor.signed_in(site, EDITOR)
    site.end_sessions(EDITOR)
    try:
        result = await visitor.send(site, Mode.CHECK, person=EDITOR)
    finally:
        visitor.forget(site)
    assert state["cookies"]
    assert (result.outcome, result.needs) == (Outcome.NEEDS_YOU, Need.SIGN_IN), result


@pytest.mark.parametrize("language", ["", "unknown_language"])
async def test_an_editor_may_not_change_it(site: Site, visitor: Visitor, language: str) -> None:
    site.odd(language)
    for mode in (Mode.CHECK, Mode.RUN):
        result = await visitor.send(site, mode, person=EDITOR)
        assert result.outcome is Outcome.FORCED, result
        assert "administrator" in result.detail
    assert site.option("blog_public") == "1"
    assert site.saves() == 0


async def test_an_editor_in_place_of_the_owner_is_the_wrong_account(site: Site, visitor: Visitor) -> None:
    result = await visitor.send(site, Mode.RUN, person=EDITOR, handle="owner")
    assert result.outcome is Outcome.WRONG_ACCOUNT, result


async def test_a_save_that_is_ignored(site: Site, visitor: Visitor) -> None:
    site.odd("save_ignored")
    result = await visitor.send(site, Mode.RUN)
    assert result.outcome is Outcome.STILL_ON, result
    assert (result.before, result.after) == ("unchecked", "unchecked")
    assert site.option("blog_public") == "1"
    assert site.saves() == 1


async def test_a_save_that_the_server_refuses(site: Site, visitor: Visitor) -> None:
    site.odd("save_500")
    result = await visitor.send(site, Mode.RUN)
    assert result.outcome is Outcome.STILL_ON, result
    assert "HTTP 500" in result.detail
    assert site.option("blog_public") == "1"
    assert site.saves() == 1


async def test_a_site_that_switches_back_by_itself(site: Site, visitor: Visitor) -> None:
    site.odd("reverts")
    result = await visitor.send(site, Mode.RUN)
    assert result.outcome is Outcome.STILL_ON, result
    assert site.saves() == 1


@pytest.mark.parametrize("oddity", ["tag_removed", "seo_plugin"])
async def test_visitors_who_do_not_see_it_make_it_unproven(site: Site, visitor: Visitor, oddity: str) -> None:
    site.odd(oddity)
    for mode in (Mode.RUN, Mode.CHECK):
        result = await visitor.send(site, mode)
        assert result.outcome is Outcome.STILL_ON, result
        assert "/ does not show it to visitors" in result.detail
    assert site.option("blog_public") == "0"
    assert not site.says_noindex()
    assert site.saves() == 1


async def test_the_stricter_of_two_tags_counts(site: Site, visitor: Visitor) -> None:
    site.odd("seo_plugin_beside")
    assert (await visitor.send(site, Mode.CHECK)).outcome is Outcome.STILL_ON
    result = await visitor.send(site, Mode.RUN)
    assert result.outcome is Outcome.OPTED_OUT, result


async def test_a_front_page_from_a_cache_makes_it_unproven(site: Site, visitor: Visitor) -> None:
    site.odd("cached")
    assert not site.says_noindex()
    result = await visitor.send(site, Mode.RUN)
    assert result.outcome is Outcome.STILL_ON, result
    assert "/ does not show it to visitors" in result.detail
    assert site.option("blog_public") == "0"
    site.cache_file.unlink()
    again = await visitor.send(site, Mode.RUN)
    assert again.outcome is Outcome.ALREADY_OUT, again
    assert site.saves() == 1


async def test_a_front_page_from_a_cache_makes_an_undo_unproven(site: Site, visitor: Visitor) -> None:
    site.set_option("blog_public", "0")
    site.odd("cached")
    assert site.says_noindex()
    result = await visitor.send(site, Mode.UNDO, restore="unchecked")
    assert result.outcome is Outcome.NOT_RESTORED, result
    assert "/ still shows it to visitors" in result.detail
    assert site.option("blog_public") == "1"


async def test_visitors_who_still_see_it_make_an_undo_unproven(site: Site, visitor: Visitor) -> None:
    await visitor.send(site, Mode.RUN)
    site.odd("tag_always")
    result = await visitor.send(site, Mode.UNDO, restore="unchecked")
    assert result.outcome is Outcome.NOT_RESTORED, result
    assert site.option("blog_public") == "1"


async def test_a_front_page_that_visitors_cannot_see(site: Site, visitor: Visitor) -> None:
    site.odd("coming_soon")
    result = await visitor.send(site, Mode.RUN)
    assert result.outcome is Outcome.STILL_ON, result
    assert "outside" in result.detail
    assert site.option("blog_public") == "0"


async def test_a_robots_file_is_no_proof_that_it_is_out(site: Site, visitor: Visitor) -> None:
    site.robots_file.write_text("User-agent: *\nDisallow: /\n")
    assert "Disallow: /\n" in site.robots()
    result = await visitor.send(site, Mode.CHECK)
    assert result.outcome is Outcome.STILL_ON, result


async def test_a_robots_file_is_no_proof_that_it_is_on(site: Site, visitor: Visitor) -> None:
    site.robots_file.write_text("User-agent: *\nAllow: /\n")
    result = await visitor.send(site, Mode.RUN)
    assert result.outcome is Outcome.OPTED_OUT, result
    assert site.says_noindex()


@pytest.mark.parametrize(
    ("oddity", "seen"), [("radios", 'radio "Discourage'), ("relabelled", 'checkbox "Hide this site')]
)
async def test_a_control_that_is_not_as_known(site: Site, visitor: Visitor, oddity: str, seen: str) -> None:
    site.odd(oddity)
    result = await visitor.send(site, Mode.RUN)
    assert result.outcome is Outcome.NOT_RECOGNISED, result
    assert any(one.startswith(seen) for one in result.seen), result.seen
    assert site.saves() == 0


async def test_a_box_that_a_plugin_locks(site: Site, visitor: Visitor) -> None:
    site.odd("disabled")
    result = await visitor.send(site, Mode.RUN)
    assert result.outcome is Outcome.FORCED, result
    assert site.saves() == 0


async def test_a_site_in_maintenance(site: Site, visitor: Visitor) -> None:
    await visitor.signed_in(site, EDITOR)
    site.begin_maintenance()
    result = await visitor.send(site, Mode.RUN, person=EDITOR)
    assert result.outcome is Outcome.UNREACHABLE, result
    assert "HTTP 503" in result.detail


async def test_a_site_that_is_down(site: Site, visitor: Visitor) -> None:
    await visitor.signed_in(site, EDITOR)
    site.go_down()
    result = await visitor.send(site, Mode.RUN, person=EDITOR)
    assert result.outcome is Outcome.UNREACHABLE, result
    assert "ERR_CONNECTION_REFUSED" in result.detail


async def test_a_site_that_is_broken(site: Site, visitor: Visitor) -> None:
    await visitor.signed_in(site, EDITOR)
    site.odd("broken")
    result = await visitor.send(site, Mode.RUN, person=EDITOR)
    assert result.outcome is Outcome.UNREACHABLE, result
