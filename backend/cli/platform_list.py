"""`platforms`: what is known of each platform, what a run changes there, and what is left to do by hand."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from rich.console import Group
from rich.text import Text

from automations.catalogue import Catalogue, nearest
from automations.others import Others, Service, load_others
from automations.outcome import Refused
from automations.practice.proven import read_proven
from automations.spec import Action, Platform
from backend import guide
from backend.cli import words
from backend.cli.call import Answer, Call
from backend.cli.pen import Pen
from backend.cli.platform_parts import PlatformsDocument, only, platform_part, service_part
from backend.cli.platform_whole import guided, paused, retired, whole
from backend.freshness import Item, Known
from backend.pauses import Pause
from backend.proven import last_proven
from backend.updates import known_catalogue

SLUG_WIDTH = 21
WIDE = 72
"""Columns from which on a platform takes one line."""
LEGEND = (
    "driven: a run changes it, or changes it when you name it. hand: steps or forms for you. none: not offered. "
    "stale: settings that no source and no run of yours has shown for more than 90 days."
)
SERVICES = "By hand: services that Unconsent does not drive"
NOTHING_FOUND = "nothing was found"
IN_FULL = "In full, with dates and steps:"
BY_COUNT = "{driven} driven, {hand} by hand, {none} not offered; newest source {seen}, {firmness}; {stale} stale"


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What a name stands for: a platform, something of it, or a service."""

    platform: Platform | None = None
    item: Item | None = None
    service: Service | None = None


async def listed(call: Call, name: str | None, *, resume: bool) -> Answer:
    """All platforms in a line each, or what is named in full. `resume` lifts the pauses of the platform first."""
    settings = call.settings()
    catalogue, others = known_catalogue(settings), load_others()
    chosen = choose(name, catalogue, others) if name else None
    if resume and not (chosen and chosen.platform):
        raise Refused(f"Name the platform to resume: {words.command(call.program, 'platforms', 'SLUG', '--resume')}")
    pauses: list[Pause] = []
    confirmed: Mapping[str, datetime] = {}
    if resume or settings.home.is_dir():
        async with call.office() as office:
            if resume and chosen and chosen.platform:
                await office.records.resume(chosen.platform.slug)
                call.screen.notice(words.RESUMED.format(platform=chosen.platform.name))
            now = datetime.now(UTC)
            pauses = [one for one in await office.records.pauses() if one.holds(one.platform, one.account_id, now)]
            confirmed = await last_proven(office.store)
    known = Known(today=datetime.now(UTC).date(), proven=read_proven(), confirmed=confirmed)
    return _answer(call, catalogue, others, chosen, known, pauses)


def choose(name: str, catalogue: Catalogue, others: Others) -> Chosen:
    """What is meant by a slug, or by the id of a setting. Refused with the nearest names when it is none of them."""
    wanted = name.strip().lower()
    for platform in catalogue:
        if wanted.replace("_", "-") == platform.slug:
            return Chosen(platform=platform)
        items: tuple[Item, ...] = (*platform.settings, *platform.by_hand, *platform.forms)
        for item in items:
            if wanted == item.id:
                return Chosen(platform=platform, item=item)
    services = {one.slug: one for one in left_over(catalogue, others)}
    if wanted.replace("_", "-") in services:
        return Chosen(service=services[wanted.replace("_", "-")])
    raise Refused(f"There is no platform or service {name!r}. {nearest(wanted, [*catalogue.platforms, *services])}")


def left_over(catalogue: Catalogue, others: Others) -> tuple[Service, ...]:
    """The services that have no folder of their own."""
    return tuple(one for one in others.services if one.slug not in catalogue.platforms)


def _answer(
    call: Call, catalogue: Catalogue, others: Others, chosen: Chosen | None, known: Known, pauses: list[Pause]
) -> Answer:
    pen = call.screen.pen(call.program)
    if chosen is None:
        platforms, services = tuple(catalogue), left_over(catalogue, others)
        lines = [*table(platforms, known, pauses, pen), *_services(services, pen), *_foot(pen)]
    elif chosen.service:
        platforms, services = (), (chosen.service,)
        fresh = known.of_service(others, chosen.service)
        lines = guided(guide.service(chosen.service), fresh, pen, others.contact(chosen.service))
    else:
        platforms, services = tuple([chosen.platform] if chosen.platform else []), ()
        lines = [line for one in platforms for line in whole(one, chosen.item, known, _of(one, pauses), pen)]
    item = chosen.item if chosen else None
    document = PlatformsDocument(
        platforms=tuple(only(platform_part(one, known, _of(one, pauses)), item) for one in platforms),
        services=tuple(service_part(one, others, known) for one in services),
    )
    return Answer(document=document, text=Group(*lines))


def _of(platform: Platform, pauses: list[Pause]) -> list[Pause]:
    return [one for one in pauses if one.platform == platform.slug]


def table(platforms: tuple[Platform, ...], known: Known, pauses: list[Pause], pen: Pen) -> list[Text]:
    """One line for each platform, and why some are left alone."""
    head = _line(pen, "platform", "", ("driven", "hand", "none", "newest", "known", "stale"))
    lines = [Text(head, style="quiet", no_wrap=True)] if pen.width >= WIDE else []
    for platform in platforms:
        gone = retired(platform.retired, pen, indent=3)
        lines += [*_row(platform, known, pen), *gone, *paused(_of(platform, pauses), pen)]
    return [*lines, Text(""), *pen.wrapped(LEGEND, indent=1, style="quiet")]


def _row(platform: Platform, known: Known, pen: Pen) -> list[Text]:
    counts = Counter(setting.action for setting in platform.settings)
    driven, hand = counts[Action.SET] + counts[Action.ASK_FIRST], len(platform.by_hand) + len(platform.forms)
    none, stale = len(platform.not_offered), known.stale(platform)
    if pen.width < WIDE:
        said = BY_COUNT.format(
            driven=driven, hand=hand, none=none, seen=platform.seen, firmness=platform.firmness, stale=stale
        )
        head = Text.assemble(" ", (platform.slug, "command"), f"  {pen.plain(platform.name)}")
        return [head, *pen.wrapped(said, indent=3, style="quiet")]
    figures = (driven, hand, none, platform.seen, platform.firmness, stale)
    line = Text(_line(pen, platform.slug, platform.name, tuple(map(str, figures))), no_wrap=True)
    line.stylize("command", 1, 1 + SLUG_WIDTH)
    if stale:
        line.stylize("unsure", len(line) - len(str(stale)))
    return [line]


def _line(pen: Pen, slug: str, name: str, figures: tuple[str, ...]) -> str:
    driven, hand, none, newest, firmness, stale = figures
    tail = f"{driven:>6} {hand:>4} {none:>4}  {newest:<10} {firmness:<5} {stale:>5}"
    space = pen.width - 2 - SLUG_WIDTH - 2 - len(tail) - 1
    slug = slug.ljust(SLUG_WIDTH)
    return f" {slug} {pen.cut(name, max(space - len(slug) + SLUG_WIDTH, 0))} {tail}"


def _services(services: tuple[Service, ...], pen: Pen) -> list[Text]:
    lines = [Text(""), Text(f" {SERVICES}", style="head")]
    for one in services:
        what = NOTHING_FOUND if one.nothing_found else one.what or ""
        told = pen.cut(what, max(pen.width - SLUG_WIDTH - 3, 0)).rstrip()
        lines.append(Text.assemble((f" {one.slug:<{SLUG_WIDTH}} ", "command"), (told, "quiet"), no_wrap=True))
    return lines


def _foot(pen: Pen) -> list[Text]:
    return [Text(""), Text.assemble(f" {IN_FULL} ", (words.command(pen.program, "platforms", "NAME"), "command"))]
