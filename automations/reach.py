"""What a browser in our hands can reach: the platform's hosts and nothing else, decided below the page.

Two locks, each of which would do. The browser's resolver knows only the hosts that belong to the errand. And whatever
is not on the list is sent to a proxy that does not exist, literal addresses and this machine's own names included.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from ipaddress import ip_address
from re import fullmatch
from urllib.parse import urlsplit

from automations.errand import Account
from automations.outcome import Refused
from automations.spec import Platform

NOWHERE = "127.0.0.1:9"
"""The discard port, on which nothing listens."""
SITE = "{site}"
HOST = r"(\*|(\*\.)?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\.?)"
SPKI = r"[A-Za-z0-9+/]{43}="
NO_WAY_BESIDE = (
    "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
)
"""Nothing goes past a proxy."""
LOCKED_IN = (f"--proxy-server=http://{NOWHERE}", *NO_WAY_BESIDE)


@dataclass(frozen=True, kw_only=True)
class Resolve:
    """A host, or a pattern as `*.x.com`, and the address with port that stands in for it."""

    host: str
    target: str

    @property
    def rule(self) -> str:
        """As Chromium's resolver takes it."""
        return f"MAP {self.host} {self.target}"


@dataclass(frozen=True, kw_only=True)
class Overrides:
    """Test sites that stand in for platforms, and the keys they are trusted by. Empty in earnest, and then false."""

    resolve: tuple[Resolve, ...] = ()
    trust_spki: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.resolve)

    @classmethod
    def from_texts(cls, resolve: Iterable[str], trust_spki: Iterable[str]) -> "Overrides":
        """From `HOST=ADDRESS:PORT` and base64 fingerprints. Refused when one is malformed."""
        keys = tuple(trust_spki)
        for key in keys:
            if not fullmatch(SPKI, key):
                raise Refused(
                    f"--trust-spki {key!r} is no fingerprint: give the base64 SHA-256 of the public key, 44 signs."
                )
        made = cls(resolve=tuple(_resolve(one) for one in resolve), trust_spki=keys)
        if keys and not made:
            raise Refused("--trust-spki works together with --resolve only: a real platform is never trusted by it.")
        return made

    def concerns(self, host: str) -> bool:
        """Whether something stands in for this host."""
        return any(fnmatchcase(host, one.host) for one in self.resolve)


@dataclass(frozen=True, kw_only=True)
class Reach:
    """The hosts of one errand. `address`: the account's own site, where the platform is self-hosted."""

    hosts: tuple[str, ...]
    address: str | None = None
    overrides: Overrides = Overrides()

    def arguments(self) -> list[str]:
        """Chromium's arguments that keep it there."""
        # The last rule that fits counts, and the first one takes back that loopback never needs a proxy.
        bypass = ";".join(("<-loopback>", *self.hosts, *([_origin(self.address)] if self.address else [])))
        return [
            f"--host-resolver-rules={', '.join(self._rules())}",
            f"--proxy-bypass-list={bypass}",
            *LOCKED_IN,
            *self.stand_ins(trust_only=True),
        ]

    def stand_ins(self, *, trust_only: bool = False) -> list[str]:
        """Chromium's arguments that lead to the test sites, for a window in which a person signs in."""
        if not self.overrides:
            return []
        trust = [f"--ignore-certificate-errors-spki-list={','.join(self.overrides.trust_spki)}"]
        rules = [f"--host-resolver-rules={', '.join(self._rules())}", "--disable-quic"]
        return (trust if self.overrides.trust_spki else []) + ([] if trust_only else rules)

    def allows(self, url: str) -> bool:
        """Whether an address belongs to the errand; for browsers that run elsewhere and take no arguments."""
        parts = urlsplit(url)
        if parts.scheme in ("data", "blob", "about"):
            return True
        if self.address and _origin(url) == _origin(self.address):
            return True
        return parts.scheme in ("https", "wss") and any(fnmatchcase(parts.hostname or "", one) for one in self.hosts)

    @property
    def stays_here(self) -> bool:
        """Whether nothing but this machine can be reached."""
        if self.overrides:
            return all(is_loopback(f"//{one.target}") for one in self.overrides.resolve)
        return not self.hosts and (self.address is None or is_loopback(self.address))

    def _rules(self) -> list[str]:
        rules = [one.rule for one in self.overrides.resolve]
        if not self.overrides:
            rules += [f"EXCLUDE {host}" for host in self.hosts]
        if self.address and self._goes_straight(self.address):
            rules.append(f"EXCLUDE {_host(self.address)}")
        return [*rules, "MAP * ~NOTFOUND"]

    def _goes_straight(self, address: str) -> bool:
        if self.overrides.concerns(_host(address)):
            return False
        return not self.overrides or is_loopback(address)


def reach_of(platform: Platform, account: Account, overrides: Overrides) -> Reach:
    """What an errand for this account may reach."""
    hosts = tuple(dict.fromkeys(one for one in (*platform.hosts, *platform.assets) if one != SITE))
    return Reach(hosts=hosts, address=account.address if platform.own_address else None, overrides=overrides)


def is_loopback(address: str) -> bool:
    """Whether the address is this machine's own."""
    host = _host(address)
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _resolve(text: str) -> Resolve:
    host, found, target = text.partition("=")
    address, _, port = target.rpartition(":")
    well_formed = found and fullmatch(HOST, host) and port.isascii() and port.isdigit() and 0 < int(port) < 65536
    if not well_formed or not _is_address(address):
        raise Refused(f"--resolve {text!r} is not HOST=ADDRESS:PORT, as in --resolve x.com=127.0.0.1:8443")
    return Resolve(host=host.lower(), target=f"{address}:{int(port)}")


def _is_address(address: str) -> bool:
    try:
        ip_address(address.strip("[]"))
    except ValueError:
        return fullmatch(HOST, address) is not None and "*" not in address
    return ":" not in address or address.startswith("[")


def _host(address: str) -> str:
    host = urlsplit(address).hostname or ""
    return f"[{host}]" if ":" in host else host


def _origin(url: str) -> str:
    """Host and port, as a bypass rule names them."""
    parts = urlsplit(url)
    usual = {"http": 80, "ws": 80}.get(parts.scheme, 443)
    return f"{_host(url)}:{parts.port or usual}"
