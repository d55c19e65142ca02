"""What happens to a real WordPress in the middle of a run: never a success that is not proven, never a second write."""

from collections.abc import Callable

import pytest

from automations.errand import Mode, Stage
from automations.outcome import Need, Outcome
from tests.wordpress.conftest import Visitor, credentials_of
from tests.wordpress.real import OWNER
from tests.wordpress.site import Site

pytestmark = pytest.mark.xdist_group("wordpress")
UNPROVEN = "The setting was changed just before, but that is not proven: check again."


@pytest.mark.parametrize(("stage", "stored"), [(Stage.WRITING, "1"), (Stage.VERIFYING, "0")])
async def test_the_server_goes_down(site: Site, visitor: Visitor, stage: Stage, stored: str) -> None:
    result = await visitor.send(site, Mode.RUN, meanwhile={stage: site.go_down})
    assert result.outcome is Outcome.UNREACHABLE, result
    assert result.before == "unchecked"
    assert UNPROVEN in result.detail
    assert site.option("blog_public") == stored
    site.start()
    again = await visitor.send(site, Mode.RUN)
    assert again.outcome is (Outcome.OPTED_OUT if stored == "1" else Outcome.ALREADY_OUT), again
    assert site.option("blog_public") == "0"
    assert site.saves() == 1


@pytest.mark.parametrize(("stage", "stored"), [(Stage.WRITING, "1"), (Stage.VERIFYING, "0")])
async def test_the_session_expires(site: Site, visitor: Visitor, stage: Stage, stored: str) -> None:
    meanwhile = {stage: lambda: site.end_sessions(OWNER)}
    try:
        result = await visitor.send(site, Mode.RUN, credentials=credentials_of(OWNER), meanwhile=meanwhile)
    finally:
        visitor.forget(site)
    assert (result.outcome, result.needs) == (Outcome.NEEDS_YOU, Need.SIGN_IN), result
    assert result.url == f"{site.address}/wp-login.php"
    assert UNPROVEN in result.detail
    assert site.option("blog_public") == stored
    assert site.saves() == 1
    assert "POST /wp-login.php" not in site.requests()


@pytest.mark.parametrize(("stage", "stored"), [(Stage.WRITING, "1"), (Stage.VERIFYING, "0")])
async def test_maintenance_begins(site: Site, visitor: Visitor, stage: Stage, stored: str) -> None:
    result = await visitor.send(site, Mode.RUN, meanwhile={stage: site.begin_maintenance})
    assert result.outcome is Outcome.UNREACHABLE, result
    assert "HTTP 503" in result.detail
    assert UNPROVEN in result.detail
    assert site.option("blog_public") == stored
    assert site.saves() == 1


def already_off(site: Site) -> Callable[[], None]:
    return lambda: site.set_option("blog_public", "0")


async def test_somebody_else_ticks_it_first(site: Site, visitor: Visitor) -> None:
    result = await visitor.send(site, Mode.RUN, meanwhile={Stage.WRITING: already_off(site)})
    assert result.outcome is Outcome.OPTED_OUT, result
    assert site.option("blog_public") == "0"


async def test_somebody_else_clears_it_again(site: Site, visitor: Visitor) -> None:
    cleared = {Stage.VERIFYING: lambda: site.set_option("blog_public", "1")}
    result = await visitor.send(site, Mode.RUN, meanwhile=cleared)
    assert result.outcome is Outcome.STILL_ON, result
    assert result.proofs == ()
    assert site.saves() == 1
