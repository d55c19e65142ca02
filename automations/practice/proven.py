"""When each setting was last proven on its stand-in: `proven.json`, which `python -m tests.platforms.proven` writes."""

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from automations.spec import Setting

FILE = Path(__file__).with_name("proven.json")


class Practised(BaseModel):
    """One setting came to the one honest outcome in all these scenarios. `facts`: what was known of it then."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    on: date
    scenarios: int = Field(ge=1)
    facts: str = Field(pattern=r"^[0-9a-f]{16}$")


class Proven(BaseModel):
    """The whole file, by setting id. A setting that failed, or was never tried, is not in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    settings: Mapping[str, Practised] = {}

    def of(self, setting: Setting) -> Practised | None:
        """When the setting was proven as it is known now; None when it never was, or was changed since."""
        found = self.settings.get(setting.id)
        return found if found and found.facts == facts_of(setting) else None


def read_proven(file: Path = FILE) -> Proven:
    """What the file says; nothing is proven where there is none."""
    return Proven.model_validate_json(file.read_bytes()) if file.is_file() else Proven()


def facts_of(setting: Setting) -> str:
    """A hash of all that the platform file says of the setting."""
    return hashlib.sha256(setting.model_dump_json(exclude_defaults=True).encode()).hexdigest()[:16]
