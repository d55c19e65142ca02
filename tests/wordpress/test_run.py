"""Opting a real WordPress out, and back in: what is said, what its database holds, what visitors see."""

import pytest

from automations.errand import Mode, Stage
from automations.outcome import Outcome, ProofKind
from tests.wordpress.conftest import Visitor
from tests.wordpress.site import Site

pytestmark = pytest.mark.xdist_group("wordpress")


async def test_a_check_tells_that_it_is_on_and_changes_nothing(site: Site, visitor: Visitor) -> None:
    before = site.options()
    result = await visitor.send(site, Mode.CHECK)
    assert result.outcome is Outcome.STILL_ON, result
    assert result.before == "unchecked"
    assert site.options() == before
    assert site.saves() == 0


async def test_a_run_opts_out_with_two_proofs(site: Site, visitor: Visitor) -> None:
    before = site.options()
    result = await visitor.send(site, Mode.RUN)
    assert result.outcome is Outcome.OPTED_OUT, result
    assert (result.before, result.after) == ("unchecked", "checked")
    assert [proof.kind for proof in result.proofs] == [ProofKind.PAGE, ProofKind.PUBLIC]
    assert site.options() == {**before, "blog_public": "0"}
    assert site.says_noindex()
    assert site.saves() == 1


async def test_the_change_is_announced_before_it_is_made(site: Site, visitor: Visitor) -> None:
    await visitor.send(site, Mode.RUN)
    assert [one.stage for one in visitor.told] == [Stage.OPENING, Stage.READING, Stage.WRITING, Stage.VERIFYING]
    assert visitor.told[2].value == "unchecked"


async def test_a_second_run_writes_nothing(site: Site, visitor: Visitor) -> None:
    await visitor.send(site, Mode.RUN)
    site.forget_requests()
    result = await visitor.send(site, Mode.RUN)
    assert result.outcome is Outcome.ALREADY_OUT, result
    assert {proof.kind for proof in result.proofs} == {ProofKind.PAGE, ProofKind.PUBLIC}
    assert site.requests()
    assert site.saves() == 0
    assert site.option("blog_public") == "0"


async def test_undo_puts_back_what_was_there(site: Site, visitor: Visitor) -> None:
    before = site.options()
    out = await visitor.send(site, Mode.RUN)
    result = await visitor.send(site, Mode.UNDO, restore=out.before)
    assert result.outcome is Outcome.RESTORED, result
    assert (result.before, result.after) == ("checked", "unchecked")
    assert [proof.kind for proof in result.proofs] == [ProofKind.PAGE, ProofKind.PUBLIC]
    assert site.options() == before
    assert not site.says_noindex()


async def test_the_other_fields_of_the_page_stay_as_they_are(site: Site, visitor: Visitor) -> None:
    for name, value in (("posts_per_page", "7"), ("posts_per_rss", "3"), ("rss_use_excerpt", "1")):
        site.set_option(name, value)
    before = site.options()
    assert (await visitor.send(site, Mode.RUN)).outcome is Outcome.OPTED_OUT
    assert site.options() == {**before, "blog_public": "0"}


async def test_a_site_in_a_folder(site_in_folder: Site, visitor: Visitor) -> None:
    result = await visitor.send(site_in_folder, Mode.RUN)
    assert result.outcome is Outcome.OPTED_OUT, result
    assert site_in_folder.option("blog_public") == "0"
    assert site_in_folder.says_noindex()
    assert all(one.split()[1].startswith("/blog") for one in site_in_folder.requests() if "favicon" not in one)
    undone = await visitor.send(site_in_folder, Mode.UNDO, restore=result.before)
    assert undone.outcome is Outcome.RESTORED, undone
    assert site_in_folder.option("blog_public") == "1"


@pytest.mark.parametrize("rules", ["Disallow: /", "Allow: /"])
async def test_the_robots_file_at_the_root_of_the_host_proves_nothing(
    site_in_folder: Site, visitor: Visitor, rules: str
) -> None:
    site_in_folder.robots_file.write_text(f"User-agent: *\n{rules}\n")
    assert rules in site_in_folder.robots()
    assert (await visitor.send(site_in_folder, Mode.CHECK)).outcome is Outcome.STILL_ON
    result = await visitor.send(site_in_folder, Mode.RUN)
    assert result.outcome is Outcome.OPTED_OUT, result
    assert "/ has noindex" in result.proofs[1].detail


@pytest.mark.parametrize("language", ["unknown_language", "right_to_left"])
async def test_a_site_in_another_language(site: Site, visitor: Visitor, language: str) -> None:
    site.odd(language)
    assert "Log In" not in site.fetch(site.address + "/wp-login.php")
    result = await visitor.send(site, Mode.RUN)
    assert result.outcome is Outcome.OPTED_OUT, result
    assert result.new_controls == ()
    assert site.option("blog_public") == "0"
    undone = await visitor.send(site, Mode.UNDO, restore=result.before)
    assert undone.outcome is Outcome.RESTORED, undone
    assert site.option("blog_public") == "1"
