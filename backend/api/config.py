"""What the HTTP side of a service is told when it is made."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

from backend.api.limits import Rate

BY_ADDRESS = Rate(a_second=600, at_once=1200)
BY_TOKEN = Rate(a_second=300, at_once=600)
STRANGERS = Rate(a_second=2, at_once=40)
Backup = Callable[[], AsyncIterator[bytes]]
"""Makes a backup, piece by piece."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How often is too often, in requests a second, with what may come at once."""

    by_address: Rate = BY_ADDRESS
    by_token: Rate = BY_TOKEN
    strangers: Rate = STRANGERS
    """Requests of an address without a good token, where one is needed or where none is."""
    streams_of_member: int = 20
    streams: int = 100


@dataclass(frozen=True, kw_only=True)
class ApiConfig:
    """`hosts`: what `Host` may say, exactly, as browsers write it: `127.0.0.1:8765`, or `home.example` on port 443.

    `trusted_proxies`: addresses and networks whose X-Forwarded-For counts. `local_secret_hash`: SHA-256, in hex, of the
    secret in a file that only the owner of the data folder can read; whoever knows it is at the machine.
    """

    hosts: frozenset[str]
    trusted_proxies: tuple[str, ...] = ()
    development: bool = False
    metrics: bool = False
    local_secret_hash: str | None = field(default=None, repr=False)
    backup: Backup | None = None
    limits: Limits = field(default_factory=Limits)
