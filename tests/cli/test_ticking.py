"""Ticks: a setting that costs something is changed by every run once its person says so."""

from automations.catalogue import load
from automations.spec import Action
from tests.cli.process import Shell

COSTLY = [one.id for one in load().platform("x").settings if one.action is Action.ASK_FIRST]
PLAIN = next(one.id for one in load().platform("x").settings if one.action is Action.SET)


def test_a_tick_is_kept_and_taken_back(shell: Shell) -> None:
    shell("accounts", "add", "x", "me")
    ticked = shell("accounts", "tick", "x", "me", COSTLY[0], COSTLY[1].split(".")[1], "--json")
    assert ticked.status == 0, ticked.err
    assert ticked.document["account"]["ticked"] == sorted(COSTLY[:2])
    untick = shell("accounts", "tick", "x", "me", COSTLY[0], "--off", "--json")
    assert untick.document["account"]["ticked"] == [COSTLY[1]]


def test_what_needs_no_tick_is_refused_and_nothing_is_ticked(shell: Shell) -> None:
    shell("accounts", "add", "x", "me")
    for wrong in (PLAIN, "x.nothing"):
        refused = shell("accounts", "tick", "x", "me", COSTLY[0], wrong)
        assert refused.status == 2
        assert wrong in refused.err
    assert shell("accounts", "list", "--json").document["accounts"][0]["ticked"] == []
