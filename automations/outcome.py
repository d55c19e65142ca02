"""What can come of one setting: a closed list of outcomes, the proofs behind them, and the expected troubles.

Expected trouble, sorted by who must act::

    Stopped
    ├── NeedsYou       the person: sign in, enter a code, solve a challenge, consent...
    ├── WrongAccount   the person: the page is signed in as someone else
    ├── Limited        the person, later: rate limit, lock or suspension notice
    ├── Forced         nobody here: the platform does not let this account change it
    ├── NotOffered     nobody: the platform has no such setting here
    ├── NotRecognised  the maintainers: the page is not as known
    └── Unreachable    nobody, try again: network or server trouble

`Refused` is another matter: what was asked for cannot be done as asked (bad input, no browser, no key).
Anything else that is raised is a bug.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """Where one setting stands when Unconsent is done with it."""

    OPTED_OUT = "opted_out"
    ALREADY_OUT = "already_out"
    RESTORED = "restored"
    STILL_ON = "still_on"
    NOT_RESTORED = "not_restored"
    SUBMITTED = "submitted"
    NOT_OFFERED = "not_offered"
    FORCED = "forced"
    NEEDS_YOU = "needs_you"
    WRONG_ACCOUNT = "wrong_account"
    NOT_RECOGNISED = "not_recognised"
    LIMITED = "limited"
    UNREACHABLE = "unreachable"
    SKIPPED = "skipped"


PROVEN = frozenset({Outcome.OPTED_OUT, Outcome.ALREADY_OUT, Outcome.RESTORED})
"""Outcomes that may only be said with two proofs of different kinds."""


class Need(StrEnum):
    """What a person must do before a run can go on."""

    SIGN_IN = "sign_in"
    CODE = "code"
    CHALLENGE = "challenge"
    PASSWORD = "password"  # noqa: S105
    CONSENT = "consent"
    CONFIRM_EMAIL = "confirm_email"


class ProofKind(StrEnum):
    """Kinds of independent observation; see `docs/explanation/how-proof-works.md`."""

    PAGE = "page"
    API = "api"
    PUBLIC = "public"
    LATER = "later"


@dataclass(frozen=True, kw_only=True)
class Proof:
    """One independent observation that a setting reads as wanted; `at` is UTC, as stated by this machine."""

    kind: ProofKind
    at: datetime
    detail: str


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What was seen of one control at one moment: a masked picture (PNG) and a redacted description."""

    moment: str
    at: datetime
    description: dict[str, str]
    picture: bytes | None = None


@dataclass(frozen=True, kw_only=True)
class Result:
    """The outcome of one setting of one account. A proven outcome without two kinds of proof cannot be made."""

    platform: str
    account: str
    setting: str
    outcome: Outcome
    needs: Need | None = None
    before: str | None = None
    after: str | None = None
    proofs: tuple[Proof, ...] = ()
    seen: tuple[str, ...] = ()
    detail: str = ""
    url: str | None = None
    seconds: float = 0.0
    evidence: tuple[Evidence, ...] = ()
    new_controls: tuple[str, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        if self.outcome in PROVEN and len({proof.kind for proof in self.proofs}) < 2:
            raise ValueError(f"{self.outcome} needs two proofs of different kinds, not {self.proofs!r}")
        if (self.needs is not None) != (self.outcome is Outcome.NEEDS_YOU):
            raise ValueError(f"{self.outcome} and needs={self.needs} do not go together")


class Stopped(Exception):
    """Expected trouble that ends work on a setting. `detail` is for people and holds no personal text."""

    outcome: Outcome

    def __init__(
        self, detail: str, *, url: str | None = None, seen: tuple[str, ...] = (), need: Need | None = None
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.url = url
        self.seen = seen
        self.need = need


class NeedsYou(Stopped):
    """A person must act; `url` is where."""

    outcome = Outcome.NEEDS_YOU

    need: Need

    def __init__(self, need: Need, detail: str, *, url: str | None = None) -> None:
        super().__init__(detail, url=url, need=need)


class WrongAccount(Stopped):
    """The page is signed in as someone else; nothing was touched."""

    outcome = Outcome.WRONG_ACCOUNT


class Limited(Stopped):
    """Rate limit, lock or suspension notice: the platform is paused for everyone until a person resumes it."""

    outcome = Outcome.LIMITED


class Forced(Stopped):
    """The platform shows the setting but does not let this account change it."""

    outcome = Outcome.FORCED


class NotOffered(Stopped):
    """The platform has no such setting here: positive proof or a dated fact, never a time-out."""

    outcome = Outcome.NOT_OFFERED


class NotRecognised(Stopped):
    """The page is not as known (missing, renamed, twice, unreadable); `seen` lists what was there instead."""

    outcome = Outcome.NOT_RECOGNISED


class Unreachable(Stopped):
    """Network or server trouble."""

    outcome = Outcome.UNREACHABLE


class Refused(Exception):
    """What was asked for cannot be done as asked: the message says what happened, why, and what to do."""
