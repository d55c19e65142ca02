"""What another catalogue would do differently is told, and what it dares more than before needs a yes."""

import pytest

from automations.catalogue import load
from automations.update import Facts, Update
from backend.updates import Change, compare
from tests.updates.maker import pier, x

PACKAGED = load()
ASKED: dict[str, tuple[tuple[str, str], str, str]] = {
    "hosts": (('hosts = ["x.com"', 'hosts = ["new.example", "x.com"'), "hosts", "new.example"),
    "assets": (('assets = ["', 'assets = ["cdn.example", "'), "hosts", "cdn.example"),
    "where one signs in": (('url = "https://x.com/i/flow', 'url = "https://x.example/i/flow'), "leads_to", "x.example"),
    "what counts as out": (('out = "unchecked"', 'out = "checked"'), "dares", "is out when its checkbox is checked"),
    "unattended": (('unattended = "with_consent"', 'unattended = "allowed"'), "dares", "'allowed'"),
    "a place": (('place = "own_tab"', 'place = "own_profile"'), "dares", "It runs at 'own_profile'"),
    "a password": (('credentials = "refused"', 'credentials = "allowed"'), "dares", "password may be typed in"),
    "what a run changes": (('action = "ask_first"', 'action = "set"'), "dares", "is changed by every run"),
    "pace": (("gap_seconds = [2.0", "gap_seconds = [0.1"), "dares", "after 0.1 seconds"),
    "a signal": (('what = "account locked"', 'what = "nothing"'), "dares", "stops no more at: account locked"),
    "who is signed in": (("data-testid=AppTabBar_Profile_Link", "data-testid=Another"), "dares", "in another way"),
    "proofs": (('key = "allow_sharing', 'key = "another_allow_sharing'), "dares", "proven in another way"),
}


def changes(files: dict[str, dict[str, str]], **more: dict[str, str]) -> tuple[Change, ...]:
    """What these files change in the packaged catalogue."""
    facts = {
        slug: Facts(platform=one["platform.toml"].encode(), labels=one.get("labels.toml", "").encode() or None)
        for slug, one in files.items()
    }
    return compare(PACKAGED, load(update=Update(name="catalogue 1", files=facts, **more)))


@pytest.mark.parametrize(("change", "key", "told"), ASKED.values(), ids=ASKED.keys())
def test_what_it_dares_more_needs_a_yes(change: tuple[str, str], key: str, told: str) -> None:
    [one] = changes(x(change))
    assert one.asks
    assert any(told in text for text in getattr(one, key)), one


def test_the_other_way_round_nothing_is_dared() -> None:
    for name in ("hosts", "assets", "unattended", "a password", "pace"):
        old, new = ASKED[name][0]
        files = {
            slug: Facts(platform=one["platform.toml"].encode(), labels=one["labels.toml"].encode())
            for slug, one in x((old, new)).items()
        }
        [one] = compare(load(update=Update(name="catalogue 1", files=files)), PACKAGED)
        assert not one.asks, one


def test_files_as_they_are_change_nothing() -> None:
    assert changes(x()) == ()


def test_new_names_that_may_be_pressed_are_told_and_need_none() -> None:
    files = x()
    labels = files["x"]["labels.toml"]
    table = "[grok_training]\n"
    assert table in labels
    files["x"] = {**files["x"], "labels.toml": labels.replace(table, f'{table}tlh = ["Buy now"]\n', 1)}
    [one] = changes(files)
    assert (one.presses, one.asks) == (("Buy now",), False)
    assert "x.grok_training" in one.settings


def test_a_new_platform_needs_a_yes_and_so_does_one_that_is_gone() -> None:
    [added] = changes(pier())
    assert (added.kind, added.asks, added.hosts) == ("added", True, ("pier.example",))
    facts = {"pier": Facts(platform=pier()["pier"]["platform.toml"].encode())}
    [gone] = compare(load(update=Update(name="catalogue 1", files=facts)), PACKAGED)
    assert (gone.kind, gone.slug, gone.asks) == ("gone", "pier", True)


def test_what_is_retired_or_paused_is_told_and_needs_none() -> None:
    found = changes({}, retired={"x.grok_memory": "Gone."}, paused={"linkedin": "New pages."})
    linkedin, x = found
    assert (linkedin.paused, linkedin.asks) == ("New pages.", False)
    assert (x.retired, x.asks) == (("x.grok_memory: Gone.",), False)
