"""What a certificate says: people, their accounts, and how each setting read."""

from dataclasses import dataclass
from datetime import datetime

from automations.outcome import PROVEN, Outcome


@dataclass(frozen=True, kw_only=True)
class Step:
    """A moment at which an outcome differed from the one before."""

    at: datetime
    outcome: Outcome


@dataclass(frozen=True, kw_only=True)
class Line:
    """One setting. `since`: when it was proven out for the first time since it last read otherwise.

    `looks`: how often it was proven since then; `proven`: when last; `receipt`: of that proof, by its id.
    """

    title: str
    outcome: Outcome
    at: datetime
    since: datetime | None
    proven: datetime | None
    looks: int
    receipt: str | None
    steps: tuple[Step, ...]

    @property
    def is_out(self) -> bool:
        """Whether the last look proved it."""
        return self.outcome in PROVEN


@dataclass(frozen=True, kw_only=True)
class Held:
    """One account. `claim` is the most that may be said of the platform; `test_sites` stood in for it."""

    platform: str
    account: str
    claim: str
    test_sites: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Person:
    """One member and their accounts."""

    name: str
    accounts: tuple[Held, ...]


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """The whole of it, and when it was drawn up."""

    made: datetime
    people: tuple[Person, ...]
    history: bool = False
    """Whether every change is listed."""
