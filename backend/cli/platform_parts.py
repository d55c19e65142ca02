"""The document of `platforms`: platforms, their settings and what is done by hand, each with how fresh it is."""

from datetime import date, datetime
from typing import Literal

from automations.others import Others, Service
from automations.spec import Action, Platform, Setting
from backend import guide
from backend.cli.document import Document, Part
from backend.freshness import Freshness, Item, Known
from backend.guide import Guide
from backend.pauses import Pause


class FreshPart(Part):
    """When something was last seen, and whether that is too long ago. `practised` shows that Unconsent works there."""

    seen: str
    last_seen: date | None
    practised: date | None = None
    confirmed: datetime | None = None
    stale: bool


class SettingPart(FreshPart):
    """One setting of a platform."""

    id: str
    title: str
    why: str
    action: Action
    essential: bool
    costs: str | None
    url: str
    confidence: str
    retired: str | None


class GuidePart(FreshPart):
    """What the person does, step by step; nobody can check it."""

    id: str
    title: str
    steps: tuple[str, ...]
    remarks: tuple[str, ...]
    unknown: tuple[str, ...]
    confidence: str | None


class UnofferedPart(Part):
    """What the platform does not offer."""

    id: str | None
    what: str
    wording: str
    regions: str | None
    since: str | None


class RoutePart(Part):
    """Whom to write to."""

    kind: Literal["form", "letter", "complaint", "help"]
    what: str
    regions: tuple[str, ...]
    url: str | None
    email: tuple[str, ...]
    post: str | None
    note: str | None
    confidence: str


class PausePart(Part):
    """Why a platform, or one account there, is not visited now."""

    account: str | None
    until: datetime | None
    why: str


class PlatformPart(Part):
    """One platform. `stale`: how many of its settings, those by hand and forms among them, are."""

    slug: str
    name: str
    place: str
    unattended: str
    policy_note: str
    seen: date
    firmness: str
    stale: int
    stored_password: bool
    retired: str | None
    settings: tuple[SettingPart, ...]
    by_hand: tuple[GuidePart, ...]
    forms: tuple[GuidePart, ...]
    not_offered: tuple[UnofferedPart, ...]
    legal_routes: tuple[RoutePart, ...]
    advice: tuple[str, ...]
    pauses: tuple[PausePart, ...] = ()


class PlatformsDocument(Document):
    """What `platforms` prints with --json. `services`: those without a folder of their own."""

    platforms: tuple[PlatformPart, ...]
    services: tuple[GuidePart, ...]


def platform_part(platform: Platform, known: Known, pauses: list[Pause]) -> PlatformPart:
    """The platform as the document shows it."""
    plain = {"slug", "name", "place", "unattended", "policy_note", "seen", "firmness", "advice", "retired"}
    return PlatformPart(
        **platform.model_dump(include=plain),
        stale=known.stale(platform),
        stored_password=bool(platform.sign_in and platform.sign_in.credentials == "allowed"),
        settings=tuple(_setting(one, known.of(platform, one)) for one in platform.settings),
        by_hand=tuple(_guide(guide.by_hand(one), known.of(platform, one)) for one in platform.by_hand),
        forms=tuple(_guide(guide.form(one), known.of(platform, one)) for one in platform.forms),
        not_offered=tuple(
            UnofferedPart(**one.model_dump(include=set(UnofferedPart.model_fields))) for one in platform.not_offered
        ),
        legal_routes=tuple(RoutePart(**one.model_dump()) for one in platform.legal_routes),
        pauses=tuple(PausePart(account=one.account, until=one.until, why=one.why) for one in pauses),
    )


def only(platform: PlatformPart, item: Item | None) -> PlatformPart:
    """The platform with nothing but that of its settings; all of it when none is named."""
    if item is None:
        return platform
    lists = ("settings", "by_hand", "forms")
    chosen = {name: tuple(one for one in getattr(platform, name) if one.id == item.id) for name in lists}
    return platform.model_copy(update=chosen | {"not_offered": (), "legal_routes": (), "advice": ()})


def service_part(service: Service, others: Others, known: Known) -> GuidePart:
    """A service as the document shows it."""
    return _guide(guide.service(service), known.of_service(others, service))


def _setting(setting: Setting, fresh: Freshness) -> SettingPart:
    own = set(SettingPart.model_fields) - set(FreshPart.model_fields)
    return SettingPart(**setting.model_dump(include=own), **_fresh(fresh, setting.seen).model_dump())


def _guide(told: Guide, fresh: Freshness) -> GuidePart:
    return GuidePart(
        id=told.id,
        title=told.title,
        steps=told.steps,
        remarks=told.remarks,
        unknown=told.unknown,
        confidence=told.confidence,
        **_fresh(fresh, told.seen).model_dump(),
    )


def _fresh(fresh: Freshness, seen: str) -> FreshPart:
    return FreshPart(
        seen=seen,
        last_seen=fresh.source,
        practised=fresh.practised.on if fresh.practised else None,
        confirmed=fresh.confirmed,
        stale=fresh.stale,
    )
