"""Platform files are read strictly; a wrong one is refused with path, key, reason and the nearest right key."""

import itertools
from pathlib import Path

import pytest

from automations import catalogue
from automations.outcome import Refused
from automations.spec import Platform, Setting
from automations.texts import all_texts, normalise

X = catalogue.PACKAGED / "x" / "platform.toml"
WRONG = {
    "unknown key": (
        "essential = true",
        "esential = true",
        r"esential: there is no such key here\. Did you mean essential",
    ),
    "wrong state": ('out = "unchecked"', 'out = "of"', "out"),
    "impossible state": ('out = "unchecked"', 'out = "off"', "checked or unchecked"),
    "one proof": ('proofs = ["page", "api"]', 'proofs = ["page", "page"]', "two different kinds"),
    "unknown action": ('action = "set"', 'action = "sett"', "action"),
    "unknown text": ('"@grok_memory"', '"@grok_memori"', "is not in labels.toml. Did you mean grok_memory"),
    "not TOML": ('slug = "x"', "slug = x", "not valid TOML"),
    "bad host": ('hosts = ["x.com"', 'hosts = ["x com"', "hosts"),
    "same id twice": ('id = "x.grok_memory"', 'id = "x.grok_training"', "the same id twice"),
}


@pytest.mark.parametrize(("old", "new", "reason"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_file_is_refused(tmp_path: Path, old: str, new: str, reason: str) -> None:
    text = X.read_text()
    assert old in text
    file = tmp_path / "platform.toml"
    file.write_text(text.replace(old, new, 1))
    (tmp_path / "labels.toml").write_text(X.with_name("labels.toml").read_text())
    with pytest.raises(Refused, match=reason) as refused:
        catalogue.read_platform(file)
    assert str(file) in str(refused.value)


def test_further_folders_work_like_the_package(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "platform.toml").write_text(X.read_text().replace('slug = "x"', 'slug = "mine"'))
    (folder / "labels.toml").write_text(X.with_name("labels.toml").read_text())
    assert "mine" in catalogue.load([tmp_path]).platforms


def test_a_slug_that_is_taken_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "again"
    folder.mkdir()
    for name in ("platform.toml", "labels.toml"):
        (folder / name).write_text(X.with_name(name).read_text())
    with pytest.raises(Refused, match="is taken by"):
        catalogue.load([tmp_path])


def test_names_are_forgiving_and_the_nearest_is_offered() -> None:
    known = catalogue.load()
    assert known.platform("X").slug == "x"
    with pytest.raises(Refused, match=r"Did you mean x\.grok_training"):
        known.setting("x.grok_trainig")


def test_an_id_that_two_platforms_share_needs_the_platform() -> None:
    known, shared = catalogue.load(), "meta.ads_about_meta"
    with pytest.raises(Refused, match=r"a setting of Facebook .* and Instagram .*\. Name the platform"):
        known.setting(shared)
    assert [platform.slug for platform, _ in known.settings(shared)] == ["facebook", "instagram"]
    assert known.sharing(known.platform("facebook"), shared) == (known.platform("instagram"),)
    assert known.sharing(known.platform("x"), "x.grok_training") == ()


def every_pair() -> list[tuple[Platform, Setting, Setting]]:
    return [
        (platform, one, other)
        for platform in catalogue.load()
        for one, other in itertools.combinations(platform.settings, 2)
        if one.url == other.url
    ]


@pytest.mark.parametrize(("platform", "one", "other"), every_pair(), ids=lambda item: getattr(item, "id", None))
def test_no_two_settings_of_a_page_share_a_label_in_any_language(
    platform: Platform, one: Setting, other: Setting
) -> None:
    """All languages are tried at once, so a text must never mean two things on one page."""
    texts = [{normalise(text) for text in all_texts(setting.control.labels)} for setting in (one, other)]
    assert not texts[0] & texts[1]
