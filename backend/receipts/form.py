"""What a receipt says, key by key. `docs/reference/receipt-format.md` describes the same for people."""

import hashlib
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from automations.errand import Mode
from automations.outcome import PROVEN, Need, Outcome, ProofKind
from backend.receipts.canonical import canonical

Digest = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]
Moment = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z$")]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z_]{0,39}$")]
CLOCK = "as stated by this service"


class Part(BaseModel):
    """Frozen; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PlatformPart(Part):
    """The platform, and which file of facts about it was used."""

    slug: str
    name: str
    seen: str
    file: Digest


class SettingPart(Part):
    """The setting, by its id and the title that people know."""

    id: str
    title: str


class AccountPart(Part):
    """The account: the person's own name for it, and who was signed in."""

    name: str
    handle: str | None
    address: str | None


class ProofPart(Part):
    """One independent observation."""

    kind: ProofKind
    at: Moment
    detail: str


class EvidencePart(Part):
    """What was seen at one moment; `picture` is the hash of a PNG."""

    moment: str
    at: Moment
    description: dict[Name, str]
    picture: Digest | None


class SoftwarePart(Part):
    """What made the receipt."""

    name: Literal["unconsent"]
    version: str


class Body(Part):
    """What is signed."""

    format: Literal["unconsent-receipt"]
    version: Literal[1]
    id: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
    sequence: Annotated[int, Field(ge=1)]
    previous: Digest | None
    key: Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]{43}=$")]
    stated_at: Moment
    clock: Literal["as stated by this service"]
    statement: str
    platform: PlatformPart
    setting: SettingPart
    account: AccountPart
    mode: Mode
    outcome: Outcome
    needs: Need | None
    before: str | None
    after: str | None
    detail: str
    url: str | None
    proofs: tuple[ProofPart, ...]
    evidence: tuple[EvidencePart, ...]
    test_sites: tuple[str, ...]
    software: SoftwarePart

    @model_validator(mode="after")
    def _is_proven(self) -> "Body":
        if self.outcome in PROVEN and len({proof.kind for proof in self.proofs}) < 2:
            raise ValueError(f"{self.outcome.value} needs two proofs of different kinds")
        if (self.sequence == 1) != (self.previous is None):
            raise ValueError("only the first receipt has no receipt before it")
        return self

    @property
    def signed(self) -> bytes:
        """The bytes that are signed."""
        return canonical(self.model_dump(mode="json"))


class Exported(Part):
    """A receipt as it leaves the house: what is signed, the signature, and the pictures by their hashes."""

    receipt: Body
    signature: Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]{86}==$")]
    pictures: dict[Digest, str]

    @property
    def file(self) -> bytes:
        """The bytes of the exported file."""
        return canonical(self.model_dump(mode="json"))


def digest(content: bytes) -> str:
    """SHA-256, as receipts write it."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
