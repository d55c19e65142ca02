"""What another catalogue would do differently: hosts that it reaches, what it presses, what more it dares."""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import chain
from typing import Any, Literal
from urllib.parse import urlsplit

from automations.catalogue import Catalogue
from automations.spec import Action, Platform, Setting
from backend.updates.daring import dared


@dataclass(frozen=True, kw_only=True)
class Change:
    """The difference for one platform. Hosts, addresses and pressed texts are those that come new."""

    slug: str
    name: str
    kind: Literal["added", "changed", "gone"]
    hosts: tuple[str, ...] = ()
    """Hosts that a run may reach."""
    leads_to: tuple[str, ...] = ()
    """Hosts and e-mail addresses to which a person is led."""
    dares: tuple[str, ...] = ()
    """What it does, or takes for an opt-out, that it did not before, in sentences."""
    presses: tuple[str, ...] = ()
    """Names and selectors of what may be pressed."""
    settings: tuple[str, ...] = ()
    """Ids of settings that are new or not as before."""
    left: tuple[str, ...] = ()
    """Ids of settings that are there no more."""
    retired: tuple[str, ...] = ()
    """Slug or ids of what is not visited any more, each with the reason."""
    paused: str | None = None
    """Why it is left alone for now."""

    @property
    def asks(self) -> bool:
        """Whether a person must have seen it before it is used."""
        return self.kind != "changed" or bool(self.hosts or self.leads_to or self.dares)


def compare(before: Catalogue, after: Catalogue) -> tuple[Change, ...]:
    """One change for every platform that is not as before."""
    gone = [Change(slug=one.slug, name=one.name, kind="gone") for one in before if one.slug not in after.platforms]
    found = [_change(before, after, one) for one in after]
    return (*(one for one in found if one), *gone)


def _change(before: Catalogue, after: Catalogue, new: Platform) -> Change | None:
    old = before.platforms.get(new.slug)
    paused = after.paused.get(new.slug)
    if old == new and before.paused.get(new.slug) == paused:
        return None
    known = {one.id: one for one in old.settings} if old else {}
    return Change(
        slug=new.slug,
        name=new.name,
        kind="changed" if old else "added",
        hosts=_fresh(_reached(new), _reached(old)),
        leads_to=_leads_to(new, old),
        dares=tuple(dared(new, old)) if old else (),
        presses=_fresh(_pressed(new), _pressed(old)),
        settings=tuple(one.id for one in new.settings if one != known.get(one.id)),
        left=tuple(sorted(known.keys() - {one.id for one in new.settings})),
        retired=_fresh(_retired(new), _retired(old)),
        paused=paused if paused != before.paused.get(new.slug) else None,
    )


def _fresh(new: Iterator[str], old: Iterator[str]) -> tuple[str, ...]:
    """What is new, in its order and once."""
    known = set(old)
    return tuple(dict.fromkeys(one for one in new if one not in known))


def _reached(platform: Platform | None) -> Iterator[str]:
    yield from (*platform.hosts, *platform.assets) if platform else ()


def _leads_to(new: Platform, old: Platform | None) -> tuple[str, ...]:
    """Addresses outside the hosts that are told anyway. An ordinary window opens them, which no lock holds back."""
    hosts = (*_reached(new), *_reached(old))
    return tuple(
        one for one in _fresh(_addressed(new), _addressed(old)) if not any(fnmatchcase(one, host) for host in hosts)
    )


def _addressed(platform: Platform | None) -> Iterator[str]:
    if platform is None:
        return
    for text in _texts(platform.model_dump(mode="json")):
        if text.startswith(("https://", "http://")):
            yield urlsplit(text).netloc.lower()
    yield from chain.from_iterable(one.email for one in platform.legal_routes)


def _pressed(platform: Platform | None) -> Iterator[str]:
    """Names and selectors of everything that a run, or a sign-in with a stored password, may press or fill in."""
    if platform is None:
        return
    for setting in platform.settings:
        if setting.action in (Action.SET, Action.ASK_FIRST):
            yield from _texts(_handles(setting))
    yield from _texts([one.button for one in platform.overlays])
    yield from _texts([(one.opens_with, one.email, one.reason, one.button) for one in platform.forms])
    if platform.sign_in:
        yield from _texts([(one.field, one.submit, one.labels) for one in platform.sign_in.steps])
        yield from _texts(platform.sign_in.later)


def _handles(setting: Setting) -> list[Any]:
    control, save, confirm = setting.control, setting.save, setting.confirm
    own = (control.labels, control.options, control.hint, control.under, control.open_first, control.done)
    return [*own, control.confirm, save.labels, save.hint, confirm.button if confirm else None]


def _texts(value: Any) -> Iterator[str]:
    """Every text in it, keys not counted."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from chain.from_iterable(_texts(one) for one in value.values())
    elif isinstance(value, list | tuple):
        yield from chain.from_iterable(_texts(one) for one in value)


def _retired(platform: Platform | None) -> Iterator[str]:
    if platform is None:
        return
    for name, why in ((platform.slug, platform.retired), *((one.id, one.retired) for one in platform.settings)):
        if why:
            yield f"{name}: {why}"
