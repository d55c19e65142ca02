"""Finds the key under which passwords and sessions are sealed: given by the person, kept by the system, or made."""

import asyncio
import base64
import json
import os
import secrets
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import insert, select

from automations.outcome import Refused
from backend import key_places
from backend.store import Store
from backend.store.tables import installation

if TYPE_CHECKING:
    from backend.settings import Settings

LENGTH = 32
"""Bytes of a key."""
SHORTEST_PASSPHRASE = 12
ARGON2 = {"memory_kib": 65536, "passes": 3, "lanes": 4}
"""The second recommended set of RFC 9106, for machines with less memory; about 0.4 s."""
WORD = b"unconsent"
"""What is sealed to recognise the key."""


@dataclass(frozen=True, kw_only=True)
class Key:
    """The master key of one data folder. Never used itself: every purpose has a key of its own."""

    material: bytes = field(repr=False)
    source: str
    installation: str

    def purpose(self, name: str) -> bytes:
        """The key for one purpose (HKDF, RFC 5869)."""
        info = f"unconsent {name} 1".encode()
        return HKDF(SHA256(), LENGTH, salt=self.installation.encode(), info=info).derive(self.material)


async def find_key(
    settings: "Settings",
    store: Store,
    *,
    notice: Callable[[str], None],
    ring: Callable[[], key_places.Ring | None] = key_places.system_ring,
) -> Key:
    """The key of this data folder: key file, variable, passphrase, the system's keyring, or a file made beside it.

    A new data folder is sealed with the key that is found, or made when none is. Refused when the folder was sealed
    with another one.
    """
    known = await _known(store)
    given = await _given(settings.environ, known)
    if given is None and "check" not in known:
        given = await asyncio.to_thread(_kept_or_made, settings, known["id"], ring, notice)
    if given is None:
        return await asyncio.to_thread(_fitting, settings.home, store.database.name, known, ring)
    if "check" not in known:
        known = await _seal(store, known, given)
    if not _opens(known, given):
        raise Refused(_another(store.database.name, known, f"The key from {given.source} is not the one"))
    return given


async def _known(store: Store) -> dict[str, str]:
    """What is stored about the key: the id of the data folder, a sealed word, a salt. None of it is secret."""
    async with store.read() as connection:
        known = {row.name: row.value for row in await connection.execute(select(installation))}
    if "id" in known:
        return known
    return await _keep(store, {"id": uuid.uuid4().hex})


async def _keep(store: Store, values: Mapping[str, str]) -> dict[str, str]:
    """Stores what is not stored yet, and says what is stored then: another process may have been first."""
    async with store.write() as connection:
        known = {row.name: row.value for row in await connection.execute(select(installation))}
        if not known.keys() & values.keys():
            await connection.execute(insert(installation), [{"name": n, "value": v} for n, v in values.items()])
            known |= values
        return known


async def _given(environ: Mapping[str, str], known: dict[str, str]) -> Key | None:
    """The key that the person names by a variable."""
    if environ.get("UNCONSENT_KEY_FILE"):
        material = await asyncio.to_thread(key_places.named_file, environ["UNCONSENT_KEY_FILE"])
        return Key(material=material, source="UNCONSENT_KEY_FILE", installation=known["id"])
    if environ.get("UNCONSENT_KEY"):
        material = key_places.from_text(environ["UNCONSENT_KEY"], "UNCONSENT_KEY")
        return Key(material=material, source="UNCONSENT_KEY", installation=known["id"])
    if environ.get("UNCONSENT_PASSPHRASE"):
        material = await asyncio.to_thread(_stretched, environ["UNCONSENT_PASSPHRASE"], known)
        return Key(material=material, source="UNCONSENT_PASSPHRASE", installation=known["id"])
    return None


def _stretched(passphrase: str, known: dict[str, str]) -> bytes:
    """Argon2id (RFC 9106). The salt is made here the first time, and stored with the seal."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise Refused(
            f"UNCONSENT_PASSPHRASE has fewer than {SHORTEST_PASSPHRASE} characters, so it could be guessed. "
            "Use a longer one, for example five words."
        )
    fresh = {"salt": base64.b64encode(secrets.token_bytes(16)).decode(), **ARGON2}
    cost = json.loads(known.setdefault("passphrase", json.dumps(fresh)))
    kdf = Argon2id(
        salt=base64.b64decode(cost["salt"]),
        length=LENGTH,
        iterations=cost["passes"],
        lanes=cost["lanes"],
        memory_cost=cost["memory_kib"],
    )
    return kdf.derive(passphrase.encode())


def _kept_or_made(
    settings: "Settings", name: str, ring: Callable[[], key_places.Ring | None], notice: Callable[[str], None]
) -> Key:
    """The first key that is kept for a new data folder; else one is made, in the keyring where there is one."""
    keyring, home = ring(), settings.home
    material = key_places.from_ring(keyring, name) if keyring else None
    if material:
        return Key(material=material, source=key_places.RING, installation=name)
    material = key_places.from_folder(home)
    if material is None and keyring and key_places.put_into_ring(keyring, name, fresh := secrets.token_bytes(LENGTH)):
        return Key(material=fresh, source=key_places.RING, installation=name)
    if material is None:
        material = key_places.make_file(home, secrets.token_bytes(LENGTH))
        notice(key_places.made(home))
    else:
        notice(key_places.older(home))
    return Key(material=material, source=str(key_places.in_folder(home)), installation=name)


def _fitting(home: Path, sealed: str, known: dict[str, str], ring: Callable[[], key_places.Ring | None]) -> Key:
    """Of the keys that are kept, the one with which the database `sealed` was."""
    keyring = ring()
    kept = {
        key_places.RING: key_places.from_ring(keyring, known["id"]) if keyring else None,
        str(key_places.in_folder(home)): key_places.from_folder(home),
    }
    for source, material in kept.items():
        if material:
            key = Key(material=material, source=source, installation=known["id"])
            if _opens(known, key):
                return key
    found = " and ".join(source for source, material in kept.items() if material)
    raise Refused(_another(sealed, known, f"The key in {found} is not the one" if found else "There is no key"))


async def _seal(store: Store, known: dict[str, str], key: Key) -> dict[str, str]:
    nonce = os.urandom(12)
    sealed = nonce + AESGCM(key.purpose("check")).encrypt(nonce, WORD, key.installation.encode())
    values = {"check": base64.b64encode(sealed).decode(), "sealed_by": key.source}
    if key.source == "UNCONSENT_PASSPHRASE":
        values["passphrase"] = known["passphrase"]
    return await _keep(store, values)


def _opens(known: dict[str, str], key: Key) -> bool:
    sealed = base64.b64decode(known["check"])
    try:
        return AESGCM(key.purpose("check")).decrypt(sealed[:12], sealed[12:], key.installation.encode()) == WORD
    except InvalidTag:
        return False


def _another(sealed: str, known: dict[str, str], what: str) -> str:
    return (
        f"{what} with which {sealed} was sealed; that came from {known.get('sealed_by', 'elsewhere')}. "
        "Give the right one (UNCONSENT_KEY_FILE, UNCONSENT_KEY or UNCONSENT_PASSPHRASE), or unlock the system's "
        "keyring. Without it nothing sealed can be opened; nothing was changed."
    )
