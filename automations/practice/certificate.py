"""A certificate for the practice hosts, made anew each time, and the fingerprint by which one browser trusts it."""

import base64
import hashlib
import ssl
from collections.abc import Iterable
from dataclasses import dataclass

import trustme
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """A server's TLS context, and the base64 SHA-256 of its public key (as `--trust-spki` takes it)."""

    context: ssl.SSLContext
    spki: str


def certificate_for(hosts: Iterable[str]) -> Certificate:
    """A certificate for these hosts (wildcards too), signed by an authority that is thrown away at once."""
    leaf = trustme.CA().issue_cert(*hosts)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    leaf.configure_cert(context)
    key = x509.load_pem_x509_certificate(leaf.cert_chain_pems[0].bytes()).public_key()
    der = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return Certificate(context=context, spki=base64.b64encode(hashlib.sha256(der).digest()).decode())
