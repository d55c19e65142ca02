"""One platform, one of its settings, or one service, in full: what is known, since when, and what to do by hand."""

from collections.abc import Sequence

from rich.text import Text

from automations.others import Contact
from automations.spec import ByHand, LegalRoute, Platform, Setting, Unoffered
from backend import guide
from backend.cli import words
from backend.cli.pen import Pen
from backend.freshness import Freshness, Item, Known
from backend.guide import Guide
from backend.pauses import Pause

BY_HAND = "By hand"
FORMS = "Forms that you send"
ROUTES = "Whom to write to"
NEVER = "never"
PRACTISED = "{on} ({scenarios} scenarios)"


def whole(platform: Platform, item: Item | None, known: Known, pauses: Sequence[Pause], pen: Pen) -> list[Text]:
    """All of the platform, or only one thing of it."""
    lines = [Text.assemble(" ", (pen.plain(platform.name), "head"), (f"  {platform.slug}", "command"))]
    if isinstance(item, Setting):
        return [*lines, Text(""), *_setting(item, known.of(platform, item), pen)]
    if item:
        told = guide.by_hand(item) if isinstance(item, ByHand) else guide.form(item)
        return [*lines, Text(""), *guided(told, known.of(platform, item), pen)]
    lines += [
        *retired(platform.retired, pen, indent=3),
        *paused(pauses, pen),
        *_policy(platform, pen),
        *_settings(platform, known, pen),
    ]
    for title, guides in (
        (BY_HAND, [(guide.by_hand(one), known.of(platform, one)) for one in platform.by_hand]),
        (FORMS, [(guide.form(one), known.of(platform, one)) for one in platform.forms]),
    ):
        lines += _titled(title, [line for told, fresh in guides for line in guided(told, fresh, pen, indent=3)])
    for title, texts in (
        (words.NOT_OFFERED, [_unoffered(one) for one in platform.not_offered]),
        (ROUTES, [_route(one) for one in platform.legal_routes]),
        (words.BEYOND, list(platform.advice)),
    ):
        lines += _titled(title, [line for text in texts for line in pen.wrapped(text, indent=3)])
    return lines


def retired(why: str | None, pen: Pen, *, indent: int) -> list[Text]:
    """Why it is not visited any more, if it is not."""
    return pen.wrapped(f"Retired: {why}", indent=indent, style="unsure") if why else []


def paused(pauses: Sequence[Pause], pen: Pen) -> list[Text]:
    """Why the platform, or an account there, is left alone, and the command that ends it."""
    lines: list[Text] = []
    for one in pauses:
        until = f" until {one.until:%Y-%m-%d %H:%M} UTC" if one.until else ""
        who = f" for {one.account}" if one.account else ""
        lines += pen.wrapped(f"Paused{who}{until}: {one.why}", indent=3, style="you")
        resume = words.command(pen.program, "platforms", one.platform, "--resume")
        lines.append(Text(f"   {resume}", style="command", no_wrap=True, overflow="ignore"))
    return lines


def guided(told: Guide, fresh: Freshness, pen: Pen, contact: Contact | None = None, *, indent: int = 1) -> list[Text]:
    """Numbered steps, then what else should be known, and what is not."""
    lines = [Text.assemble(" " * indent, (pen.plain(told.title), "head"), (f"  {told.id}", "command"))]
    for number, step in enumerate(told.steps, 1):
        lines += _hanging(f"{number}. ", step, pen, indent=indent + 2)
    for remark in told.remarks:
        lines += pen.wrapped(remark, indent=indent + 2, style="quiet")
    for unknown in told.unknown:
        lines += pen.wrapped(f"Not known: {unknown}", indent=indent + 2, style="unsure")
    if contact:
        lines += pen.wrapped(f"To write to: {contact_words(contact)}", indent=indent + 2)
    sure = f", confidence {told.confidence}" if told.confidence else ""
    lines += pen.wrapped(f"Newest source: {told.seen}{sure}.", indent=indent + 2, style="quiet")
    if fresh.warning and told.confidence:
        lines += pen.wrapped(fresh.warning, indent=indent + 2, style="unsure")
    return lines


def contact_words(contact: Contact) -> str:
    """Whom to write to, in one line."""
    note = f" ({contact.note})" if contact.note else ""
    return f"{', '.join(one for one in (contact.company, contact.post, contact.email, contact.url) if one)}{note}"


def _policy(platform: Platform, pen: Pen) -> list[Text]:
    sign_in = platform.sign_in
    password = words.STORED_PASSWORD[sign_in.credentials] + f" {sign_in.credentials_why}" if sign_in else words.OPEN
    lines: list[Text] = []
    for label, text in (
        ("Policy", f"{words.UNATTENDED[platform.unattended]} {platform.policy_note}"),
        ("Sign-in", password),
        ("After it", platform.claim),
        ("Known", f"newest source {platform.seen}, {platform.firmness}"),
        *([("Shared", platform.shared_with.note)] if platform.shared_with else []),
    ):
        lines += [Text(""), *_labelled(label, text, pen)]
    return lines


def _settings(platform: Platform, known: Known, pen: Pen) -> list[Text]:
    lines: list[Text] = []
    for action, title in words.ACTIONS.items():
        chosen = [one for one in platform.settings if one.action is action]
        lines += _titled(title, [line for one in chosen for line in _setting(one, known.of(platform, one), pen)])
    return lines


def _setting(setting: Setting, fresh: Freshness, pen: Pen) -> list[Text]:
    lines = [Text.assemble("   ", pen.plain(setting.title), (f"  {setting.id}", "command"))]
    lines += pen.wrapped(setting.why, indent=5, style="quiet")
    lines += retired(setting.retired, pen, indent=5)
    lines += pen.wrapped(f"Costs: {setting.costs}", indent=5, style="unsure") if setting.costs else []
    practised = PRACTISED.format(**fresh.practised.model_dump()) if fresh.practised else NEVER
    confirmed = f"{fresh.confirmed:%Y-%m-%d}" if fresh.confirmed else NEVER
    dates = f"Seen in a source {setting.seen}; proven on practice: {practised}; by a run of yours: {confirmed}."
    lines += pen.wrapped(dates, indent=5, style="quiet")
    return lines + (pen.wrapped(fresh.warning, indent=5, style="unsure") if fresh.warning else [])


def _unoffered(one: Unoffered) -> str:
    return f"{one.what}: {one.wording}"


def _route(one: LegalRoute) -> str:
    where = [*([one.url] if one.url else []), *one.email, *([one.post] if one.post else [])]
    note = f" {one.note}" if one.note else ""
    return f"{one.what} ({', '.join(one.regions)}): {', '.join(where)}.{note}"


def _titled(title: str, lines: list[Text]) -> list[Text]:
    return [Text(""), Text(f" {title}", style="head"), *lines] if lines else []


def _labelled(label: str, text: str, pen: Pen) -> list[Text]:
    return _hanging(f"{label:<10}", text, pen, indent=1, style="quiet")


def _hanging(mark: str, text: str, pen: Pen, *, indent: int, style: str = "") -> list[Text]:
    lines = pen.wrapped(text, indent=indent + len(mark))
    first = Text.assemble((" " * indent + mark, style), lines[0].plain.strip(), no_wrap=True, overflow="ignore")
    return [first, *lines[1:]]
