"""What a backup file is: a gzipped tar of a manifest and the database, without any key and without browser profiles."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

MANIFEST = "manifest.json"
DATABASE = "unconsent.db"
LARGEST = 20_000_000_000
"""Bytes; what claims to be larger is not unpacked."""


class Manifest(BaseModel):
    """What lies beside the database, and by which it is recognised."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["unconsent backup"] = "unconsent backup"
    version: Literal[1] = 1
    made: datetime
    made_by: str
    """The version of Unconsent."""
    schema_revision: str
    installation: str
    """The data folder's own id; its key opens only what is its own."""
    bytes: int
    sha256: str
