"""Addresses: the closest one for a region, companies without a file, and nobody who is not known."""

from datetime import date

import pytest

from automations.outcome import Refused
from backend.letters.addressees import addressee, addressees
from backend.letters.letter import lines_of
from backend.letters.terms import Region
from tests.letters.desks import catalogue

COMPANIES = (
    *("whatsapp", "tiktok", "snap", "twitch", "slack", "microsoft"),
    *("vimeo", "notion", "zoom", "strava", "duolingo"),
)


def test_companies_without_a_file_can_be_written_to() -> None:
    known = {one.slug: one for one in addressees(catalogue())}
    for slug in COMPANIES:
        assert all(known[slug].reached(region) for region in Region), slug
        date.fromisoformat(known[slug].seen)
    assert {"x", "linkedin", "correo"} <= set(known)
    assert list(known) == sorted(known)


def test_the_closest_address_is_used() -> None:
    correo = addressee(catalogue(), "correo")
    europe, america = correo.reached(Region.EU), correo.reached(Region.US)
    assert europe and america
    assert europe.emails == ("eu@correo.example", "privacy@correo.example", "second@correo.example")
    assert america.emails[0] == "privacy@correo.example" and "eu@correo.example" not in america.emails
    assert europe.company == "Correo, Inc."


def test_where_there_is_only_a_form_it_is_the_form() -> None:
    x = addressee(catalogue(), "X")
    there, elsewhere = x.reached(Region.UK), x.reached(Region.OTHER)
    assert there and elsewhere
    assert there.post and there.post.startswith("X Internet Unlimited Company")
    assert (elsewhere.post, elsewhere.email, elsewhere.form) == (None, None, "https://help.x.com/forms/privacy")


def test_authorities() -> None:
    x, snap = addressee(catalogue(), "x"), addressee(catalogue(), "Snapchat")
    irish, british = x.authority(Region.EU), snap.authority(Region.UK)
    assert irish and irish.email == "info@dataprotection.ie"
    assert british and british.company == "Information Commissioner's Office"
    assert snap.authority(Region.EU) is None and x.authority(Region.US) is None


def test_nobody_is_made_up() -> None:
    with pytest.raises(Refused, match="Neither a platform nor a company") as refused:
        addressee(catalogue(), "nobody")
    assert "whatsapp" in str(refused.value)


def test_a_company_s_name_stays_in_one_line() -> None:
    assert lines_of("Vimeo, Inc., 555 West 18th Street, New York, NY 10011, USA")[:2] == [
        "Vimeo, Inc.",
        "555 West 18th Street",
    ]
