"""The places in which a key may be kept: a file, a variable, the system's keyring."""

import base64
import binascii
import os
import stat
import tempfile
from pathlib import Path
from typing import Protocol

from automations.outcome import Refused
from backend.store.folder import KEYS, POSIX

LENGTH = 32
RING = "the system's keyring"
SERVICE = "unconsent"


class Ring(Protocol):
    """A keyring, as the `keyring` package has them."""

    def get_password(self, service: str, username: str) -> str | None:
        """What is kept; None when nothing is."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keeps it."""


def in_folder(home: Path) -> Path:
    """Where a key that was made is kept when there is no keyring."""
    return home / KEYS / "master.key"


def older(home: Path) -> str:
    """What the person must know when a key lies beside a database that is new."""
    return (
        f"The key in {in_folder(home)} is older than the database, which was just made. If accounts should be there, "
        "stop now and put the database back from a backup: `restore FILE --replace`."
    )


def made(home: Path) -> str:
    """What the person must know about a key file that was just made."""
    return (
        f"A key was made in {in_folder(home)}, because this system has no keyring. Whoever has it and the data folder "
        "can open the stored passwords and sessions; without it nobody can. Keep a copy apart from backups of the "
        "folder, or name a key of your own with UNCONSENT_KEY_FILE or UNCONSENT_PASSPHRASE."
    )


def named_file(name: str) -> bytes:
    """The key in a file that the person names: 32 bytes, raw or as base64."""
    path = Path(name).expanduser()
    try:
        found = path.stat()
        if POSIX and found.st_mode & 0o077:
            raise Refused(f"{path} can be read by others, so it is no secret. Close it: chmod 600 '{path}'")
        content = path.read_bytes()
    except OSError as wrong:
        raise Refused(f"UNCONSENT_KEY_FILE: {path}: {wrong.strerror}. Name a file that holds a key.") from None
    return content if len(content) == LENGTH else from_text(content.decode("ascii", "replace"), f"{path}")


def from_text(text: str, what: str) -> bytes:
    """The key in a base64 text. Refused when it is none; the text itself is never shown."""
    try:
        material = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        material = b""
    if len(material) != LENGTH:
        raise Refused(
            f"{what} holds no key: it must be {LENGTH} bytes as base64. Make one: openssl rand -base64 {LENGTH}"
        )
    return material


def from_folder(home: Path) -> bytes | None:
    """The key that was made for this data folder; None when there is none."""
    path = in_folder(home)
    if not path.exists():
        return None
    if POSIX and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise Refused(f"{path} can be read by others. Close it: chmod 600 '{path}'")
    return from_text(path.read_text(encoding="ascii", errors="replace"), str(path))


def make_file(home: Path, material: bytes) -> bytes:
    """Writes the key, whole or not at all; when another process was first, its key is the one."""
    path = in_folder(home)
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=".master.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(base64.b64encode(material) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(part, path)
    except FileExistsError:
        pass
    finally:
        Path(part).unlink()
    _settle(path.parent)
    return from_folder(home) or material


def _settle(folder: Path) -> None:
    """The entry of a new file is on the disk afterwards."""
    if POSIX:
        handle = os.open(folder, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)


def system_ring() -> Ring | None:
    """The system's keyring; None where there is none, or only one that keeps plain text or asks on the terminal."""
    import keyring
    from keyring.backends import chainer

    chosen = keyring.get_keyring()
    parts = chosen.backends if isinstance(chosen, chainer.ChainerBackend) else [chosen]
    for part in parts:
        if type(part).__module__.startswith("keyring.backends.") and type(part).__module__.split(".")[2] not in (
            "fail",
            "null",
            "chainer",
        ):
            return part
    return None


def from_ring(ring: Ring, name: str) -> bytes | None:
    """The key kept in the keyring for this data folder; None when there is none, or the keyring stays locked."""
    try:
        text = ring.get_password(SERVICE, name)
    except Exception:  # each keyring raises what its system raises; the caller says that no key was found
        return None
    return from_text(text, RING) if text else None


def put_into_ring(ring: Ring, name: str, material: bytes) -> bool:
    """Keeps a new key; False when the keyring does not keep it."""
    try:
        ring.set_password(SERVICE, name, base64.b64encode(material).decode())
    except Exception:  # as above: then a file is made, and said aloud
        return False
    return from_ring(ring, name) == material
