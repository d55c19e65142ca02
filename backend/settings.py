"""What may be set from outside, by environment (UNCONSENT_...) or command line: where data lives, what stands in."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

import platformdirs

from automations.outcome import Refused

if TYPE_CHECKING:
    from pydantic import SecretStr

    from automations.reach import Overrides


PrivateFor = Literal["nobody", "owner", "everybody"]
WINDOWS = 2
"""Sign-in windows that a service opens at once, where nothing else is said."""
MOST_WINDOWS = 20


@dataclass(frozen=True, kw_only=True)
class Settings:
    """One data folder, further platform folders, and test sites that stand in for platforms.

    `database` is the address of a PostgreSQL database; without one the data folder holds a database of its own.
    `catalogue_url` is where catalogue updates are, and `catalogue_keys` are public keys whose updates are trusted.
    `notify_private`: whose notifications may go to addresses inside the network. `windows`: how many sign-in windows
    a service opens at once, and how many objection forms it fills in. `environ` may hold keys and passphrases, so it is
    never shown.
    """

    home: Path
    database: "SecretStr | None" = field(default=None, repr=False)
    platforms_path: tuple[Path, ...] = ()
    overrides: "Overrides"
    catalogue_url: str | None = None
    catalogue_keys: tuple[str, ...] = ()
    notify_private: PrivateFor = "owner"
    windows: int = WINDOWS
    environ: Mapping[str, str] = field(default_factory=dict, repr=False)


def read_settings(
    environ: Mapping[str, str],
    *,
    home: Path | None = None,
    resolve: Sequence[str] = (),
    trust_spki: Sequence[str] = (),
) -> Settings:
    """Environment and command line together; for `home` the command line wins, the others add up.

    Refused when a value is wrong.
    """
    from automations.reach import Overrides

    return Settings(
        home=_home(environ, home),
        database=_database(environ),
        platforms_path=tuple(
            Path(one).expanduser().absolute() for one in _split(environ, "UNCONSENT_PLATFORMS_PATH", os.pathsep)
        ),
        overrides=Overrides.from_texts(
            (*_split(environ, "UNCONSENT_RESOLVE", ","), *resolve),
            (*_split(environ, "UNCONSENT_TRUST_SPKI", ","), *trust_spki),
        ),
        catalogue_url=environ.get("UNCONSENT_CATALOGUE_URL", "").strip() or None,
        catalogue_keys=_split(environ, "UNCONSENT_CATALOGUE_KEYS", ","),
        notify_private=_notify_private(environ),
        windows=_windows(environ),
        environ=dict(environ),
    )


def _home(environ: Mapping[str, str], home: Path | None) -> Path:
    chosen = home or (Path(environ["UNCONSENT_HOME"]) if environ.get("UNCONSENT_HOME") else None)
    if chosen is None:
        return platformdirs.user_data_path("unconsent")
    try:
        return chosen.expanduser().absolute()
    except RuntimeError:
        raise Refused(f"{chosen}: there is no such user. Name the data folder by its full path.") from None


def _windows(environ: Mapping[str, str]) -> int:
    text = environ.get("UNCONSENT_WINDOWS", "").strip() or str(WINDOWS)
    if not (text.isascii() and text.isdigit() and int(text) <= MOST_WINDOWS):
        raise Refused(f"UNCONSENT_WINDOWS is {text!r}. Give a number from 0 to {MOST_WINDOWS}.")
    return int(text)


def _database(environ: Mapping[str, str]) -> "SecretStr | None":
    text = environ.get("UNCONSENT_DATABASE_URL", "").strip()
    if not text:
        return None
    from pydantic import SecretStr

    from backend.store.postgresql import url_of

    url_of(text)
    return SecretStr(text)


def _notify_private(environ: Mapping[str, str]) -> PrivateFor:
    text = environ.get("UNCONSENT_NOTIFY_PRIVATE", "").strip() or "owner"
    for one in get_args(PrivateFor):
        if text == one:
            chosen: PrivateFor = one
            return chosen
    raise Refused(f"UNCONSENT_NOTIFY_PRIVATE={text}: set it to {', '.join(get_args(PrivateFor))}, or leave it out.")


def _split(environ: Mapping[str, str], name: str, separator: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in environ.get(name, "").split(separator) if part.strip())
