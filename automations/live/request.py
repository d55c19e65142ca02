"""What a browser asks of a proxy: a tunnel to a host and port, or one plain HTTP request."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

TUNNEL = re.compile(rb"CONNECT (?P<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+):(?P<port>[0-9]{1,5}) HTTP/1\.1")
PLAIN = re.compile(rb"(?P<method>[A-Z]{3,10}) (?P<url>http://[\x21-\x7e]+) HTTP/1\.1")
ITS_OWN = re.compile(rb"(?i)(proxy-[a-z-]+|connection|keep-alive|upgrade|host):")
"""Lines that are for the proxy, or are written anew."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Where it leads. `head`: what is sent there first; None for a tunnel, through which all is sent as it comes."""

    host: str
    port: int
    head: bytes | None = None


def read_request(head: bytes) -> Asked | None:
    """What is asked for; None when that is not well formed."""
    first, *lines = head.removesuffix(b"\r\n\r\n").split(b"\r\n")
    tunnel = TUNNEL.fullmatch(first)
    if tunnel:
        return Asked(host=_bare(tunnel["host"].decode()), port=int(tunnel["port"]))
    plain = PLAIN.fullmatch(first)
    return _plain(plain["method"], plain["url"].decode(), lines) if plain else None


def _plain(method: bytes, url: str, lines: list[bytes]) -> Asked | None:
    """One request on a connection of its own: the next one may be for another host."""
    try:
        parts = urlsplit(url)
        port = 80 if parts.port is None else parts.port
    except ValueError:
        return None
    if not parts.hostname or parts.username is not None or b"" in lines:
        return None
    path = url[url.index("/", len("http://")) :] if "/" in url[len("http://") :] else "/"
    kept = [one for one in lines if not ITS_OWN.match(one)]
    host = f"Host: {parts.netloc}".encode()
    head = b"\r\n".join([method + b" " + path.encode() + b" HTTP/1.1", host, *kept, b"Connection: close", b"", b""])
    return Asked(host=parts.hostname, port=port, head=head)


def _bare(host: str) -> str:
    return host.strip("[]").lower()
