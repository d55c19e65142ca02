"""From where a request comes: the peer's address, or what a proxy says of whom it is trusted to speak."""

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from starlette.types import Scope

Network = IPv4Network | IPv6Network
FORWARDED = (b"x-forwarded-for", b"forwarded", b"x-real-ip", b"x-forwarded-host", b"x-forwarded-proto", b"via")
"""Headers by which a proxy shows that it is one."""


def networks(texts: Sequence[str]) -> tuple[Network, ...]:
    """Trusted proxies, as networks. ValueError when one is no address."""
    return tuple(ip_network(one, strict=False) for one in texts)


def source_of(scope: Scope, trusted: Sequence[Network]) -> str:
    """The address that asks; the nearest one in X-Forwarded-For that is not a trusted proxy, where the peer is one."""
    peer = _peer(scope)
    if not _is_one(peer, trusted):
        return peer
    said = b",".join(value for name, value in scope["headers"] if name == b"x-forwarded-for").decode("latin-1")
    for one in reversed([part.strip() for part in said.split(",") if part.strip()]):
        try:
            address = str(ip_address(one))
        except ValueError:
            return peer
        if not _is_one(address, trusted):
            return address
    return peer


def is_local(scope: Scope) -> bool:
    """Whether a program on this machine asks, and no proxy for somebody else."""
    names = {name for name, _ in scope["headers"]}
    try:
        return ip_address(_peer(scope)).is_loopback and names.isdisjoint(FORWARDED)
    except ValueError:
        return False


def _peer(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else "unknown"


def _is_one(address: str, trusted: Sequence[Network]) -> bool:
    try:
        known = ip_address(address)
    except ValueError:
        return False
    return any(known.version == one.version and known in one for one in trusted)
