"""Whose bundles are trusted: keys that came with the package, and keys that the person added."""

import os
import tomllib
from pathlib import Path
from typing import Any

from automations.outcome import Refused
from backend.receipts.signing import exact
from backend.settings import Settings
from backend.store.folder import make_folder

FILE = "catalogue.keys"
PACKAGED = Path(__file__).with_name("catalogue.toml")
LENGTH = 32


def packaged_serial() -> int:
    """The number of the catalogue that came with the package."""
    return int(_packaged()["serial"])


def trusted_keys(settings: Settings) -> dict[str, str]:
    """Every key that is trusted, and where that is said, for people. Refused when one is no key."""
    keys = {_key(one["key"], "catalogue.toml"): f"packaged: {one['name']}" for one in _packaged()["keys"]}
    for text in settings.catalogue_keys:
        keys.setdefault(_key(text, "UNCONSENT_CATALOGUE_KEYS"), "UNCONSENT_CATALOGUE_KEYS")
    file = settings.home / FILE
    for text in _lines(file):
        keys.setdefault(_key(text, str(file)), str(file))
    return keys


def trust(settings: Settings, text: str) -> str:
    """Trusts a key from now on: given itself, or in a file. Returns it. Refused when it is no public key."""
    given = Path(text).expanduser()
    try:
        lines = _lines(given) if given.is_file() else [text]
    except (OSError, ValueError):
        lines = [text]
    if len(lines) != 1:
        raise Refused(f"{text} does not hold one key. Name a file with one line: the public key in base64.")
    key = _key(lines[0], text)
    make_folder(settings.home)
    file = settings.home / FILE
    if key not in _lines(file):
        handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as kept:
            kept.write(f"{key}\n")
    return key


def _packaged() -> dict[str, Any]:
    return tomllib.loads(PACKAGED.read_text(encoding="utf-8"))


def _lines(file: Path) -> list[str]:
    """The lines of the file that say something; none when there is no file."""
    if not file.is_file():
        return []
    with file.open(encoding="utf-8", errors="replace") as opened:
        lines = opened.read(100_000).splitlines()
    return [one.strip() for one in lines if one.strip() and not one.lstrip().startswith("#")]


def _key(text: str, where: str) -> str:
    try:
        if len(exact(text)) == LENGTH:
            return text
    except ValueError:
        pass
    raise Refused(f"{where}: {text[:60]!r} is no public key. Give the 32 bytes of an Ed25519 key in base64, 44 signs.")
