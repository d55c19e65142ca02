"""The generated pages on platforms and services tell everything that the files hold, and do not change by the day."""

from datetime import date

from automations.catalogue import Catalogue, load
from automations.others import load_others
from automations.practice.proven import Practised, Proven, facts_of
from backend import others_page, platform_page
from tests.cli.test_platforms import BY_HAND, FORM, WITH_ALL
from tests.docs.test_generated import ROOT


def test_the_page_of_services_is_current() -> None:
    written = (ROOT / "docs/reference/others.md").read_text()
    assert written == others_page.page(load_others()), "run: python -m backend.others_page > docs/reference/others.md"


def test_every_service_and_address_is_on_its_page() -> None:
    others, text = load_others(), others_page.page(load_others())
    assert all(f"## {one.name} (`{one.slug}`)" in text for one in others.services)
    assert all(one.post in text for one in others.contacts)
    assert text.count("Nothing was found") == sum(one.nothing_found for one in others.services)


def test_a_platform_is_told_whole() -> None:
    setting = WITH_ALL.settings[0]
    done = Practised(on=date(2026, 11, 24), scenarios=7, facts=facts_of(setting))
    catalogue = Catalogue(platforms={"x": WITH_ALL}, folders=load().folders)
    text = platform_page.page(catalogue, Proven(settings={setting.id: done}))
    assert f"#### {BY_HAND.title} (`{BY_HAND.id}`)" in text and f"#### {FORM.title} (`{FORM.id}`)" in text
    assert "Stale from: always: no date" in text
    assert "2026-11-24, 7 scenarios" in text and "| never |" in text
    assert "| 2026-10 | 2027-01-01 |" in text
    assert all(one.what in text for one in WITH_ALL.not_offered)
    assert all(one.what in text for one in WITH_ALL.legal_routes)
    assert all(one in text for one in WITH_ALL.advice)
