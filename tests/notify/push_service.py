"""A push service on loopback, over TLS, with a browser behind it that opens what it is sent, as RFC 8291 has it."""

import asyncio
import base64
import json
import os
import ssl
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import trustme
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
NAME = "localhost"


def text(content: bytes) -> str:
    """Base64url."""
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def content(said: str) -> bytes:
    """And back."""
    return base64.urlsafe_b64decode(said + "=" * (-len(said) % 4))


def point(key: ec.EllipticCurvePublicKey) -> bytes:
    """A public key as both standards write it."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


@dataclass(frozen=True, kw_only=True)
class Taken:
    """One request: its head, and its body as it came."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(kw_only=True)
class PushService:
    """`answer`: the status. The keys are the browser's own, which no push service knows."""

    answer: int = 201
    more: str = ""
    authority: trustme.CA = field(default_factory=trustme.CA)
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(CURVE))
    secret: bytes = field(default_factory=lambda: os.urandom(16))
    port: int = 0
    taken: list[Taken] = field(default_factory=list)

    @property
    def origin(self) -> str:
        """Where it is."""
        return f"https://{NAME}:{self.port}"

    @property
    def given(self) -> dict[str, str]:
        """What the browser gives to the page."""
        keys = {"p256dh": text(point(self.key.public_key())), "auth": text(self.secret)}
        return {"endpoint": f"{self.origin}/push/canary-endpoint", **keys}

    def trusted(self, folder: Path) -> dict[str, str]:
        """The environment of a machine that trusts its authority."""
        file = folder / "push-authority.pem"
        self.authority.cert_pem.write_to_path(str(file))
        return {"REQUESTS_CA_BUNDLE": str(file)}

    @asynccontextmanager
    async def open(self) -> AsyncIterator["PushService"]:
        """While the block lasts."""
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self.authority.issue_cert(NAME).configure_cert(context)
        server = await asyncio.start_server(self._talk, "127.0.0.1", 0, ssl=context)
        self.port = server.sockets[0].getsockname()[1]
        async with server:
            yield self

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().strip().split("\r\n")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            body = await reader.readexactly(int(headers["content-length"]))
            self.taken.append(Taken(path=first.split()[1], headers=headers, body=body))
            end = f"{self.more}Content-Length: 0\r\nConnection: close\r\n\r\n"
            writer.write(f"HTTP/1.1 {self.answer} Said\r\n{end}".encode())
            await writer.drain()
        writer.close()

    def opened(self, body: bytes) -> dict[str, Any]:
        """What the browser reads: RFC 8188 with the key of RFC 8291, in one record."""
        salt, (size, length) = body[:16], struct.unpack("!LB", body[16:21])
        sender, sealed = body[21 : 21 + length], body[21 + length :]
        assert length == 65 and len(sealed) <= size and len(body) <= 4096
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, sender))
        about = b"WebPush: info\0" + point(self.key.public_key()) + sender
        secret = _derived(shared, self.secret, about, 32)
        key = _derived(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
        nonce = _derived(secret, salt, b"Content-Encoding: nonce\0", 12)
        said, _, padding = AESGCM(key).decrypt(nonce, sealed, None).rpartition(b"\x02")
        assert not padding.strip(b"\0")
        found: dict[str, Any] = json.loads(said)
        return found

    @property
    def messages(self) -> list[dict[str, Any]]:
        """Everything that was shown."""
        return [self.opened(one.body) for one in self.taken]


def _derived(secret: bytes, salt: bytes, about: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=about).derive(secret)


def claims_of(authorization: str) -> tuple[dict[str, Any], str]:
    """What the header of RFC 8292 claims, and by whose key, when the signature is right."""
    kind, _, rest = authorization.partition(" ")
    said = dict(one.strip().split("=", 1) for one in rest.split(","))
    head, body, signature = said["t"].split(".")
    assert kind == "vapid" and json.loads(content(head)) == {"typ": "JWT", "alg": "ES256"}
    key = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, content(said["k"]))
    one, other = (int.from_bytes(half, "big") for half in (content(signature)[:32], content(signature)[32:]))
    key.verify(encode_dss_signature(one, other), f"{head}.{body}".encode(), ec.ECDSA(hashes.SHA256()))
    claims: dict[str, Any] = json.loads(content(body))
    return claims, said["k"]
