"""Platforms: what is known of each, how firmly, and whether it is left alone now."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends
from pydantic import Field

from automations.outcome import Refused
from automations.practice.proven import read_proven
from automations.reach import SITE
from automations.spec import Action as Default
from automations.spec import ByHand, Form, Place, Platform, Setting
from backend import guide
from backend.api.gates import Asking, Gate, SignedIn
from backend.api.pages import In, Out, Page
from backend.api.words import NOTHING_KNOWN, SlugPath
from backend.freshness import Freshness, Known
from backend.guide import Guide
from backend.members.activity import What
from backend.members.rules import Action
from backend.members.trouble import NotThere
from backend.office import Office
from backend.pauses import Pause
from backend.proven import last_proven

router = APIRouter(prefix="/platforms", tags=["platforms"])
Pausing = Annotated[Asking, Depends(Gate(Action.PAUSE))]


class FreshOut(Out):
    """When it was last seen. `last_seen`: the last day that `seen` can mean; `warning` says why it is `stale`."""

    seen: str
    last_seen: date | None
    stale: bool
    warning: str | None


class SettingOut(FreshOut):
    """One thing that can be opted out of. `last_proven`: when this installation last proved it, for anybody.

    `practised`: when it was last proven on a stand-in of the platform, which says nothing of the real one. `retired`:
    why it is not visited any more.
    """

    id: str
    title: str
    why: str
    category: str
    action: Default
    essential: bool
    costs: str | None
    url: str
    confidence: Literal["high", "medium", "low"]
    open_questions: list[str]
    practised: date | None
    last_proven: datetime | None
    retired: str | None


class ByHandOut(FreshOut):
    """A setting that only the person can change. `steps`: where to go, what to look for, how it looks when out."""

    id: str
    title: str
    why: str
    category: str
    essential: bool
    url: str | None
    steps: list[str]
    not_known: list[str]
    not_driven: str
    regions: str
    confidence: Literal["high", "medium", "low"]


class FormOut(FreshOut):
    """A form that the person sends. `honest`: what may be expected of it, and no more."""

    id: str
    title: str
    why: str
    category: str
    essential: bool
    url: str
    steps: list[str]
    not_known: list[str]
    needs_code: bool
    regions: str
    honest: str
    confidence: Literal["high", "medium", "low"]


class PauseOut(Out):
    """Why a platform, or one account of whoever asks, is left alone. Without `until`: until a person resumes it."""

    account: int | None
    until: datetime | None
    why: str


class UnofferedOut(Out):
    """Something that the platform does not offer, in honest words."""

    id: str | None
    what: str
    wording: str
    regions: str | None
    since: str | None
    url: str | None


class LegalRouteOut(Out):
    """One way to write to the platform, or to the authority that watches over it."""

    kind: Literal["form", "letter", "complaint", "help"]
    what: str
    regions: list[str]
    url: str | None
    email: list[str]
    post: str | None
    note: str | None
    confidence: Literal["high", "medium", "low"]


class PlatformSignInOut(Out):
    """Where one signs in, and by which cookies (with `*`). `handover`: what is known of carrying them elsewhere."""

    url: str
    cookies: list[str]
    handover: str | None


class SharedWithOut(Out):
    """Platforms that hold some of the same settings, by id. Where one is changed, all are; `note` tells people so."""

    slugs: list[str]
    note: str


class PlatformOut(Out):
    """One platform. `hosts`: where its pages are, with `*.` for any beneath; a site of one's own is not among them."""

    slug: str
    name: str
    place: Place
    place_why: str
    unattended: Literal["allowed", "with_consent", "never"]
    policy_note: str
    claim: str
    seen: date
    firmness: Literal["firm", "mixed", "thin"]
    stored_password: bool
    own_address: bool
    retired: str | None
    hosts: list[str]
    sign_in: PlatformSignInOut | None
    paused: bool
    pauses: list[PauseOut]
    settings: list[SettingOut]
    by_hand: list[ByHandOut]
    forms: list[FormOut]
    shared_with: SharedWithOut | None
    not_offered: list[UnofferedOut]
    legal_routes: list[LegalRouteOut]
    advice: list[str]
    open_questions: list[str]


class PauseIn(In):
    """Why nobody shall visit the platform."""

    why: str = Field(default="Paused by the owner.", min_length=1, max_length=300, pattern=r"^[^\x00-\x1f]*$")


@router.get("")
async def list_platforms(asking: SignedIn) -> Page[PlatformOut]:
    """All platforms, on one page."""
    office = asking.desk.service.office.of(asking.who.member)
    pauses, known = await office.records.pauses(), await known_by_now(office)
    return Page(items=[_platform(one, pauses, known) for one in office.catalogue], next=None)


@router.get("/{slug}")
async def get_platform(slug: SlugPath, asking: SignedIn) -> PlatformOut:
    """One platform."""
    return await _one(asking, slug)


@router.post("/{slug}/pause")
async def pause_platform(slug: SlugPath, wish: PauseIn, asking: Pausing) -> PlatformOut:
    """Leaves it alone, for everybody, until somebody resumes it."""
    office = await asking.of()
    known = _known(asking, slug)
    await office.records.pause(known.slug, why=wish.why)
    await asking.desk.people.activity.note(asking.who.member, asking.who, What.PLATFORM_PAUSED, known.slug)
    return await _one(asking, slug)


@router.post("/{slug}/resume")
async def resume_platform(slug: SlugPath, asking: Pausing) -> PlatformOut:
    """Lifts the pause of the platform, and those of the owner's own accounts there."""
    office = await asking.of()
    known = _known(asking, slug)
    await office.records.resume(known.slug)
    await asking.desk.people.activity.note(asking.who.member, asking.who, What.PLATFORM_RESUMED, known.slug)
    return await _one(asking, slug)


async def _one(asking: Asking, slug: str) -> PlatformOut:
    office = asking.desk.service.office.of(asking.who.member)
    platform = _known(asking, slug)
    return _platform(platform, await office.records.pauses(), await known_by_now(office))


async def known_by_now(office: Office) -> Known:
    """Since when each setting and form is known, as of today."""
    return Known(today=datetime.now(UTC).date(), proven=read_proven(), confirmed=await last_proven(office.store))


def _known(asking: Asking, slug: str) -> Platform:
    try:
        return asking.desk.service.office.catalogue.platform(slug)
    except Refused:
        raise NotThere(NOTHING_KNOWN) from None


def _platform(platform: Platform, pauses: Sequence[Pause], known: Known) -> PlatformOut:
    now = datetime.now(UTC)
    held = [one for one in pauses if one.holds(platform.slug, one.account_id, now)]
    plain = {name: getattr(platform, name) for name in PLAIN}
    return PlatformOut(
        **plain,
        hosts=[one for one in platform.hosts if one != SITE],
        sign_in=_sign_in(platform),
        stored_password=bool(platform.sign_in and platform.sign_in.credentials == "allowed"),
        paused=any(one.account_id is None for one in held),
        pauses=[PauseOut(account=one.account_id, until=one.until, why=one.why) for one in held],
        settings=[_setting(one, known.of(platform, one)) for one in platform.settings],
        by_hand=[_by_hand(one, known.of(platform, one)) for one in platform.by_hand],
        forms=[FormOut(**told_of(one, known.of(platform, one))) for one in platform.forms],
        shared_with=SharedWithOut.model_validate(platform.shared_with) if platform.shared_with else None,
        not_offered=[UnofferedOut.model_validate(one) for one in platform.not_offered],
        legal_routes=[LegalRouteOut.model_validate(one) for one in platform.legal_routes],
        advice=list(platform.advice),
        open_questions=list(platform.open_questions),
    )


def _sign_in(platform: Platform) -> PlatformSignInOut | None:
    known = platform.sign_in
    return PlatformSignInOut(url=known.url, cookies=list(known.cookies), handover=known.handover) if known else None


PLAIN = (
    *("slug", "name", "place", "place_why", "unattended", "policy_note", "claim", "seen", "firmness", "own_address"),
    "retired",
)


def _setting(setting: Setting, fresh: Freshness) -> SettingOut:
    fields = {name: getattr(setting, name) for name in SettingOut.model_fields if hasattr(setting, name)}
    fields["open_questions"] = list(setting.open_questions)
    practised = fresh.practised.on if fresh.practised else None
    return SettingOut(**fields, **_fresh(fresh), practised=practised, last_proven=fresh.confirmed)


def _by_hand(one: ByHand, fresh: Freshness) -> ByHandOut:
    fields = {name: getattr(one, name) for name in ByHandOut.model_fields if hasattr(one, name)}
    return ByHandOut(**fields, **_fresh(fresh), **_steps(guide.by_hand(one)))


def told_of(one: Form, fresh: Freshness) -> dict[str, Any]:
    """What is shown of a form, by the names of `FormOut`."""
    fields = {name: getattr(one, name) for name in FormOut.model_fields if hasattr(one, name)}
    return {**fields, **_fresh(fresh), **_steps(guide.form(one))}


def _steps(told: Guide) -> dict[str, list[str]]:
    return {"steps": list(told.steps), "not_known": list(told.unknown)}


def _fresh(fresh: Freshness) -> dict[str, Any]:
    return {"last_seen": fresh.source, "stale": fresh.stale, "warning": fresh.warning}
