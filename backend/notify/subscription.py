"""A browser that lets itself be told (Push API): where its push service is, and the keys that only it can open with."""

import base64
import binascii
from typing import Annotated
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

SCHEME = "webpush"
"""The kind of such a place; no address of Apprise begins so."""
LONGEST = 2000
POINT, SECRET = 65, 16
"""Bytes of a point on P-256, and of the secret beside it (RFC 8291, 3.2)."""
NOWHERE = "https://localhost"
"""Who sends, where the dashboard has no address that others could use."""


def _endpoint(text: str) -> str:
    there = urlsplit(text)
    if there.scheme != "https" or not there.hostname or "@" in there.netloc or there.fragment:
        raise ValueError("must be an https address")
    _ = there.port  # ValueError when it is none
    return text


def _point(text: str) -> str:
    EllipticCurvePublicKey.from_encoded_point(SECP256R1(), decoded(text, POINT))
    return text


def _secret(text: str) -> str:
    decoded(text, SECRET)
    return text


Endpoint = Annotated[str, StringConstraints(max_length=LONGEST), AfterValidator(_endpoint)]
Point = Annotated[str, StringConstraints(max_length=100), AfterValidator(_point)]
Secret = Annotated[str, StringConstraints(max_length=40), AfterValidator(_secret)]


class Subscription(BaseModel):
    """As the browser gives it. `contact`: the address of the dashboard, by which a push service knows who sends.

    `device`: as which the browser was signed in when it was allowed.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    endpoint: Endpoint = Field(repr=False)
    p256dh: Point = Field(repr=False)
    auth: Secret = Field(repr=False)
    contact: str = NOWHERE
    device: str | None = None

    @property
    def origin(self) -> str:
        """Of the push service, as RFC 6454 writes it."""
        there = urlsplit(self.endpoint)
        host = f"[{there.hostname}]" if ":" in (there.hostname or "") else there.hostname
        return f"https://{host}" + ("" if there.port in (None, 443) else f":{there.port}")


def contact_of(origin: str | None) -> str:
    """Who sends, by the address at which the dashboard was open."""
    return origin if origin and origin.startswith("https://") else NOWHERE


def encoded(content: bytes) -> str:
    """As the web writes bytes (RFC 7515, 2)."""
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def decoded(text: str, length: int) -> bytes:
    """So many bytes from such a text. ValueError when it is none."""
    try:
        content = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("must be base64url") from None
    if len(content) != length:
        raise ValueError(f"must be {length} bytes")
    return content
