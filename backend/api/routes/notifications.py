"""Notifications: where one is told of what looks found, when, and a test. One's own only; no address is shown again."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request
from pydantic import Field, SecretStr, StringConstraints, ValidationError

from backend.api.gates import Asking, Gate
from backend.api.origins import read_origin
from backend.api.pages import In, Out, Page
from backend.api.words import HexPath, Name, Whole
from backend.members.activity import What as Noted
from backend.members.rules import Action
from backend.members.trouble import Invalid
from backend.notify import words
from backend.notify.desk import LONGEST
from backend.notify.hours import clock_text, minutes
from backend.notify.subscription import Subscription, contact_of
from backend.notify.targets import Target
from backend.notify.wishes import Wishes

router = APIRouter(prefix="/notifications", tags=["notifications"])
Seeing = Annotated[Asking, Depends(Gate(Action.SEE_NOTIFICATIONS))]
Changing = Annotated[Asking, Depends(Gate(Action.CHANGE_NOTIFICATIONS))]
AtOnce = Literal["came_back", "needs_you", "letter_due"]
TimeOfDay = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class TargetIn(In):
    """Where to. `url`: an address as Apprise writes it. It is sealed at once, and never handed out again."""

    name: Name
    url: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST)]


class TargetOut(Out):
    """Where one is told, by name and kind. `failing`: since when nothing arrives there; `why`: the last trouble.

    `waiting` and `given_up` count messages. `gone`: a browser that takes none any more.
    """

    id: str
    name: str
    scheme: str
    added: datetime
    sent: datetime | None
    failing: datetime | None
    next_try: datetime | None
    why: str | None
    gone: bool
    waiting: int
    given_up: int


class KeyOut(Out):
    """What a browser is told, so that it takes messages from here alone: `applicationServerKey` of the Push API."""

    key: str


class BrowserIn(In):
    """A browser that lets itself be told, as its `PushSubscription` says. It is sealed at once."""

    name: Name
    endpoint: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST)]
    p256dh: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    auth: Annotated[str, StringConstraints(min_length=1, max_length=40)]


class TestOut(Out):
    """Whether a test message was taken, and in words what came of it."""

    sent: bool
    detail: str


class QuietHours(In):
    """By the clock on the wall; they may go over midnight."""

    begin: TimeOfDay
    end: TimeOfDay


class DigestIn(In):
    """When the weekly digest comes: `weekday` 0 is Monday."""

    weekday: Annotated[int, Field(ge=0, le=6), Whole]
    hour: Annotated[int, Field(ge=0, le=23), Whole]


class WishesIn(In):
    """What is told at once; the rest comes with the digest, if there is one. Without quiet hours there are none."""

    at_once: Annotated[list[AtOnce], Field(max_length=3)]
    quiet_hours: QuietHours | None = None
    time_zone: Annotated[str, StringConstraints(min_length=1, max_length=64)] = "UTC"
    digest: DigestIn | None = None


class WishesOut(Out):
    """What is wished."""

    at_once: list[AtOnce]
    quiet_hours: QuietHours | None
    time_zone: str
    digest: DigestIn | None


@router.get("/targets")
async def list_targets(asking: Seeing) -> Page[TargetOut]:
    """Where one is told, on one page."""
    office = await asking.of()
    return Page(items=[_shown(one) for one in await office.notifications.targets.list()], next=None)


@router.post("/targets", status_code=201)
async def add_target(wish: TargetIn, asking: Changing) -> TargetOut:
    """Adds a place. Nothing is sent there yet: try it."""
    office = await asking.of()
    made = await office.notifications.add(wish.name, SecretStr(wish.url))
    await asking.desk.people.activity.note(asking.who.member, asking.who, Noted.NOTIFICATION_ADDED, made.name)
    return _shown(made)


@router.get("/browsers/key")
async def get_push_key(asking: Changing) -> KeyOut:
    """The public key of this installation, for web push (VAPID)."""
    return KeyOut(key=await (await asking.of()).notifications.key.public())


@router.post("/browsers", status_code=201)
async def add_browser(wish: BrowserIn, asking: Changing, request: Request) -> TargetOut:
    """Adds a browser, which is a place like the others from then on."""
    asked = read_origin(request.scope)
    keys = {"endpoint": wish.endpoint, "p256dh": wish.p256dh, "auth": wish.auth}
    try:
        given = Subscription(**keys, contact=contact_of(asked.origin if asked else None), device=asking.who.device)
    except ValidationError:
        raise Invalid("browser", words.NO_BROWSER) from None
    made = await (await asking.of()).notifications.add_browser(wish.name, given)
    await asking.desk.people.activity.note(asking.who.member, asking.who, Noted.NOTIFICATION_ADDED, made.name)
    return _shown(made)


@router.delete("/targets/{id}", status_code=204)
async def remove_target(id: HexPath, asking: Changing) -> None:
    """Forgets it with its address, and what was on its way there."""
    targets = (await asking.of()).notifications.targets
    gone = await targets.get(id)
    await targets.remove(id)
    await asking.desk.people.activity.note(asking.who.member, asking.who, Noted.NOTIFICATION_REMOVED, gone.name)


@router.post("/targets/{id}/test")
async def test_target(id: HexPath, asking: Changing) -> TestOut:
    """Sends a test message there, at most every ten seconds."""
    notifications = (await asking.of()).notifications
    target = await notifications.targets.get(id)
    ended = await notifications.test(id)
    if ended.why is None:
        return TestOut(sent=True, detail=words.SENT.format(name=target.name))
    return TestOut(sent=False, detail=words.said(ended))


@router.get("/settings")
async def get_wishes(asking: Seeing) -> WishesOut:
    """What one wishes to be told, and when."""
    return _wished(await (await asking.of()).notifications.wishes.get())


@router.put("/settings")
async def put_wishes(wish: WishesIn, asking: Changing) -> WishesOut:
    """Says so anew, for what waits, too."""
    wishes = (await asking.of()).notifications.wishes
    known, quiet, digest = Wishes(), wish.quiet_hours, wish.digest
    wanted = Wishes(
        at_once=frozenset(one for one in known.at_once if one.value in wish.at_once),
        quiet=(minutes(quiet.begin), minutes(quiet.end)) if quiet else None,
        zone=wish.time_zone,
        digest=digest is not None,
        weekday=digest.weekday if digest else known.weekday,
        hour=digest.hour if digest else known.hour,
    )
    await wishes.put(wanted)
    return _wished(wanted)


def _shown(target: Target) -> TargetOut:
    return TargetOut.model_validate(target)


def _wished(wishes: Wishes) -> WishesOut:
    quiet = QuietHours(begin=clock_text(wishes.quiet[0]), end=clock_text(wishes.quiet[1])) if wishes.quiet else None
    return WishesOut.model_validate(
        {
            "at_once": sorted(one.value for one in wishes.at_once),
            "quiet_hours": quiet,
            "time_zone": wishes.zone,
            "digest": DigestIn(weekday=wishes.weekday, hour=wishes.hour) if wishes.digest else None,
        }
    )
