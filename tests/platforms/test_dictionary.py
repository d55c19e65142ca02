"""R3: labels in a language that nobody has recorded, where the page itself holds a dictionary."""

from dataclasses import replace

import pytest
from playwright.async_api import Page

from automations.catalogue import load
from automations.dictionary import in_page, worded, words_of
from automations.errand import Mode
from automations.outcome import Outcome
from automations.practice import drawings
from automations.practice.row import Row
from automations.practice.twist import Twist, joined
from tests.platforms.play import BRISK, Stage

TUMBLR = load().platform("tumblr")
BLOG = "maple-notes"
SHARING = TUMBLR.setting(f"tumblr.third_party_sharing/{BLOG}")
ENGLISH, GERMAN = "Prevent third-party sharing for", "Weitergabe an Dritte verhindern für"
SLOTS = ["{{blog}}", "%1$s", "%{blog}", "{blog_name}"]


def in_german(translations: dict[str, str]) -> Twist:
    """The page is drawn in German, and holds that dictionary."""

    def rows(rows: tuple[Row, ...]) -> tuple[Row, ...]:
        return tuple(replace(row, label=row.label.replace(ENGLISH, GERMAN)) for row in rows)

    return joined(Twist(rows=rows), drawings.flagged(translations=translations))


@pytest.mark.parametrize("slot", SLOTS)
async def test_the_page_s_own_words_are_known(stage: Stage, slot: str) -> None:
    twist = in_german({f"{ENGLISH} {slot}": f"{GERMAN} {slot}", "Save": "Save"})
    async with stage.player(TUMBLR, language="de", twist=twist) as player:
        result = await player.one(SHARING)
        assert result.outcome is Outcome.OPTED_OUT, result
        assert player.is_out(SHARING) and [one.setting for one in player.writes] == [SHARING.id]
        assert not result.new_controls
        assert (await player.one(SHARING, Mode.CHECK)).outcome is Outcome.ALREADY_OUT


@pytest.mark.parametrize(
    "translations",
    [
        {},
        {"Third-party sharing": f"{GERMAN} %s"},
        {f"{ENGLISH} %s": f"{GERMAN} %s", f"{ENGLISH} {{blog}}": "Etwas anderes für {blog}"},
        {f"{ENGLISH} %s": GERMAN},
        {f"{ENGLISH} %s": f"<b>{GERMAN}</b> %s"},
    ],
    ids=["nothing", "only-similar", "two-ways", "without-the-name", "markup"],
)
async def test_what_it_does_not_clearly_say_is_not_guessed(stage: Stage, translations: dict[str, str]) -> None:
    async with stage.player(TUMBLR, language="de", twist=in_german(translations)) as player:
        result = await player.one(SHARING, timing=BRISK)
        assert result.outcome is Outcome.NOT_RECOGNISED, result
        assert (player.writes, player.events) == ((), ())


async def test_any_page_is_read_without_trouble(blank: Page) -> None:
    for script in ("window.tumblr = 1", "window.tumblr = {languageData: {translations: ['a', 1, null]}}"):
        await blank.evaluate(script)
        assert in_page(["Save"], await words_of(blank, TUMBLR), "") == ()
    assert await words_of(blank, load().platform("x")) == {}


def test_only_labels_are_added_to() -> None:
    words = {"Prevent third-party sharing for \ufffc": "Nein für \ufffc", "Visibility": "Sichtbarkeit"}
    told = worded(SHARING, words)
    assert told.control.labels == SHARING.control.labels | {"page": (f"Nein für {BLOG}",)}
    assert told.model_copy(update={"control": SHARING.control}) == SHARING
