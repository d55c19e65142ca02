"""Makes and signs catalogue bundles, for maintainers: docs/reference/catalogue-bundle.md.

`python -m backend.tools.catalogue_bundle keygen KEYFILE` makes a key and prints the public one.
`python -m backend.tools.catalogue_bundle sign FOLDER --serial N --minimum-engine X.Y.Z --key KEYFILE --to BUNDLE`.
"""

import argparse
import base64
import os
import sys
import tomllib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import ValidationError

from automations.catalogue import Catalogue, load, nearest, read_platform
from automations.outcome import Refused
from backend.receipts.signing import exact, public_text
from backend.updates.form import Bundle, encode
from backend.updates.reading import read_bundle
from backend.version import installed_version

FINE, REFUSED = 0, 2
NAMES = ("platform.toml", "labels.toml")
NOTES = "catalogue.toml"
"""Beside the platforms' folders, where something is retired or paused: [[retire]] with name, [[pause]] with slug."""


def keygen(file: Path) -> str:
    """Makes a key, in a file for its owner only, and returns the public one. Refused when the file is there."""
    key = Ed25519PrivateKey.generate()
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as wrong:
        raise Refused(f"{file}: {wrong.strerror}. Name a file that is not there yet.") from None
    with os.fdopen(handle, "w", encoding="ascii") as opened:
        opened.write(base64.b64encode(key.private_bytes_raw()).decode() + "\n")
    return public_text(key)


def read_key(file: Path) -> Ed25519PrivateKey:
    """The key in a file. Refused when there is none."""
    try:
        return Ed25519PrivateKey.from_private_bytes(exact(file.read_text(encoding="ascii").strip()))
    except (OSError, ValueError):
        raise Refused(f"{file} holds no key. Make one with keygen.") from None


def gather(folder: Path, *, serial: int, minimum_engine: str, made: date) -> Bundle:
    """The bundle of a folder that holds one folder per platform; of each only the two files of facts are taken.

    Refused when a file is wrong, or something is retired or paused that is not there.
    """
    files = {}
    for file in sorted(folder.glob("*/platform.toml")):
        texts = {name: file.with_name(name) for name in NAMES if file.with_name(name).is_file()}
        files[read_platform(file).slug] = {name: one.read_bytes().decode() for name, one in texts.items()}
    notes = folder / NOTES
    said: dict[str, Any] = tomllib.loads(notes.read_text(encoding="utf-8")) if notes.is_file() else {}
    plain = {"serial": serial, "minimum_engine": minimum_engine, "made": made, "files": files, **said}
    try:
        bundle = Bundle.model_validate(_tupled(plain))
    except ValidationError as wrong:
        raise Refused(f"{folder}: {wrong}") from None
    _known(bundle, load(update=bundle.update()))
    return bundle


def sign(bundle: Bundle, keys: Sequence[Ed25519PrivateKey]) -> bytes:
    """The signed file, as it was read back. Refused when this Unconsent would not take it."""
    content = encode(bundle, *keys)
    read_bundle(content, trusted=[public_text(one) for one in keys], engine=installed_version())
    return content


def main(arguments: Sequence[str]) -> int:
    """Runs one command."""
    asked = _parser().parse_args(arguments)
    try:
        if asked.command == "keygen":
            sys.stdout.write(f"{keygen(asked.file)}\n")
            return FINE
        bundle = gather(asked.folder, serial=asked.serial, minimum_engine=asked.minimum_engine, made=asked.made)
        asked.to.write_bytes(sign(bundle, [read_key(one) for one in asked.key]))
    except Refused as refused:
        sys.stderr.write(f"{refused}\n")
        return REFUSED
    sys.stdout.write(f"{asked.to}: {bundle.title}, {len(bundle.files)} platforms\n")
    return FINE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m backend.tools.catalogue_bundle")
    commands = parser.add_subparsers(dest="command", required=True)
    keys = commands.add_parser("keygen", help="make a key; print the public one")
    keys.add_argument("file", type=Path)
    signing = commands.add_parser("sign", help="make a signed bundle of a folder with platforms")
    signing.add_argument("folder", type=Path)
    signing.add_argument("--serial", type=int, required=True)
    signing.add_argument("--minimum-engine", required=True)
    signing.add_argument("--made", type=date.fromisoformat, default=datetime.now(UTC).date())
    signing.add_argument("--key", type=Path, action="append", required=True, help="repeatable")
    signing.add_argument("--to", type=Path, required=True)
    return parser


def _tupled(value: dict[str, Any]) -> dict[str, Any]:
    """Lists as the form has them."""
    return {key: tuple(one) if isinstance(one, list) else one for key, one in value.items()}


def _known(bundle: Bundle, catalogue: Catalogue) -> None:
    settings = {setting.id for platform in catalogue for setting in platform.settings}
    for name, names in (
        *((one.name, {*settings, *catalogue.platforms}) for one in bundle.retire),
        *((one.slug, set(catalogue.platforms)) for one in bundle.pause),
    ):
        if name not in names:
            raise Refused(f"There is no {name!r} to retire or pause. {nearest(name, names)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
