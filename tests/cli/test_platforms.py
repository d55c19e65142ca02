"""What `platforms` tells: short on any terminal, in full by name, and honest about what is old or not known."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from rich.text import Text

from automations.catalogue import Catalogue, load
from automations.errand import Mode
from automations.others import load_others
from automations.outcome import Refused
from automations.practice.proven import Proven
from automations.spec import Action, ByHand, Form, Platform
from backend.cli.pen import Pen
from backend.cli.platform_list import choose, left_over, table
from backend.cli.platform_parts import platform_part
from backend.cli.platform_whole import whole
from backend.freshness import Known
from backend.office import open_office
from backend.settings import read_settings
from tests.cli.process import Shell
from tests.store.household import result

CATALOGUE, OTHERS = load(), load_others()
X = CATALOGUE.platform("x")
FRESH = Known(today=X.seen, proven=Proven(), confirmed={})
OLD = Known(today=date(2028, 1, 1), proven=Proven(), confirmed={})
BY_HAND = ByHand(
    id="x.by_hand",
    title="Something in the app",
    why="It shares.",
    category="ads",
    path=("Settings", "Privacy"),
    look_for='"Share"',
    out="off",
    not_driven="The page is not known.",
    confidence="low",
    seen="2025-26",
)
FORM = Form(
    id="x.objection",
    title="Objection",
    why="It trains.",
    category="ai_training",
    url="https://x.com/form",
    email="#email",
    button={"en": ("Send it",)},
    needs_code=True,
    regions="EU/EEA",
    honest="Nothing can be read again.",
    confidence="medium",
    seen="undated",
)
WITH_ALL = X.model_copy(update={"by_hand": (BY_HAND,), "forms": (FORM,)})


def many(count: int) -> Catalogue:
    """A catalogue of so many platforms, some of them with long names."""
    named = {
        f"platform-number-{number}": X.model_copy(
            update={"slug": f"platform-number-{number}", "name": f"Platform {number} " + "with a long name " * number}
        )
        for number in range(count)
    }
    return Catalogue(platforms=named, folders={slug: Path() for slug in named})


def said(lines: list[Text]) -> str:
    return "\n".join(line.plain for line in lines)


def pen(width: int) -> Pen:
    return Pen(width=width, unicode=True, program="unconsent")


@pytest.mark.parametrize("width", [72, 80, 96])
def test_each_of_twenty_five_platforms_takes_one_line(width: int) -> None:
    lines = table(tuple(many(25)), FRESH, [], pen(width))
    rows = [line for line in lines if "platform-number-" in line.plain]
    assert len(rows) == 25
    assert all(line.cell_len < width for line in lines)


@pytest.mark.parametrize("width", [40, 60])
def test_a_narrow_terminal_gets_the_same_in_words(width: int) -> None:
    text = said(table((WITH_ALL,), OLD, [], pen(width)))
    driven = sum(one.action in (Action.SET, Action.ASK_FIRST) for one in X.settings)
    none, stale = len(X.not_offered), len(X.settings) + 2
    counted = f"{driven} driven, 2 by hand, {none} not offered; newest source {X.seen}, {X.firmness}; {stale} stale"
    assert counted in " ".join(text.split())


def test_a_run_of_ones_own_makes_it_fresh_again() -> None:
    setting = X.settings[0]
    confirmed = datetime(2027, 12, 31, tzinfo=UTC)
    known = replace(OLD, confirmed={setting.id: confirmed})
    assert OLD.of(X, setting).stale and OLD.of(X, setting).warning
    assert not known.of(X, setting).stale and known.of(X, setting).warning is None
    assert known.stale(X) == OLD.stale(X) - 1
    part = next(one for one in platform_part(X, known, []).settings if one.id == setting.id)
    assert (part.stale, part.confirmed, part.practised) == (False, confirmed, None)


def test_stale_is_said_in_a_sentence() -> None:
    text = " ".join(said(whole(X, None, OLD, [], pen(96))).split())
    assert f"Stale: for more than 90 days no source and no run of yours has shown it (last on {X.seen})." in text
    assert "Stale" not in said(whole(X, X.setting("x.grok_training"), FRESH, [], pen(96)))


def test_what_is_done_by_hand_is_told_in_steps() -> None:
    text = said(whole(WITH_ALL, None, FRESH, [], pen(96)))
    for line in (
        "1. Go to Settings > Privacy.",
        '2. Look for: "Share"',
        "3. It is out when: off",
        "Not known: its address",
        "1. Open https://x.com/form",
        "2. Give your e-mail address.",
        '3. Press "Send it".',
        "4. Enter the code",
        "Not known: what the page says when it was sent",
        "no source that shows it bears a date",
    ):
        assert line in text
    only = said(whole(WITH_ALL, BY_HAND, FRESH, [], pen(96)))
    assert "It is out when: off" in only and "Send it" not in only


def test_one_word_is_enough_for_a_platform_a_setting_or_a_service() -> None:
    catalogue = Catalogue(platforms={"x": WITH_ALL}, folders={"x": Path()})
    assert choose("X", catalogue, OTHERS).platform is WITH_ALL
    assert choose("x.objection", catalogue, OTHERS).item is FORM
    assert choose("x.by_hand", catalogue, OTHERS).item is BY_HAND
    service = choose("Microsoft_Copilot", catalogue, OTHERS).service
    assert service and service.slug == "microsoft-copilot"
    with pytest.raises(Refused, match="Did you mean twitch"):
        choose("twich", catalogue, OTHERS)


def test_a_service_that_has_become_a_platform_is_told_once() -> None:
    twitch: Platform = X.model_copy(update={"slug": "twitch"})
    catalogue = Catalogue(platforms={"twitch": twitch}, folders={"twitch": Path()})
    assert "twitch" not in {one.slug for one in left_over(catalogue, OTHERS)}
    assert choose("twitch", catalogue, OTHERS).platform is twitch


def test_no_service_is_missing_and_steps_are_numbered(shell: Shell) -> None:
    listed = shell("platforms").out
    assert all(f" {one.slug} " in listed for one in OTHERS.services)
    assert "nothing was found" in listed
    twitch = shell("platforms", "twitch").out
    assert "1. Open https://www.twitch.tv/settings/security" in twitch and "privacy@twitch.tv" in twitch
    assert "Not known: how it stands when nobody has touched it" in twitch and "Newest source: 2026" in twitch
    (told,) = shell("platforms", "poe", "--json").document["services"]
    assert told["steps"] == [] and told["remarks"][0].startswith("Nothing was found")
    assert not shell.home.exists()


def test_a_proof_of_this_data_folder_is_told_and_one_on_a_test_site_is_not(shell: Shell) -> None:
    async def proven() -> None:
        async with open_office(read_settings(shell.environ)) as office:
            account = await office.accounts.add(office.catalogue.platform("x"), "me", handle="me")
            await office.records.finish(account, Mode.RUN, result(account, "x.grok_training"))
            practised = result(account, "x.personalized_ads")
            await office.records.finish(account, Mode.RUN, practised, test_sites=("x.com",))

    asyncio.run(proven())
    (platform,) = shell("platforms", "x", "--json").document["platforms"]
    confirmed = {one["id"]: one["confirmed"] for one in platform["settings"] if one["confirmed"]}
    assert list(confirmed) == ["x.grok_training"]
