"""Sessions from a file: Playwright's storage state, or a Netscape cookies.txt as download tools write it.

The values are as good as passwords: no error, text or representation ever shows one.
"""

import json
import time
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from automations.outcome import Refused

LARGEST = 10_000_000
"""Bytes; a browser's whole cookie jar is far smaller."""
HTTP_ONLY = "#HttpOnly_"


class Cookie(BaseModel):
    """One cookie, in Playwright's words. `expires`: seconds since the epoch; -1 when it ends with the browser."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    name: str = Field(min_length=1, max_length=4096)
    value: str = Field(repr=False, max_length=100_000)
    domain: str = Field(min_length=1, max_length=300)
    path: str = Field(default="/", max_length=4096)
    expires: float = -1
    httpOnly: bool = False
    secure: bool = False
    sameSite: Literal["Strict", "Lax", "None"] | None = None
    partitionKey: str | None = None

    def belongs_to(self, hosts: Iterable[str]) -> bool:
        """Whether one of these hosts (patterns) would be sent this cookie."""
        domain = self.domain.lstrip(".").lower()
        return any(_same_site(domain, host.removeprefix("*.")) or fnmatchcase(domain, host) for host in hosts)


class Item(BaseModel):
    """One entry of a local storage."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    name: str
    value: str = Field(repr=False)


class Origin(BaseModel):
    """The local storage of one origin."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    origin: str = Field(pattern=r"^https?://[^/\s]+$")
    localStorage: tuple[Item, ...] = ()


class StorageState(BaseModel):
    """A signed-in browser's cookies and local storage, as Playwright writes them."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    cookies: tuple[Cookie, ...] = ()
    origins: tuple[Origin, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.cookies or self.origins)

    def only_for(self, hosts: Iterable[str]) -> "StorageState":
        """What concerns these hosts (patterns); the rest of a person's cookies is none of our business."""
        wanted = tuple(hosts)
        return StorageState(
            cookies=tuple(one for one in self.cookies if one.belongs_to(wanted)),
            origins=tuple(one for one in self.origins if _concerns(one.origin, wanted)),
        )


def read_session_file(path: Path) -> StorageState:
    """Reads either format, without cookies that have expired. Refused, with line and reason, when it is neither."""
    try:
        if path.stat().st_size > LARGEST:
            raise Refused(
                f"{path} is larger than {LARGEST // 1_000_000} MB, so it is no session. Name the exported file."
            )
        text = path.read_text(encoding="utf-8-sig")
    except OSError as wrong:
        raise Refused(f"{path}: {wrong.strerror}. Name the file that holds the session.") from None
    except UnicodeDecodeError:
        raise Refused(f"{path} is not a text file. Export the session as cookies.txt or storage state.") from None
    state = _from_json(text, path) if text.lstrip().startswith(("{", "[")) else _from_netscape(text, path)
    now = time.time()
    fresh = tuple(one for one in state.cookies if one.expires < 0 or one.expires > now)
    if not fresh and not state.origins:
        raise Refused(f"{path} holds no session: {_why_empty(state)} Sign in there again, and export it anew.")
    return StorageState(cookies=fresh, origins=state.origins)


def _from_json(text: str, path: Path) -> StorageState:
    try:
        document: Any = json.loads(text)
    except (ValueError, RecursionError) as wrong:
        line = getattr(wrong, "lineno", 1)
        raise Refused(f"{path}, line {line}: this is not JSON. Export the session again.") from None
    if not isinstance(document, dict) or "cookies" not in document:
        raise Refused(f"{path} is JSON, but no storage state of Playwright: it has no list of cookies.")
    try:
        return StorageState.model_validate(document)
    except ValidationError as wrong:
        first = wrong.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Refused(f"{path}: {where}: {first['msg']}. Export the session again.") from None


def _from_netscape(text: str, path: Path) -> StorageState:
    cookies = tuple(_netscape_cookies(text, path))
    return StorageState(cookies=cookies)


def _netscape_cookies(text: str, path: Path) -> Iterator[Cookie]:
    """Seven fields a line, parted by tabs: https://curl.se/docs/http-cookies.html (2026-11)."""
    for number, line in enumerate(text.splitlines(), 1):
        http_only = line.startswith(HTTP_ONLY)
        plain = line.removeprefix(HTTP_ONLY)
        if not plain.strip() or (plain.startswith("#") and not http_only):
            continue
        fields = plain.split("\t")
        if len(fields) != 7:
            raise Refused(
                f"{path}, line {number}: a cookie has seven fields parted by tabs, and here are {len(fields)}. "
                "Export the session again as a Netscape cookies.txt."
            )
        domain, subdomains, folder, secure, expires, name, value = fields
        try:
            moment = float(expires or 0)
            yield Cookie(
                name=name,
                value=value,
                domain=_domain(domain, subdomains),
                path=folder,
                secure=secure.upper() == "TRUE",
                expires=moment if moment > 0 else -1,
                httpOnly=http_only,
            )
        except ValueError:  # a pydantic error is one, too
            raise Refused(f"{path}, line {number}: this is no cookie as browsers have them. Export it again.") from None


def _domain(domain: str, subdomains: str) -> str:
    """A leading dot says that subdomains get the cookie, too."""
    bare = domain.lstrip(".")
    return f".{bare}" if bare and subdomains.upper() == "TRUE" else bare


def _why_empty(state: StorageState) -> str:
    return "all its cookies have expired." if state.cookies else "there is no cookie in it."


def _same_site(domain: str, host: str) -> bool:
    return domain == host or (host.endswith(f".{domain}") and "." in domain)


def _concerns(origin: str, hosts: tuple[str, ...]) -> bool:
    host = origin.split("://", 1)[-1].split(":", 1)[0].lower()
    return any(fnmatchcase(host, one) for one in hosts)
