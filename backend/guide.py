"""What a person does by hand, step by step: where to go, what to look for, how it looks when out, what is not known."""

from collections.abc import Iterator
from dataclasses import dataclass

from automations.others import Service
from automations.spec import ByHand, Form, Labels

NOTHING_FOUND = "Nothing was found: no switch, no form, no statement. That is not to say that there is none."
NOT_CHECKED = "Unconsent does not check it. Look once more after you have reloaded the page."
NO_DATE = "no date"


@dataclass(frozen=True, kw_only=True)
class Guide:
    """Steps in their order, then what else should be known."""

    id: str
    title: str
    steps: tuple[str, ...]
    remarks: tuple[str, ...]
    unknown: tuple[str, ...]
    """What nobody could find out, each as the end of "Not known: ..."."""
    seen: str
    confidence: str | None


def by_hand(one: ByHand) -> Guide:
    """The steps of a setting that only the person can change."""
    steps = [f"Open {one.url}"] if one.url else []
    if one.path:
        steps.append(f"Go to {' > '.join(one.path)}.")
    return Guide(
        id=one.id,
        title=one.title,
        steps=(*steps, f"Look for: {one.look_for}", f"It is out when: {one.out}"),
        remarks=(one.why, f"By hand because: {one.not_driven}", f"Regions: {one.regions}", NOT_CHECKED),
        unknown=() if one.url else ("its address",),
        seen=one.seen,
        confidence=one.confidence,
    )


def form(one: Form) -> Guide:
    """The steps of a form that the person sends."""
    fields = [
        *(["Give your e-mail address."] if one.email else []),
        *(["Say in your own words why you object."] if one.reason else []),
    ]
    code = ["Enter the code that may be sent to your e-mail address."] if one.needs_code else []
    sent = [f"It was sent when the page says: {_quoted(one.sent)}"] if one.sent else []
    opens = [f"Choose {_quoted(one.opens_with)}."] if one.opens_with else []
    by_you = [f"By hand because: {one.not_driven}"] if one.not_driven else []
    return Guide(
        id=one.id,
        title=one.title,
        steps=(f"Open {one.url}", *opens, *fields, f"Press {_quoted(one.button)}.", *code, *sent),
        remarks=(one.why, *by_you, one.honest, f"Regions: {one.regions}"),
        unknown=one.open_questions if one.sent else (*one.open_questions, "what the page says when it was sent"),
        seen=one.seen,
        confidence=one.confidence,
    )


def service(one: Service) -> Guide:
    """The steps at a service without a file of its own."""
    return Guide(
        id=one.slug,
        title=one.name,
        steps=tuple(_steps(one)),
        remarks=tuple(_remarks(one)),
        unknown=(*one.unknown, *_missing(one)),
        seen=one.seen or NO_DATE,
        confidence=one.confidence,
    )


def _steps(one: Service) -> Iterator[str]:
    if not one.control:
        return
    yield from (f"Open {url}" for url in one.urls)
    if one.where:
        yield f"Go to: {one.where}"
    if one.what:
        yield f"Look for: {one.what}"
    yield f"It is: {one.control}"
    if one.out:
        yield f"It is out when: {one.out}"


def _remarks(one: Service) -> Iterator[str]:
    if one.nothing_found:
        yield NOTHING_FOUND
    if one.what and not one.control:
        yield one.what
        yield from (f"See {url}" for url in one.urls)
        if one.where:
            yield f"Where: {one.where}"
    named = (("As it ships", one.default), ("Regions and plans", one.regions), ("What comes of it", one.result))
    yield from (f"{name}: {text}" for name, text in named if text)
    if one.confidence_note:
        yield f"How sure: {one.confidence_note}."
    if one.see:
        yield f"See also the platform {one.see}."


def _missing(one: Service) -> Iterator[str]:
    if one.control and one.default is None:
        yield "how it stands when nobody has touched it"
    if one.control and not (one.urls or one.where):
        yield "where it is"


def _quoted(labels: Labels) -> str:
    """The first English text, or the first of any language, as it stands on the page."""
    texts = labels.get("en") or next(iter(labels.values()))
    return f'"{texts[0]}"'
