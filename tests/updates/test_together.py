"""Two updates at once: an older one never takes the place of a newer one that came meanwhile."""

from pathlib import Path

import pytest

from automations.outcome import Refused
from backend.settings import read_settings
from backend.updates import apply, installed, offer, roll_back
from tests.updates.maker import Maker


def test_what_was_offered_before_is_looked_at_again(maker: Maker, tmp_path: Path) -> None:
    settings = read_settings({"UNCONSENT_CATALOGUE_KEYS": maker.public}, home=tmp_path / "home")
    older, newer = offer(settings, maker.bundle(1)), offer(settings, maker.bundle(2))
    newest = offer(settings, maker.bundle(3))
    apply(settings, newer)
    with pytest.raises(Refused, match="is older than what is installed"):
        apply(settings, older)
    with pytest.raises(Refused, match="by another process meanwhile"):
        apply(settings, newest)
    bundle = installed(settings)
    assert bundle and bundle.serial == 2
    assert roll_back(settings) and installed(settings) is None


def test_a_release_that_is_newer_is_used_instead(maker: Maker, tmp_path: Path) -> None:
    settings = read_settings({"UNCONSENT_CATALOGUE_KEYS": maker.public}, home=tmp_path / "home")
    apply(settings, offer(settings, maker.bundle(4)))
    assert installed(settings, ours=3) and installed(settings, ours=4) is None
    with pytest.raises(Refused, match="not newer than what came with this release"):
        offer(settings, maker.bundle(5), ours=5)
    assert offer(settings, maker.bundle(5), ours=4).is_newer
