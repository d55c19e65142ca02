"""Where the service listens, and whether that is safe: on this machine, or behind TLS."""

import ipaddress
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from automations.outcome import Refused

PORT = 8765
TRIES = 20
"""How many ports after the usual one are tried."""
SAFE = (
    "Give --cert and --key for TLS, or --proxy ADDRESS and --public-url https://... for a reverse proxy that has it, "
    "or leave out --bind to listen on this machine only."
)


@dataclass(frozen=True, kw_only=True)
class Address:
    """An interface and port, and how one gets there. `hosts`: what a request may name as its host."""

    bind: str
    port: int
    hosts: frozenset[str]
    url: str
    cert: Path | None = None
    key: Path | None = None
    reverse_proxies: tuple[str, ...] = ()

    @property
    def listens(self) -> str:
        """How this machine itself reaches it, past any proxy."""
        where = ipaddress.ip_address(self.bind)
        if where.is_unspecified:
            where = ipaddress.ip_address("127.0.0.1" if where.version == 4 else "::1")
        return f"{'https' if self.cert else 'http'}://{_in_url(where)}:{self.port}"


def chosen_address(
    bind: str | None = None,
    port: int | None = None,
    *,
    cert: Path | None = None,
    key: Path | None = None,
    reverse_proxies: Sequence[str] = (),
    public_url: str | None = None,
) -> Address:
    """The address to listen at. Refused in one line when others could listen in, or name the service as they like."""
    where = _address(bind or "127.0.0.1")
    for file in (cert, key):
        if file and not file.is_file():
            raise Refused(f"{file} is not there. Name the file of the TLS certificate and of its key.")
    if bool(cert) is not bool(key):
        raise Refused("TLS needs both: give --cert FILE and --key FILE.")
    trusted = tuple(str(_network(one)) for one in reverse_proxies)
    public = _public(public_url) if public_url else None
    if trusted and not public:
        raise Refused("Behind a proxy the service must know its own name: give --public-url https://...")
    if not where.is_loopback and not cert and not trusted:
        raise Refused(f"{where} can be reached from other machines, and nothing is encrypted. {SAFE}")
    if where.is_unspecified and not public:
        raise Refused(
            f"{where} is every address of this machine. Say by which name it is reached: --public-url https://..."
        )
    scheme = "https" if cert else "http"
    free = _free(str(where), port)
    name = _in_url(where)
    own = set() if where.is_unspecified else {f"{name}:{free}"}
    local = {f"localhost:{free}"} if where.is_loopback else set()
    hosts = frozenset({*own, *local, *([public[1]] if public else [])})
    url = public[0] if public else f"{scheme}://{name}:{free}"
    return Address(bind=str(where), port=free, hosts=hosts, url=url, cert=cert, key=key, reverse_proxies=trusted)


def _in_url(where: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str:
    return f"[{where}]" if where.version == 6 else str(where)


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    try:
        return ipaddress.ip_address("127.0.0.1" if text == "localhost" else text.strip("[]"))
    except ValueError:
        raise Refused(f"{text!r} is not the address of an interface. Give it as 127.0.0.1 or 192.168.1.10.") from None


def _network(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    try:
        found = ipaddress.ip_network(text, strict=False)
    except ValueError:
        raise Refused(f"{text!r} is not the address of a proxy. Give it as 127.0.0.1 or 172.18.0.0/16.") from None
    if found.prefixlen == 0:
        raise Refused(f"{text} would trust every machine. Name the proxy's own address.")
    return found


def _public(url: str) -> tuple[str, str]:
    """The address and the host by which others reach the service."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    wrong = parts.username is not None or parts.query or parts.fragment or parts.path not in ("", "/")
    if parts.scheme != "https" or not parts.hostname or wrong:
        raise Refused(f"{url!r} cannot be the public address. Give it as https://unconsent.example.")
    host = parts.hostname if port in (None, 443) else f"{parts.hostname}:{port}"
    return f"https://{host}", host


def _free(host: str, wanted: int | None) -> int:
    """The wanted port; else the usual one, or the next that is free. Refused when the wanted one is taken."""
    for port in [wanted] if wanted is not None else range(PORT, PORT + TRIES):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except PermissionError:
                raise Refused(f"Port {port} is only for root. Choose one above 1023 with --port.") from None
            except OSError as taken:
                if wanted is not None:
                    raise Refused(f"Port {port} at {host} cannot be used: {taken.strerror}. Choose another.") from None
                continue
            return int(probe.getsockname()[1])
    raise Refused(f"Ports {PORT} to {PORT + TRIES - 1} are all taken. Choose one with --port.")
