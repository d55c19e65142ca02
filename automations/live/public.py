"""Which addresses are the internet's, and which are this machine's own or its neighbours'."""

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address
NOT_PUBLIC = tuple(
    ip_network(one)
    for one in (
        "0.0.0.0/8",  # pragma: allowlist secret
        "100.64.0.0/10",  # pragma: allowlist secret - between a provider and its customers
        "192.0.0.0/24",  # pragma: allowlist secret - protocols
        "192.88.99.0/24",  # pragma: allowlist secret - relays to IPv6
        "::ffff:0:0/96",  # IPv4 in other clothes, here and below
        "::/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2001::/32",
        "2002::/16",
        "fec0::/10",
    )
)
"""Refused besides what Python's own tables (IANA's registries) do not call global."""
NEIGHBOURS = {4: 24, 6: 56}
"""So many leading bits in common with this machine's own address: in the same house, or the same rack."""
SourceOf = Callable[[Address], Address | None]


def is_public(address: Address, *, source_of: "SourceOf | None" = None) -> bool:
    """Whether it is an address of the internet, and neither this machine's own nor near to it."""
    if not address.is_global or address.is_multicast or address.is_reserved:
        return False
    if any(address in network for network in NOT_PUBLIC if network.version == address.version):
        return False
    own = (source_of or source_of_route)(address)
    return own is None or not _are_neighbours(address, own)


def read_address(text: str) -> Address | None:
    """The address in a text, as the resolver gives it; None where it is none, or has a zone."""
    try:
        return None if "%" in text else ip_address(text)
    except ValueError:
        return None


def source_of_route(address: Address) -> Address | None:
    """This machine's own address on the way there; None where there is no way. Nothing is sent."""
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((str(address), 443))
            return read_address(str(probe.getsockname()[0]))
    except OSError:
        return None


def _are_neighbours(address: Address, own: Address) -> bool:
    if own.version != address.version:
        return False
    if not own.is_global:
        return address == own
    beyond = address.max_prefixlen - NEIGHBOURS[address.version]
    return int(address) >> beyond == int(own) >> beyond
