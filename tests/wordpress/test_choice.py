"""The setting costs visitors from search engines: a run leaves it alone unless the person named or ticked it."""

import pytest

from automations.errand import Errand, Mode
from automations.runner import run_account
from automations.selection import Selection, select
from automations.spec import Platform
from tests.wordpress.conftest import BLOG_PUBLIC, TIMING, Visitor, account_of
from tests.wordpress.real import OWNER
from tests.wordpress.site import Site

pytestmark = pytest.mark.xdist_group("wordpress")


async def outcomes(site: Site, visitor: Visitor, selection: Selection) -> list[str]:
    """What a run of the selection says, in a browser that is signed in as the owner."""
    account = account_of(site, OWNER.login)
    errand = Errand(platform=visitor.platform, account=account, mode=Mode.RUN, wanted=selection.wanted)
    async with visitor.session(await visitor.signed_in(site, OWNER)) as session:
        run = run_account(session, errand, journal=visitor.hear, timing=TIMING)
        return [str(one.outcome) async for one in run]


@pytest.mark.parametrize("essential", [False, True])
async def test_an_ordinary_run_leaves_it_alone(site: Site, visitor: Visitor, essential: bool) -> None:
    selection = select(visitor.platform, Mode.RUN, essential=essential)
    ((skipped, why),) = selection.skipped
    assert (skipped.id, why) == (BLOG_PUBLIC, "Left alone unless you name it. The site leaves search results.")
    assert await outcomes(site, visitor, selection) == []
    assert site.requests() == []
    assert site.option("blog_public") == "1"


async def test_a_ticked_setting_is_changed(site: Site, visitor: Visitor) -> None:
    selection = select(visitor.platform, Mode.RUN, ticked={BLOG_PUBLIC})
    assert await outcomes(site, visitor, selection) == ["opted_out"]
    assert site.option("blog_public") == "0"
    assert site.saves() == 1


def test_a_check_of_everything_reads_it(platform: Platform) -> None:
    assert [one.setting.id for one in select(platform, Mode.CHECK, every=True).wanted] == [BLOG_PUBLIC]
