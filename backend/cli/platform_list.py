"""`platforms`: what is known of each platform, and what a run changes there."""

from collections import Counter
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from automations.catalogue import load
from automations.outcome import Refused
from automations.spec import Action, Platform, Setting
from backend.cli import words
from backend.cli.call import Answer, Call
from backend.cli.document import Document, Part
from backend.cli.pen import Pen

if TYPE_CHECKING:
    from backend.records import Pause


class SettingPart(Part):
    """One setting of a platform."""

    id: str
    title: str
    why: str
    action: Action
    essential: bool
    costs: str | None
    url: str
    seen: str
    confidence: str


class PausePart(Part):
    """Why a platform, or one account there, is not visited now."""

    account: str | None
    until: datetime | None
    why: str


class PlatformPart(Part):
    """One platform."""

    slug: str
    name: str
    place: str
    unattended: str
    policy_note: str
    seen: date
    stored_password: bool
    settings: tuple[SettingPart, ...]
    pauses: tuple[PausePart, ...] = ()


class PlatformsDocument(Document):
    """What `platforms` prints with --json."""

    platforms: tuple[PlatformPart, ...]


async def listed(call: Call, slug: str | None, *, resume: bool) -> Answer:
    """All platforms in a line each, or one in full. `resume` lifts its pauses first."""
    settings = call.settings()
    catalogue = load(settings.platforms_path)
    chosen = [catalogue.platform(slug)] if slug else list(catalogue)
    if resume and not slug:
        raise Refused(f"Name the platform to resume: {words.command(call.program, 'platforms', 'SLUG', '--resume')}")
    pauses: list[Pause] = []
    if resume or settings.home.is_dir():
        async with call.office() as office:
            if resume:
                await office.records.resume(chosen[0].slug)
                call.screen.notice(words.RESUMED.format(platform=chosen[0].name))
            pauses = [one for one in await office.records.pauses() if one.holds(one.platform, one.account_id, _now())]
    document = PlatformsDocument(platforms=tuple(_part(one, pauses) for one in chosen))
    pen = call.screen.pen(call.program)
    lines = _whole(chosen[0], pauses, pen) if slug else [line for one in chosen for line in _short(one, pauses, pen)]
    return Answer(document=document, text=Group(*lines))


def _now() -> datetime:
    return datetime.now(UTC)


def _of(platform: Platform, pauses: "list[Pause]") -> "list[Pause]":
    return [one for one in pauses if one.platform == platform.slug]


def _part(platform: Platform, pauses: "list[Pause]") -> PlatformPart:
    return PlatformPart(
        slug=platform.slug,
        name=platform.name,
        place=platform.place,
        unattended=platform.unattended,
        policy_note=platform.policy_note,
        seen=platform.seen,
        stored_password=bool(platform.sign_in and platform.sign_in.credentials == "allowed"),
        settings=tuple(
            SettingPart(**one.model_dump(include=set(SettingPart.model_fields))) for one in platform.settings
        ),
        pauses=tuple(PausePart(account=one.account, until=one.until, why=one.why) for one in _of(platform, pauses)),
    )


def _short(platform: Platform, pauses: "list[Pause]", pen: Pen) -> list[Text]:
    counts = Counter(setting.action for setting in platform.settings)
    done = f"{counts[Action.SET]} settings in a run"
    extra = f", {counts[Action.ASK_FIRST]} more when named" if counts[Action.ASK_FIRST] else ""
    head = Text.assemble(" ", (platform.name, "head"), (f"  {platform.slug}", "command"))
    lines = [head, *pen.wrapped(f"{done}{extra}. {words.UNATTENDED[platform.unattended]}", indent=3, style="quiet")]
    return [*lines, *_paused(platform, pauses, pen), Text("")]


def _paused(platform: Platform, pauses: "list[Pause]", pen: Pen) -> list[Text]:
    lines: list[Text] = []
    for one in _of(platform, pauses):
        until = f" until {one.until:%Y-%m-%d %H:%M} UTC" if one.until else ""
        who = f" for {one.account}" if one.account else ""
        lines += pen.wrapped(f"Paused{who}{until}: {one.why}", indent=3, style="you")
        resume = words.command(pen.program, "platforms", platform.slug, "--resume")
        lines.append(Text(f"   {resume}", style="command", no_wrap=True, overflow="ignore"))
    return lines


def _whole(platform: Platform, pauses: "list[Pause]", pen: Pen) -> list[Text]:
    sign_in = platform.sign_in
    password = words.STORED_PASSWORD[sign_in.credentials] + f" {sign_in.credentials_why}" if sign_in else words.OPEN
    lines = [Text.assemble(" ", (platform.name, "head"), (f"  {platform.slug}", "command"))]
    lines += _paused(platform, pauses, pen)
    for label, text in (
        ("Policy", f"{words.UNATTENDED[platform.unattended]} {platform.policy_note}"),
        ("Sign-in", password),
        ("After it", platform.claim),
        ("Known", f"newest source {platform.seen}, {platform.firmness}"),
    ):
        lines += [Text(""), *_labelled(label, text, pen)]
    for action, title in words.ACTIONS.items():
        settings = [one for one in platform.settings if one.action is action]
        if settings:
            lines += [Text(""), Text(f" {title}", style="head"), *(line for one in settings for line in _row(one, pen))]
    for title, texts in (
        (words.NOT_OFFERED, [f"{note.what}: {note.wording}" for note in platform.not_offered]),
        (words.BEYOND, list(platform.advice)),
    ):
        lines += [Text(""), Text(f" {title}", style="head")] if texts else []
        lines += [line for text in texts for line in pen.wrapped(text, indent=3)]
    return lines


def _labelled(label: str, text: str, pen: Pen) -> list[Text]:
    lines = pen.wrapped(text, indent=11)
    lines[0] = Text.assemble((f" {label:<10}", "quiet"), lines[0].plain.strip())
    return lines


def _row(setting: Setting, pen: Pen) -> list[Text]:
    lines = [Text.assemble("   ", setting.title, (f"  {setting.id}", "command"))]
    lines += pen.wrapped(setting.why, indent=5, style="quiet")
    return lines + (pen.wrapped(f"Costs: {setting.costs}", indent=5, style="unsure") if setting.costs else [])
