"""Finds the platforms, in this package and in folders that people add, and reads their files strictly."""

import difflib
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from automations.outcome import Refused
from automations.spec import Platform, Setting
from automations.update import Facts, Update

PACKAGED = Path(__file__).parent / "platforms"
STRINGS = re.compile(rb'"(?:[^"\\\n]|\\.)*+"|\'[^\'\n]*+\'')
DEEP_KEY = re.compile(rb"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){50}")
"""A key of so many parts says nothing, and takes the reader of TOML a time that grows with their square."""


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Every known platform by slug, with the folder that each comes from and the texts that were read.

    `update` names what was laid over the package, and `paused` tells which platforms it leaves alone, and why.
    """

    platforms: Mapping[str, Platform] = field(default_factory=dict)
    folders: Mapping[str, Path] = field(default_factory=dict)
    facts: Mapping[str, Facts] = field(default_factory=dict)
    paused: Mapping[str, str] = field(default_factory=dict)
    update: str | None = None

    def __iter__(self) -> Iterator[Platform]:
        return iter(self.platforms.values())

    def platform(self, name: str) -> Platform:
        """The platform of that slug; `_` and capitals are forgiven. Refused with the nearest names otherwise."""
        slug = name.strip().lower().replace("_", "-")
        if slug in self.platforms:
            return self.platforms[slug]
        raise Refused(f"There is no platform {name!r}. {nearest(slug, self.platforms)}")

    def setting(self, name: str) -> tuple[Platform, Setting]:
        """The setting of that id, as `x.grok_training`. Refused when none or several platforms have it."""
        first, *others = self.settings(name)
        if others:
            known = " and ".join(platform.name for platform, _ in (first, *others))
            raise Refused(f"{name} is a setting of {known}. Name the platform too.")
        return first

    def settings(self, name: str) -> tuple[tuple[Platform, Setting], ...]:
        """The setting of that id on every platform that has it. Refused with the nearest ids when none has."""
        known = [(platform, setting) for platform in self for setting in platform.settings]
        found = tuple((platform, setting) for platform, setting in known if setting.id == name)
        if found:
            return found
        raise Refused(f"There is no setting {name!r}. {nearest(name, {setting.id for _, setting in known})}")

    def sharing(self, platform: Platform, setting_id: str) -> tuple[Platform, ...]:
        """The other platforms on which that setting is the same one, and changes along."""
        slugs = platform.shared_with.slugs if platform.shared_with else ()
        there = (self.platforms[slug] for slug in slugs if slug in self.platforms)
        return tuple(other for other in there if any(one.id == setting_id for one in other.settings))


def nearest(name: str, known: Iterable[str]) -> str:
    """A sentence that offers the nearest of the known names, or all of them when none is near."""
    names = sorted(known)
    close = difflib.get_close_matches(name, names, n=3, cutoff=0.5)
    return f"Did you mean {' or '.join(close)}?" if close else f"Known: {', '.join(names) or 'none'}."


def load(further: Iterable[Path] = (), *, update: Update | None = None) -> Catalogue:
    """Reads all packaged platforms with what is newer, then those in the further folders. Refused when one is wrong."""
    catalogue = _joined(Catalogue(), PACKAGED)
    if update:
        catalogue = _updated(catalogue, update)
    for root in further:
        catalogue = _joined(catalogue, root)
    return catalogue


def read_platform(file: Path) -> Platform:
    """Reads one platform.toml and the labels.toml beside it. Refused with path, key, reason and the nearest key."""
    return parse_platform(_facts(file), str(file)).came_from(file.parent)


def parse_platform(facts: Facts, where: str) -> Platform:
    """The platform that these texts describe; `where` is the path of platform.toml, for people. Refused as above."""
    texts = _toml(facts.labels, f"{where.removesuffix('platform.toml')}labels.toml") if facts.labels else {}
    try:
        data = _with_texts(_toml(facts.platform, where), texts)
        return Platform.model_validate_json(json.dumps(data, default=str))
    except KeyError as missing:
        raise Refused(
            f"{where}: {missing.args[0]!r} is not in labels.toml. {nearest(missing.args[0], texts)}"
        ) from None
    except ValidationError as wrong:
        raise Refused("\n".join(f"{where}: {_explain(error)}" for error in wrong.errors())) from None
    except (RecursionError, UnicodeEncodeError):
        raise Refused(f"{where}: nested too deeply, or not text, to be a platform file.") from None


def _joined(known: Catalogue, root: Path) -> Catalogue:
    """What is known, and the platforms of one more folder."""
    if not root.is_dir():
        raise Refused(f"{root} is not a folder. Name a folder that holds one folder per platform.")
    platforms, folders, facts = dict(known.platforms), dict(known.folders), dict(known.facts)
    for file in sorted(root.glob("*/platform.toml")):
        read = _facts(file)
        platform = parse_platform(read, str(file)).came_from(file.parent)
        slug = platform.slug
        if slug in platforms:
            holder = folders[slug] if folders[slug].is_dir() else known.update
            raise Refused(f"{file}: slug {slug!r} is taken by {holder}. Choose another.")
        platforms[slug], folders[slug], facts[slug] = platform, file.parent, read
    return replace(known, platforms=platforms, folders=folders, facts=facts)


def _updated(known: Catalogue, update: Update) -> Catalogue:
    """The packaged platforms with newer files, which keep their folders and so their scripts; and what is retired."""
    platforms, folders, facts = dict(known.platforms), dict(known.folders), dict(known.facts)
    for slug, newer in update.files.items():
        where = f"{update.name}: {slug}/platform.toml"
        platform = parse_platform(newer, where)
        if platform.slug != slug:
            raise Refused(f"{where}: slug: it says {platform.slug!r}, and stands under {slug!r}.")
        platforms[slug] = platform.came_from(folders[slug]) if slug in folders else platform
        facts[slug] = newer
        folders.setdefault(slug, PACKAGED / slug)
    return replace(
        known,
        platforms={slug: _retired(platform, update.retired) for slug, platform in platforms.items()},
        folders=folders,
        facts=facts,
        paused={slug: why for slug, why in update.paused.items() if slug in platforms},
        update=update.name,
    )


def _retired(platform: Platform, retired: Mapping[str, str]) -> Platform:
    """The platform with the reasons why it, or settings of it, are not visited any more."""
    settings = tuple(
        one.model_copy(update={"retired": retired[one.id]}) if one.id in retired else one for one in platform.settings
    )
    return platform.model_copy(update={"settings": settings, "retired": retired.get(platform.slug, platform.retired)})


def _facts(file: Path) -> Facts:
    labels = file.with_name("labels.toml")
    return Facts(platform=_content(file), labels=_content(labels) if labels.is_file() else None)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as wrong:
        raise Refused(f"{file}: cannot be read: {wrong.strerror}.") from None


def _toml(content: bytes, where: str) -> dict[str, Any]:
    if DEEP_KEY.search(STRINGS.sub(b"s", content)):
        raise Refused(f"{where}: nested too deeply to be a platform file.")
    try:
        return tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise Refused(f"{where}: not valid TOML: {wrong}. Mend that line and try again.") from None
    except RecursionError:
        raise Refused(f"{where}: nested too deeply to be a platform file.") from None


def _with_texts(data: Any, texts: dict[str, Any]) -> Any:
    """The data with every "@key" replaced by that entry of labels.toml."""
    if isinstance(data, dict):
        return {key: _with_texts(value, texts) for key, value in data.items()}
    if isinstance(data, list):
        return [_with_texts(value, texts) for value in data]
    if isinstance(data, str) and re.fullmatch(r"@[\w.-]+", data):
        return texts[data[1:]]
    return data


def _explain(error: Any) -> str:
    """One line: the key, the reason, and for an unknown key the nearest right one."""
    where = ".".join(str(part) for part in error["loc"]) or "the file"
    reason = str(error["msg"]).removeprefix("Value error, ")
    if error["type"] != "extra_forbidden":
        return f"{where}: {reason}."
    return f"{where}: there is no such key here. {nearest(str(error['loc'][-1]), _keys_beside(error['loc']))}"


def _keys_beside(location: tuple[str | int, ...]) -> list[str]:
    """The keys that the model at this location knows."""
    model: type[BaseModel] = Platform
    for part in location[:-1]:
        if isinstance(part, str) and part in model.model_fields:
            model = _model_inside(model.model_fields[part].annotation) or model
    return list(model.model_fields)


def _model_inside(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _model_inside(inner)
        if found:
            return found
    return None
