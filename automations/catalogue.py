"""Finds the platforms, in this package and in folders that people add, and reads their files strictly."""

import difflib
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from automations.outcome import Refused
from automations.spec import Platform, Setting

PACKAGED = Path(__file__).parent / "platforms"


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Every known platform by slug, with the folder that each comes from."""

    platforms: Mapping[str, Platform]
    folders: Mapping[str, Path]

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


def load(further: Iterable[Path] = ()) -> Catalogue:
    """Reads all packaged platforms, then those in the further folders. Refused when a file is wrong."""
    platforms: dict[str, Platform] = {}
    folders: dict[str, Path] = {}
    for root in (PACKAGED, *further):
        if not root.is_dir():
            raise Refused(f"{root} is not a folder. Name a folder that holds one folder per platform.")
        for file in sorted(root.glob("*/platform.toml")):
            platform = read_platform(file)
            if platform.slug in platforms:
                raise Refused(f"{file}: slug {platform.slug!r} is taken by {folders[platform.slug]}. Choose another.")
            platforms[platform.slug] = platform
            folders[platform.slug] = file.parent
    return Catalogue(platforms=platforms, folders=folders)


def read_platform(file: Path) -> Platform:
    """Reads one platform.toml and the labels.toml beside it. Refused with path, key, reason and the nearest key."""
    texts = _toml(file.with_name("labels.toml")) if file.with_name("labels.toml").is_file() else {}
    try:
        data = _with_texts(_toml(file), texts)
        return Platform.model_validate_json(json.dumps(data, default=str)).came_from(file.parent)
    except KeyError as missing:
        raise Refused(f"{file}: {missing.args[0]!r} is not in labels.toml. {nearest(missing.args[0], texts)}") from None
    except ValidationError as wrong:
        raise Refused("\n".join(f"{file}: {_explain(error)}" for error in wrong.errors())) from None


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise Refused(f"{file}: not valid TOML: {wrong}. Mend that line and try again.") from None
    except RecursionError:
        raise Refused(f"{file}: nested too deeply to be a platform file.") from None
    except OSError as wrong:
        raise Refused(f"{file}: cannot be read: {wrong.strerror}.") from None


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
