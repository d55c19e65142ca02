"""Gets a bundle from a file, or from the address that the person set: https, that host alone, and within limits."""

import asyncio
import ssl
import time
import urllib.error
import urllib.request
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from automations.outcome import Refused, Unreachable
from backend.updates.form import LARGEST

SECONDS = 30.0
CHUNK = 65_536


async def fetch(source: str) -> bytes:
    """The bytes there; whether they are a bundle is not looked at. Refused, or Unreachable, with what to do."""
    if "://" not in source:
        return await asyncio.to_thread(_read, source)
    return await asyncio.to_thread(_get, _checked(source))


def _read(source: str) -> bytes:
    file = Path(source)
    try:
        file = file.expanduser()
        with file.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except (OSError, RuntimeError) as wrong:
        said = getattr(wrong, "strerror", None) or "there is no such user"
        raise Refused(f"{file}: {said}. Name a catalogue bundle, or its https address.") from None


def _checked(url: str) -> str:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc or port == 0 or not url.isprintable():
        raise Refused(
            f"{_without_secrets(url)} is no address for a catalogue: it must begin with https:// and a host, "
            "without a user name or password."
        )
    return url


def _get(url: str) -> bytes:
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPSHandler(context=ssl.create_default_context()),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _SameHost(),
    ):
        opener.add_handler(handler)
    host = urlsplit(url).netloc
    until = time.monotonic() + SECONDS
    try:
        request = urllib.request.Request(url, headers={"User-Agent": "unconsent"})  # noqa: S310 (https, looked at above)
        with opener.open(request, timeout=SECONDS / 2) as answer:
            return _whole(answer, host, until)
    except urllib.error.HTTPError as wrong:
        wrong.close()
        raise Unreachable(f"{host} answers {wrong.code} instead of a catalogue. Look at the address.") from None
    except (OSError, HTTPException) as wrong:
        reason = wrong.reason if isinstance(wrong, urllib.error.URLError) else wrong
        said = getattr(reason, "verify_message", None) or getattr(reason, "strerror", None) or type(reason).__name__
        raise Unreachable(f"{host} could not be reached: {said}. Nothing was changed; try again later.") from None


def _whole(answer: IO[bytes], host: str, until: float) -> bytes:
    """All of it, or one byte more than a bundle may have. A server that drips is not waited for."""
    content = bytearray()
    while chunk := answer.read1(CHUNK):  # type: ignore[attr-defined]
        content += chunk
        if len(content) > LARGEST:
            break
        if time.monotonic() > until:
            raise Unreachable(f"{host} sends too slowly. Nothing was changed; try again later.")
    return bytes(content[: LARGEST + 1])


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Goes where it is sent only on the same host, over TLS."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        there, here = urlsplit(newurl), urlsplit(req.full_url)
        if (there.scheme, there.netloc) != ("https", here.netloc):
            raise Refused(
                f"{here.netloc} sends on to {there.scheme}://{_without_secrets(there.netloc)}, which is not followed. "
                "If you trust it, name that address yourself."
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _without_secrets(address: str) -> str:
    """The address as it may be shown."""
    head, found, tail = address.partition("://")
    rest = tail if found else head
    place, slash, path = rest.partition("/")
    shown = f"{place.rpartition('@')[2]}{slash}{path.split('?')[0]}"
    return ascii(f"{head}://{shown}" if found else shown)[1:-1][:200]
