"""Which settings a run visits where: those of the browser, and those that are one and the same preference."""

import pytest

from automations.catalogue import load
from automations.errand import Mode
from automations.selection import OF_THE_BROWSER, Selection, select

PLATFORMS = load()
OLD, NEW = "reddit.old_hide_from_robots", "reddit.search_indexing"


def wanted(chosen: Selection) -> list[str]:
    """The ids of those visited."""
    return [one.setting.id for one in chosen.wanted]


def skipped(chosen: Selection) -> dict[str, str]:
    """Why the others are not."""
    return {setting.id: why for setting, why in chosen.skipped}


@pytest.mark.parametrize("mode", [Mode.RUN, Mode.CHECK])
@pytest.mark.parametrize("named", [frozenset(), frozenset({"stackoverflow.cookies"})])
def test_a_setting_of_the_browser_is_left_to_the_persons_own(mode: Mode, named: frozenset[str]) -> None:
    platform = PLATFORMS.platform("stackoverflow")
    elsewhere = select(platform, mode, named=named, own_browser=False)
    assert (wanted(elsewhere), skipped(elsewhere)) == ([], {"stackoverflow.cookies": OF_THE_BROWSER})
    assert wanted(select(platform, mode, named=named, own_browser=True)) == ["stackoverflow.cookies"]


def test_only_what_was_chosen_is_left_to_it() -> None:
    """A setting that is left alone anyway says why it is."""
    chosen = select(PLATFORMS.platform("x"), Mode.RUN, own_browser=False)
    assert skipped(chosen)["x.cookie_preferences"].startswith("Left alone unless you name it.")


@pytest.mark.parametrize("named", [{NEW, OLD}, {OLD, NEW, "reddit.old_research"}])
def test_one_preference_is_changed_by_one_page(named: set[str]) -> None:
    chosen = select(PLATFORMS.platform("reddit"), Mode.RUN, named=frozenset(named))
    assert set(wanted(chosen)) == named - {OLD}
    assert skipped(chosen) == {OLD: 'The same preference as "Show up in search results", which is seen to already.'}


def test_the_other_page_alone_can_be_named() -> None:
    assert wanted(select(PLATFORMS.platform("reddit"), Mode.RUN, named=frozenset({OLD}))) == [OLD]


def test_an_everyday_run_takes_the_new_page() -> None:
    chosen = wanted(select(PLATFORMS.platform("reddit"), Mode.RUN))
    assert NEW in chosen and OLD not in chosen
