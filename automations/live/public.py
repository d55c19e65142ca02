"""Which addresses lead out of the network that this machine stands in."""

import socket
from collections.abc import Callable

from automations.addresses import Address, is_public, meant, read_address

NEIGHBOURS = {4: 24, 6: 56}
"""So many leading bits in common with this machine's own address: in the same house, or the same rack."""
SourceOf = Callable[[Address], Address | None]


def leads_out(address: Address, *, source_of: SourceOf | None = None) -> bool:
    """Whether it is an address of the internet, and neither this machine's own nor near to it."""
    if not is_public(address):
        return False
    own = (source_of or source_of_route)(address)
    return own is None or not any(_are_neighbours(one, own) for one in meant(address))


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
