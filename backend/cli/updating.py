"""`update`: takes a signed catalogue from a file or an address, after saying what it would change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field
from rich.console import Group, RenderableType
from rich.text import Text

from automations.outcome import Refused
from backend.cli import update_words as words
from backend.cli.call import Answer, Call
from backend.cli.document import Document, Part
from backend.cli.exit_status import Exit
from backend.cli.pen import Pen
from backend.cli.words import command
from backend.service.here import running
from backend.settings import Settings
from backend.updates import Bundle, Change, Offer, apply, fetch, installed, offer, roll_back, trust, trusted_keys
from backend.updates.keeping import FILE

Did = Literal["applied", "looked", "nothing", "held_back", "rolled_back", "shown", "trusted"]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was typed."""

    source: str | None = None
    check: bool = False
    yes: bool = False
    rollback: bool = False
    show: bool = False
    trust_keys: tuple[str, ...] = ()


class CataloguePart(Part):
    """A catalogue update, by its number."""

    serial: int
    made: date
    minimum_engine: str


class ChangePart(Part):
    """What would be, or is, different for one platform. `asks`: a person must agree to it."""

    slug: str
    name: str
    kind: Literal["added", "changed", "gone"]
    asks: bool
    hosts: tuple[str, ...]
    leads_to: tuple[str, ...]
    dares: tuple[str, ...]
    presses: tuple[str, ...]
    settings: tuple[str, ...]
    left: tuple[str, ...]
    retired: tuple[str, ...]
    paused: str | None


class UpdateDocument(Document):
    """What `update` prints with --json. `in_use` is null while the catalogue of the release is in use."""

    did: Did
    in_use: CataloguePart | None
    offered: CataloguePart | None = None
    changes: tuple[ChangePart, ...] = ()
    unknown: tuple[str, ...] = ()
    keys: Mapping[str, str] = Field(default_factory=dict, description="Trusted keys, and where that is said.")
    restart_service: bool = False


async def updated(call: Call, asked: Asked) -> Answer:
    """Does what was asked for, one thing only. Refused when nothing says where the update is."""
    settings = call.settings()
    if (asked.rollback or asked.show) and (asked.source or asked.trust_keys or (asked.rollback and asked.show)):
        raise Refused(words.ONE_THING)
    if asked.rollback:
        return _rolled_back(settings)
    if asked.show:
        return _shown(call, settings)
    trusted = [trust(settings, one) for one in asked.trust_keys]
    for key in trusted:
        call.screen.notice(words.TRUSTED.format(key=key))
    source = asked.source or (None if trusted else settings.catalogue_url)
    if source:
        return await _taken(call, settings, asked, source)
    if not trusted:
        raise Refused(words.NO_SOURCE)
    return Answer(
        document=UpdateDocument(did="trusted", in_use=_part(installed(settings)), keys=trusted_keys(settings))
    )


async def _taken(call: Call, settings: Settings, asked: Asked, source: str) -> Answer:
    """Fetches it, tells what is different, asks where that is needed, and uses it."""
    offered = offer(settings, await fetch(source))
    title = offered.bundle.title
    if not offered.is_newer:
        return Answer(document=_document("nothing", offered), text=Text(words.NOTHING.format(title=title)))
    differences = Group(*_lines(offered, call.screen.pen(call.program)))
    if asked.check:
        return Answer(document=_document("looked", offered), text=Group(differences, words.LOOKED.format(title=title)))
    asks = any(one.asks for one in offered.changes)
    if asks and not asked.yes:
        if not call.screen.can_ask:
            return _held_back(call, offered, source, differences)
        call.screen.out.print(differences)
        differences = Group()
        if not await call.screen.says_yes(words.QUESTION.format(title=title)):
            return _held_back(call, offered, source, differences)
    apply(settings, offered)
    restart = _service_runs(settings)
    said = [words.APPLIED.format(title=title), *([words.SERVICE] if restart else [])]
    document = _document("applied", offered, in_use=offered.bundle, restart=restart)
    return Answer(document=document, text=Group(differences, *said))


def _held_back(call: Call, offered: Offer, source: str, differences: RenderableType) -> Answer:
    agreed = Text(f"  {command(call.program, 'update', source, '--yes')}", style="command", no_wrap=True)
    text = Group(differences, words.HELD_BACK, agreed)
    return Answer(document=_document("held_back", offered), text=text, status=Exit.NEEDS_YOU)


def _rolled_back(settings: Settings) -> Answer:
    """Goes back without reading what is in use, which may be broken."""
    if not roll_back(settings):
        return Answer(document=UpdateDocument(did="nothing", in_use=None), text=Text(words.NO_ROLL_BACK))
    restart = _service_runs(settings)
    said = [words.ROLLED_BACK.format(file=settings.home / FILE), words.LEFT_OUT, *([words.SERVICE] if restart else [])]
    document = UpdateDocument(did="rolled_back", in_use=None, restart_service=restart)
    return Answer(document=document, text=Group(*said))


def _shown(call: Call, settings: Settings) -> Answer:
    keys, bundle = trusted_keys(settings), installed(settings)
    told = words.IN_USE.format(title=bundle.title, minimum_engine=bundle.minimum_engine) if bundle else words.PACKAGED
    lines = [Text(told)]
    pen = call.screen.pen(call.program)
    lines += [Text(words.KEYS, style="head")] if keys else pen.wrapped(words.NO_KEYS, indent=0)
    lines += [Text.assemble(f"  {key}  ", (where, "quiet")) for key, where in keys.items()]
    return Answer(document=UpdateDocument(did="shown", in_use=_part(bundle), keys=keys), text=Group(*lines))


def _service_runs(settings: Settings) -> bool:
    return running(settings.home) is not None


def _document(did: Did, offered: Offer, *, in_use: Bundle | None = None, restart: bool = False) -> UpdateDocument:
    names = set(ChangePart.model_fields) - {"asks"}
    return UpdateDocument(
        did=did,
        in_use=_part(in_use or offered.current),
        offered=_part(offered.bundle),
        changes=tuple(
            ChangePart(asks=one.asks, **{name: getattr(one, name) for name in names}) for one in offered.changes
        ),
        unknown=offered.unknown,
        restart_service=restart,
    )


def _part(bundle: Bundle | None) -> CataloguePart | None:
    if bundle is None:
        return None
    return CataloguePart(serial=bundle.serial, made=bundle.made, minimum_engine=bundle.minimum_engine)


def _lines(offered: Offer, pen: Pen) -> list[Text]:
    """What would be different, platform by platform; what needs agreement stands out."""
    lines: list[Text] = []
    for one in offered.changes:
        head = Text.assemble(
            " ", (words.shown(one.name), "head"), (f"  {one.slug}  ", "command"), (words.KINDS[one.kind], "quiet")
        )
        lines += [head, *_of(one, pen), Text("")]
    if not offered.changes:
        lines += pen.wrapped(words.NO_CHANGES, indent=0)
    if offered.unknown:
        lines += pen.wrapped(words.UNKNOWN.format(names=words.listed(offered.unknown)), indent=0)
    return lines


def _of(one: Change, pen: Pen) -> list[Text]:
    lines: list[Text] = []
    for text, names, style in (
        (words.HOSTS, one.hosts, "you"),
        (words.LEADS_TO, one.leads_to, "you"),
        *(("{names}", (sentence,), "you") for sentence in one.dares),
        (words.PRESSES, tuple(f'"{name}"' for name in one.presses), "unsure"),
        (words.SETTINGS, one.settings, "quiet"),
        (words.LEFT, one.left, "quiet"),
        (words.RETIRED, one.retired, "quiet"),
    ):
        if names:
            lines += pen.wrapped(text.format(names=words.listed(names)), indent=3, style=style)
    return lines + (
        pen.wrapped(words.PAUSED.format(why=words.shown(one.paused)), indent=3, style="quiet") if one.paused else []
    )
