"""The form of a bundle: what may stand in it, strictly. docs/reference/catalogue-bundle.md describes it."""

import re
from datetime import date
from typing import Annotated, Any, Literal, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from automations.spec.words import SettingId, Slug
from automations.update import Facts, Update
from backend.receipts.canonical import canonical
from backend.receipts.signing import public_text, signature

FORMAT = "unconsent-catalogue"
VERSION = 1
LARGEST = 4_000_000
"""Bytes of a whole bundle. All packaged platform files together have about a tenth of that."""
LARGEST_FILE = 500_000
MOST_PLATFORMS = 500
MOST_NOTES = 2_000

Name = Annotated[Slug, StringConstraints(max_length=80)]
Why = Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=r"^[^\x00-\x1f\x7f-\x9f\u2028-\u202e]+$")]
Version = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,6}\.[0-9]{1,6}\.[0-9]{1,6}$")]
FileName = Literal["platform.toml", "labels.toml"]
FileText = Annotated[str, StringConstraints(min_length=1, max_length=LARGEST_FILE)]


class Part(BaseModel):
    """Strict and frozen: an unknown key or a wrong type is an error."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Retired(Part):
    """A platform, by its slug, or a setting, by its id, that is not visited any more."""

    name: Annotated[Slug | SettingId, StringConstraints(max_length=160)]
    why: Why
    since: date


class Paused(Part):
    """A platform that is left alone until a newer bundle, or a person, says otherwise."""

    slug: Name
    why: Why
    since: date


class Bundle(Part):
    """What is signed. It replaces what an earlier bundle said, all of it."""

    format: Literal["unconsent-catalogue"] = "unconsent-catalogue"
    version: Literal[1] = 1
    serial: Annotated[int, Field(ge=1, lt=2**53)]
    made: date
    minimum_engine: Version
    """The oldest version of Unconsent that can read these files."""
    files: Annotated[dict[Name, dict[FileName, FileText]], Field(max_length=MOST_PLATFORMS)] = {}
    retire: Annotated[tuple[Retired, ...], Field(max_length=MOST_NOTES)] = ()
    pause: Annotated[tuple[Paused, ...], Field(max_length=MOST_NOTES)] = ()

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        for slug, texts in self.files.items():
            if "platform.toml" not in texts:
                raise ValueError(f"files.{slug}: there is no platform.toml")
        for names in ([one.name for one in self.retire], [one.slug for one in self.pause]):
            if len(set(names)) < len(names):
                raise ValueError("retire, pause: the same name twice")
        return self

    @property
    def title(self) -> str:
        """What it is called, for people."""
        return f"catalogue {self.serial} of {self.made}"

    def update(self) -> Update:
        """The same as the engine takes it."""
        return Update(
            name=self.title,
            files={slug: _facts(texts) for slug, texts in self.files.items()},
            retired={one.name: f"{one.why} (since {one.since}, by the catalogue)" for one in self.retire},
            paused={one.slug: f"the catalogue says since {one.since}: {one.why}" for one in self.pause},
        )


class Signature(Part):
    """An Ed25519 signature over the canonical form of `bundle`, and the public key that it is checked with."""

    key: Annotated[str, StringConstraints(max_length=100)]
    signature: Annotated[str, StringConstraints(max_length=200)]


class Envelope(Part):
    """The file: what is signed, and by whom."""

    bundle: dict[str, Any]
    signatures: Annotated[tuple[Signature, ...], Field(max_length=8)]


def encode(bundle: Bundle, *keys: Ed25519PrivateKey) -> bytes:
    """The file of a bundle that is signed with these keys, in its one form."""
    content = bundle.model_dump(mode="json")
    signatures = [{"key": public_text(one), "signature": signature(one, canonical(content))} for one in keys]
    return canonical({"bundle": content, "signatures": signatures})


def numbers(version: str) -> tuple[int, int, int]:
    """The three numbers by which versions are compared; what follows them, as `.dev1`, does not count."""
    found = re.match(r"(\d{1,6})\.(\d{1,6})(?:\.(\d{1,6}))?", version)
    if not found:
        raise ValueError(f"{version!r} is no version")
    return int(found[1]), int(found[2]), int(found[3] or 0)


def _facts(texts: dict[FileName, FileText]) -> Facts:
    labels = texts.get("labels.toml")
    return Facts(platform=texts["platform.toml"].encode(), labels=labels.encode() if labels is not None else None)
