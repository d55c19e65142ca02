"""Whom one can write to: platforms by their files, further companies by `companies.toml`. No address is made up."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from automations.catalogue import Catalogue
from automations.outcome import Refused
from automations.spec import LegalRoute
from automations.spec.words import Model, Slug, Text
from backend.letters import words
from backend.letters.letter import Recipient, lines_of
from backend.letters.terms import Region

FILE = Path(__file__).with_name("companies.toml")
FITTING = {
    Region.EU: ("EU/EEA", "all"),
    Region.UK: ("UK", "all"),
    Region.US: ("US", "all"),
    Region.OTHER: ("all",),
}
"""What a route says of where it is meant for, the closest first."""
SURE = ("high", "medium", "low")


class Company(Model):
    """One of `companies.toml`."""

    slug: Slug
    name: Text
    seen: Text
    """The date of what is said of it."""
    legal_routes: tuple[LegalRoute, ...]


class Companies(Model):
    """The whole file."""

    companies: tuple[Company, ...]
    authorities: tuple[LegalRoute, ...]


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """Somebody to write to, and the ways there. `platform`: whether it has a file of its own here."""

    slug: str
    name: str
    routes: tuple[LegalRoute, ...]
    platform: bool
    seen: str

    def reached(self, region: Region) -> Recipient | None:
        """The closest postal address, e-mail addresses and form for that region; None when there is none at all."""
        letters, forms = _fitting(self.routes, region, "letter"), _fitting(self.routes, region, "form")
        post = next((one.post for one in (*letters, *forms) if one.post), None)
        emails = tuple(dict.fromkeys(email for one in (*letters, *forms) for email in one.email))
        form = next((one.url for one in (*forms, *letters) if one.url), None)
        if not (post or emails or form):
            return None
        return Recipient(company=lines_of(post)[0] if post else self.name, post=post, emails=emails, form=form)

    def authority(self, region: Region) -> Recipient | None:
        """Who watches over it there, as far as that is known."""
        known = (*self.routes, *_file().authorities)
        for one in _fitting(known, region, "complaint"):
            return Recipient(company=one.what, post=one.post, emails=one.email, form=one.url)
        return None


def addressee(catalogue: Catalogue, name: str) -> Addressee:
    """The one of that slug or name. Refused, with all that are known, when there is none with an address."""
    known = addressees(catalogue)
    wanted = name.strip().casefold().replace("_", "-")
    for one in known:
        if wanted in (one.slug, one.name.casefold()):
            return one
    raise Refused(words.NOTHING_KNOWN.format(known=", ".join(one.slug for one in known)))


def addressees(catalogue: Catalogue) -> tuple[Addressee, ...]:
    """Everybody with an address, by slug. A company that got a platform file is a platform."""
    platforms = {
        one.slug: Addressee(
            slug=one.slug, name=_short(one.name), routes=one.legal_routes, platform=True, seen=str(one.seen)
        )
        for one in catalogue
        if any(route.kind in ("letter", "form") for route in one.legal_routes)
    }
    companies = {
        one.slug: Addressee(slug=one.slug, name=one.name, routes=one.legal_routes, platform=False, seen=one.seen)
        for one in _file().companies
    }
    return tuple(one for _, one in sorted({**companies, **platforms}.items()))


def _fitting(routes: Iterable[LegalRoute], region: Region, kind: str) -> tuple[LegalRoute, ...]:
    """Those that are meant for the region, those made for it first, then the surer ones."""
    fitting = FITTING[region]
    found = [
        (min(fitting.index(one) for one in route.regions if one in fitting), SURE.index(route.confidence), route)
        for route in routes
        if route.kind == kind and set(route.regions) & set(fitting)
    ]
    return tuple(route for _, _, route in sorted(found, key=lambda one: one[:2]))


def _short(name: str) -> str:
    """The name without what is said of it in brackets."""
    return name.partition(" (")[0]


@cache
def _file() -> Companies:
    with FILE.open("rb") as file:
        return Companies.model_validate(tomllib.load(file), strict=False)
