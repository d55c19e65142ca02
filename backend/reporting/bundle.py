"""A report of pages that were not as known: what a maintainer needs to add them, and nothing about the person."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from automations.errand import Mode
from automations.outcome import Outcome
from automations.seen import known_labels
from automations.spec import Kind, Labels, Platform, Setting
from automations.texts import all_texts
from backend.records import StoredResult
from backend.reporting.redaction import Redactor, cut
from backend.sightings import Sighting
from backend.version import installed_version

NOT_RECORDED = "not recorded"
STRUCK = "you left it out"
UNREADABLE = "it could not be read"
WIDTH = 110
"""Columns within which a list or an object stays on one line."""
_CONTROL = re.compile(r'(?P<role>[a-z]{1,30}) (?:"(?P<name>.*)"|\(no name\))(?P<states>(?: [a-z]+(?:=mixed)?)*)', re.S)
_LANGUAGE = re.compile(r'language "(?P<code>[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3})"')
_STATES = frozenset({"checked", "pressed", "disabled", "expanded", "selected", "checked=mixed", "pressed=mixed"})


class Part(BaseModel):
    """A piece of a report."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ControlPart(Part):
    """One control of the page. `name` is empty where it has none, and where `left_out` says why it is not told."""

    number: int
    role: str
    name: str | None
    states: tuple[str, ...] = ()
    left_out: str | None = None


class PagePart(Part):
    """One page. `address` is the one that is known, not the one that was seen; `labels_known` are of its language."""

    platform: str
    platform_seen: date
    setting: str
    address: str
    kind: Kind
    mode: Mode
    outcome: Outcome
    on: date
    why: str | None
    test_site: bool
    page_language: str
    languages_known: tuple[str, ...]
    labels_known: Labels
    controls_recorded: bool
    controls: tuple[ControlPart, ...]


class Bundle(Part):
    """The whole report."""

    format: Literal["unconsent-report"] = "unconsent-report"
    version: Literal[1] = 1
    software: str
    on: date
    pages: tuple[PagePart, ...]

    @property
    def text(self) -> str:
        """The file, as it is shown and written. What steers a terminal or the direction of writing is escaped."""
        lines = _laid_out(self.model_dump(mode="json"))
        return "".join(_visible(one) for one in lines) + "\n"

    def without(self, numbers: frozenset[int]) -> "Bundle":
        """The report without the names of those controls."""
        pages = [one.model_copy(update={"controls": tuple(_struck(one.controls, numbers))}) for one in self.pages]
        return self.model_copy(update={"pages": tuple(pages)})


def make_bundle(pages: Sequence[PagePart], today: date) -> Bundle:
    """The report of these pages, whose controls are numbered throughout."""
    numbered, number = [], 0
    for page in pages:
        controls = [one.model_copy(update={"number": number + at}) for at, one in enumerate(page.controls, 1)]
        number += len(controls)
        numbered.append(page.model_copy(update={"controls": tuple(controls)}))
    return Bundle(software=f"unconsent {installed_version()}", on=today, pages=tuple(numbered))


def page_part(
    platform: Platform, setting: Setting, result: StoredResult, sighting: Sighting | None, personal: Sequence[str]
) -> PagePart:
    """What is told of one page. `personal`: everything that is known to belong to the person."""
    seen = sighting.seen if sighting and sighting.receipt == result.receipt else ()
    languages = [found["code"] for one in seen if (found := _LANGUAGE.fullmatch(one))]
    spoken = [_labels(one.control.labels, *languages[:1]) for one in platform.settings]
    redactor = Redactor(personal, known_labels(platform), chain.from_iterable(map(all_texts, spoken)))
    return PagePart(
        platform=platform.slug,
        platform_seen=platform.seen,
        setting=setting.id,
        address=setting.url,
        kind=setting.control.kind,
        mode=result.mode,
        outcome=result.outcome,
        on=result.at.date(),
        why=redactor.remark(result.detail),
        test_site=bool(result.test_sites),
        page_language=languages[0] if languages else NOT_RECORDED,
        languages_known=tuple(sorted(setting.control.labels)),
        labels_known=_labels(setting.control.labels, *languages[:1], "en"),
        controls_recorded=bool(seen),
        controls=tuple(_control(one, redactor) for one in seen if not one.startswith('language "')),
    )


def _control(line: str, redactor: Redactor) -> ControlPart:
    """One line of what was seen. A line of another form is left out: nobody knows what is in it."""
    found = _CONTROL.fullmatch(line)
    states = tuple(found["states"].split()) if found else ()
    if not found or not _STATES.issuperset(states):
        return ControlPart(number=0, role="unknown", name=None, left_out=UNREADABLE)
    name = found["name"]
    why = redactor.why_personal(name) if name else None
    return ControlPart(
        number=0,
        role=found["role"],
        name=cut(name) if name and not why else None,
        states=states,
        left_out=f"it holds {why}" if why else None,
    )


def _labels(labels: Labels, *languages: str) -> Labels:
    """Those of the first language that is known, or of its main form."""
    for language in languages:
        for code in (language, re.split("[-_]", language)[0]):
            if code in labels:
                return {code: labels[code]}
    return {}


def _struck(controls: Sequence[ControlPart], numbers: frozenset[int]) -> Iterator[ControlPart]:
    for one in controls:
        struck = one.number in numbers and one.name
        yield one.model_copy(update={"name": None, "left_out": STRUCK}) if struck else one


def _laid_out(value: Any, indent: int = 0) -> Iterator[str]:
    """JSON in which short lists and objects stay on one line."""
    whole = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, list | dict) or (len(whole) + indent <= WIDTH and not _is_deep(value)):
        yield whole
        return
    opens, closes = "{}" if isinstance(value, dict) else "[]"
    items = value.items() if isinstance(value, Mapping) else ((None, one) for one in value)
    yield opens
    for number, (key, one) in enumerate(items):
        yield f"{',' if number else ''}\n{' ' * (indent + 2)}"
        yield f"{json.dumps(key)}: " if key is not None else ""
        yield from _laid_out(one, indent + 2)
    yield f"\n{' ' * indent}{closes}"


def _is_deep(value: Any) -> bool:
    inside = value.values() if isinstance(value, dict) else value
    return any(isinstance(one, dict) for one in inside)


def _visible(text: str) -> str:
    """The text with what cannot be seen as JSON escapes, which mean the same."""
    return "".join(one if one.isprintable() or one == "\n" else _escaped(one) for one in text)


def _escaped(sign: str) -> str:
    return json.dumps(sign)[1:-1] if not sign.isascii() else f"\\u{ord(sign):04x}"
