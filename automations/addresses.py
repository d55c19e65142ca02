"""Which addresses are the internet's, which belong to somebody's own network, and which are nobody's business.

It leans on nothing but Python, so that processes which may know nothing else can ask it, too.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address
CLOUDS = ("169.254.169.254", "fd00:ec2::254", "100.100.100.200", "168.63.129.16")  # pragma: allowlist secret
"""Where clouds hand out a machine's own keys: AWS, Google and most others; AWS; Alibaba; Azure."""
METADATA = tuple(map(ip_address, CLOUDS))
NAT64 = ip_network("64:ff9b::/96")
"""RFC 6052: the last four bytes are an IPv4 address."""
COMPATIBLE = ip_network("::/96")
"""RFC 4291, of the IPv4-compatible form: so are these."""
SPECIAL = tuple(
    ip_network(one)
    for one in (
        "192.0.0.0/24",  # pragma: allowlist secret - protocols, RFC 6890
        "192.88.99.0/24",  # pragma: allowlist secret - relays to IPv6, RFC 7526
        "64:ff9b:1::/48",  # translation within a network, RFC 8215
    )
)
"""No part of the internet either, though Python's own tables call some of them so."""


def read_address(text: str) -> Address | None:
    """The address in a text, as the resolver gives it; None where it is none, or has a zone."""
    try:
        return None if "%" in text else ip_address(text)
    except ValueError:
        return None


def is_public(address: Address | None) -> bool:
    """Whether it is an address in the internet, as is every one inside of it. None is none."""
    return address is not None and not any(_is_inside(one) or _is_nobodys(one) for one in meant(address))


def may_be_called(text: str, *, private: bool) -> bool:
    """Whether a message may go there. A name may not: what it stands for is looked up first."""
    address = read_address(text)
    if address is None or any(map(_is_nobodys, meant(address))):
        return False
    return private or is_public(address)


def meant(address: Address) -> tuple[Address, ...]:
    """The address, and the one inside of it where there is one."""
    inner: Address | None = None
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if address in NAT64 or (address in COMPATIBLE and int(address) > 1):
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
    if inner is None:
        return (address,)
    return (inner,) if _is_plain_form(address) else (address, inner)


def _is_plain_form(address: Address) -> bool:
    """Whether it is only another way of writing an IPv4 address, so that nothing else of it counts."""
    return isinstance(address, IPv6Address) and (address.ipv4_mapped is not None or address in NAT64)


def _is_inside(address: Address) -> bool:
    """Whether it belongs to a network of somebody's own; so do the site-local addresses of old (RFC 3879)."""
    site_local = isinstance(address, IPv6Address) and address.is_site_local
    return not address.is_global or site_local or any(address in one for one in SPECIAL)


def _is_nobodys(address: Address) -> bool:
    link_local = address.is_link_local or address in METADATA
    return link_local or address.is_multicast or address.is_unspecified or _is_reserved(address)


def _is_reserved(address: Address) -> bool:
    """Class E with the broadcast address; of IPv6, loopback is counted among the reserved ones, too."""
    return address.is_reserved and not address.is_loopback
