"""The catalogue in use: the packaged one, with the bundle that was applied; and how another one takes its place."""

from dataclasses import dataclass

from automations.catalogue import Catalogue, load
from automations.outcome import Refused
from backend.settings import Settings
from backend.updates.comparing import Change, compare
from backend.updates.form import Bundle
from backend.updates.keeping import FILE, alone, forget, keep, kept
from backend.updates.reading import read_bundle
from backend.updates.trusting import packaged_serial, trusted_keys
from backend.version import installed_version


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A bundle that may take the place of what is in use, and what would be different then."""

    bundle: Bundle
    content: bytes
    current: Bundle | None
    changes: tuple[Change, ...]
    unknown: tuple[str, ...]
    """What it retires or pauses, and is not there anyway."""

    @property
    def is_newer(self) -> bool:
        """Whether it is another one than the one in use."""
        return self.current is None or self.bundle.serial != self.current.serial


def known_catalogue(settings: Settings) -> Catalogue:
    """Every platform that is known. Refused when a file, or the bundle in use, is wrong."""
    bundle = installed(settings)
    return load(settings.platforms_path, update=bundle.update() if bundle else None)


def installed(settings: Settings, *, ours: int | None = None) -> Bundle | None:
    """The bundle in use, verified anew; None when it is the packaged catalogue, which may have become the newer one.

    `ours`: the number of the packaged catalogue, where it is not this release's.
    """
    content = kept(settings.home)
    if content is None:
        return None
    try:
        bundle = read_bundle(content, trusted=trusted_keys(settings), engine=installed_version())
    except Refused as wrong:
        raise Refused(
            f"The catalogue update in {settings.home / FILE} cannot be used. {wrong} "
            "Go back to the catalogue of this release: unconsent update --rollback"
        ) from None
    return bundle if bundle.serial > (packaged_serial() if ours is None else ours) else None


def offer(settings: Settings, content: bytes, *, ours: int | None = None) -> Offer:
    """What these bytes would change. Refused when they are not a newer bundle that can be used; nothing is changed."""
    bundle = read_bundle(content, trusted=trusted_keys(settings), engine=installed_version())
    current = installed(settings, ours=ours)
    _not_older(bundle, current, packaged_serial() if ours is None else ours)
    if current and bundle.serial == current.serial and bundle != current:
        raise Refused(
            f"This is another {bundle.title} than the one in use, under the same number. One of them is wrong: "
            "ask whoever made it for one with a higher number."
        )
    before = load(settings.platforms_path, update=current.update() if current else None)
    after = load(settings.platforms_path, update=bundle.update())
    own = load(update=bundle.update())
    there = {*own.platforms, *(setting.id for platform in own for setting in platform.settings)}
    named = (*(one.name for one in bundle.retire), *(one.slug for one in bundle.pause))
    return Offer(
        bundle=bundle,
        content=content,
        current=current,
        changes=compare(before, after),
        unknown=tuple(one for one in named if one not in there),
    )


def apply(settings: Settings, offered: Offer) -> None:
    """Uses it from now on. Refused when another one took the place meanwhile that is as new."""
    with alone(settings.home):
        current = installed(settings)
        _not_older(offered.bundle, current, packaged_serial())
        if (current and current.serial) != (offered.current and offered.current.serial):
            raise Refused("The catalogue was updated by another process meanwhile. Look again.")
        keep(settings.home, offered.content)


def roll_back(settings: Settings) -> bool:
    """Goes back to the packaged catalogue, whatever is in use. Says whether it was another one."""
    if not settings.home.is_dir():
        return False
    with alone(settings.home):
        return forget(settings.home)


def _not_older(bundle: Bundle, current: Bundle | None, ours: int) -> None:
    if bundle.serial <= ours:
        raise Refused(f"This {bundle.title} is not newer than what came with this release (catalogue {ours}).")
    if current and bundle.serial < current.serial:
        raise Refused(f"This {bundle.title} is older than what is installed, {current.title}. Nothing was changed.")
