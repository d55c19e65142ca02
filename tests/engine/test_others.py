"""Services without a folder of their own: what is said of them, and that nothing more is."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from automations.others import FILE, Service, load_others
from backend import guide
from backend.guide import NOTHING_FOUND

OTHERS = load_others()


def test_services_where_nothing_was_found_say_exactly_that() -> None:
    empty = [one for one in OTHERS.services if one.nothing_found]
    assert {one.slug for one in empty} == {"poe", "vimeo", "strava", "duolingo", "character-ai"}
    for one in empty:
        told = guide.service(one)
        assert (told.steps, told.remarks, told.confidence) == ((), (NOTHING_FOUND,), None)


@pytest.mark.parametrize("service", OTHERS.services, ids=lambda one: one.slug)
def test_every_service_tells_what_to_do_or_that_there_is_nothing(service: Service) -> None:
    told = guide.service(service)
    assert bool(told.steps) is bool(service.control)
    assert told.steps or told.remarks
    assert service.nothing_found or service.confidence


def test_what_is_not_known_is_said() -> None:
    told = {one.slug: guide.service(one).unknown for one in OTHERS.services}
    assert "whether the form covers Threads" in told["threads"]
    assert "the exact address of the form" in told["tiktok"]
    assert "how it stands when nobody has touched it" in told["twitch"]
    assert "where it is" in told["meta-muse"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("nothing_found = true", 'nothing_found = true\nwhat = "something"'),
        ('confidence = "high"', 'confidence = "certain"'),
        ('slug = "poe"', 'slug = "twitch"'),
        ('service = "twitch"', 'service = "nobody"'),
        ('urls = ["https', 'urls = ["http'),
        ('control = "a switch"', 'switch = "a switch"'),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, before: str, after: str) -> None:
    wrong = tmp_path / "others.toml"
    wrong.write_text(FILE.read_text().replace(before, after, 1))
    with pytest.raises(ValidationError):
        load_others(wrong)
