"""Catalogue updates: signed bundles of platform files, newer than the package. Data, never code."""

from backend.updates.comparing import Change, compare
from backend.updates.fetching import fetch
from backend.updates.form import Bundle, encode
from backend.updates.known import Offer, apply, installed, known_catalogue, offer, roll_back
from backend.updates.trusting import packaged_serial, trust, trusted_keys

__all__ = [
    "Bundle",
    "Change",
    "Offer",
    "apply",
    "compare",
    "encode",
    "fetch",
    "installed",
    "known_catalogue",
    "offer",
    "packaged_serial",
    "roll_back",
    "trust",
    "trusted_keys",
]
