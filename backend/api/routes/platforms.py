"""Platforms: what is known of each, how firmly, and whether it is left alone now."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends
from pydantic import Field

from automations.outcome import Refused
from automations.reach import SITE
from automations.spec import Action as Default
from automations.spec import Place, Platform, Setting
from backend.api.gates import Asking, Gate, SignedIn
from backend.api.pages import In, Out, Page
from backend.api.words import NOTHING_KNOWN, SlugPath
from backend.members.activity import What
from backend.members.rules import Action
from backend.members.trouble import NotThere
from backend.records import Pause

router = APIRouter(prefix="/platforms", tags=["platforms"])
Pausing = Annotated[Asking, Depends(Gate(Action.PAUSE))]


class SettingOut(Out):
    """One thing that can be opted out of. `last_proven`: when this installation last proved it, for anybody."""

    id: str
    title: str
    why: str
    category: str
    action: Default
    essential: bool
    costs: str | None
    url: str
    seen: str
    confidence: Literal["high", "medium", "low"]
    open_questions: list[str]
    last_proven: datetime | None


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
    hosts: list[str]
    sign_in: PlatformSignInOut | None
    paused: bool
    pauses: list[PauseOut]
    settings: list[SettingOut]
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
    pauses, proven = await office.records.pauses(), await asking.desk.lookups.last_proven()
    return Page(items=[_platform(one, pauses, proven) for one in office.catalogue], next=None)


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
    known = _known(asking, slug)
    return _platform(known, await office.records.pauses(), await asking.desk.lookups.last_proven())


def _known(asking: Asking, slug: str) -> Platform:
    try:
        return asking.desk.service.office.catalogue.platform(slug)
    except Refused:
        raise NotThere(NOTHING_KNOWN) from None


def _platform(platform: Platform, pauses: Sequence[Pause], proven: Mapping[str, datetime]) -> PlatformOut:
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
        settings=[_setting(one, proven) for one in platform.settings],
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
)


def _setting(setting: Setting, proven: Mapping[str, datetime]) -> SettingOut:
    fields = {name: getattr(setting, name) for name in SettingOut.model_fields if hasattr(setting, name)}
    fields["open_questions"] = list(setting.open_questions)
    return SettingOut(**fields, last_proven=proven.get(setting.id))
