"""The JSON documents of the command line, version 1. Keys may be added; none is renamed or removed in a version."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field

from automations.outcome import Need, Outcome, ProofKind, Result

if TYPE_CHECKING:
    from backend.accounts import StoredAccount


class Document(BaseModel):
    """What every document begins with."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Literal[1] = 1


class Part(BaseModel):
    """A piece of a document."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ProofPart(Part):
    """One independent observation."""

    kind: ProofKind
    at: datetime
    detail: str


class ResultPart(Part):
    """The outcome of one setting of one account."""

    platform: str
    account: str
    setting: str
    outcome: Outcome
    needs: Need | None = None
    before: str | None = None
    after: str | None = None
    proofs: tuple[ProofPart, ...] = ()
    seen: tuple[str, ...] = ()
    receipt: str | None = None
    seconds: float = 0.0
    detail: str = ""
    url: str | None = None
    test_sites: tuple[str, ...] = ()


class EventPart(Part):
    """Something that was noticed beside the outcomes, as a switch that no setting knows."""

    kind: Literal["new_setting"]
    platform: str
    account: str
    detail: str
    url: str | None = None


class NextPart(Part):
    """What a person must do for one account, with the exact command or the address."""

    platform: str
    account: str
    needs: Need | None
    command: str | None = None
    url: str | None = None


class TroublePart(Part):
    """Why an account could not be done as asked, as when its browser profile is in use."""

    platform: str
    account: str
    error: str


class SummaryPart(Part):
    """Counts and what follows from them."""

    command: str
    outcomes: dict[Outcome, int]
    exit_status: int = Field(description="The bits of what is told here; a run that was stopped ends with 130.")
    troubles: tuple[TroublePart, ...] = ()
    needs_you: tuple[NextPart, ...] = ()
    events: tuple[EventPart, ...] = ()
    interrupted: bool = False
    test_sites: tuple[str, ...] = Field(default=(), description="Hosts sent elsewhere by --resolve; never real ones.")


class ResultsDocument(Document):
    """What `check`, `run`, `undo` and `try` print with --json."""

    results: tuple[ResultPart, ...]
    summary: SummaryPart


class AccountPart(Part):
    """An account as it is stored, without its secrets."""

    platform: str
    name: str
    handle: str | None
    address: str | None
    parts: tuple[str, ...] = ()
    signs_in: str
    ticked: tuple[str, ...]
    consented: datetime | None


class ErrorDocument(Document):
    """What any command prints with --json when it was refused or failed."""

    error: str
    results: tuple[ResultPart, ...] = ()
    summary: SummaryPart


def result_part(result: Result, receipt: str | None, test_sites: Sequence[str] = ()) -> ResultPart:
    """The result as the document shows it."""
    return ResultPart(
        platform=result.platform,
        account=result.account,
        setting=result.setting,
        outcome=result.outcome,
        needs=result.needs,
        before=result.before,
        after=result.after,
        proofs=tuple(ProofPart(kind=one.kind, at=one.at, detail=one.detail) for one in result.proofs),
        seen=result.seen,
        receipt=receipt,
        seconds=result.seconds,
        detail=result.detail,
        url=result.url,
        test_sites=tuple(test_sites),
    )


def account_part(account: "StoredAccount") -> AccountPart:
    """The account as the documents show it."""
    return AccountPart(
        platform=account.platform,
        name=account.name,
        handle=account.handle,
        address=account.address,
        parts=account.parts,
        signs_in=account.signs_in,
        ticked=tuple(sorted(account.ticked)),
        consented=account.consented,
    )


def new_setting_events(results: Sequence[Result]) -> tuple[EventPart, ...]:
    """One event for every control that no setting knows, told once for each account."""
    seen: dict[tuple[str, str, str], EventPart] = {}
    for result in results:
        for control in result.new_controls:
            event = EventPart(
                kind="new_setting",
                platform=result.platform,
                account=result.account,
                detail=control,
                url=result.url,
            )
            seen.setdefault((result.platform, result.account, control), event)
    return tuple(seen.values())


def results_document(
    command: str,
    told: Sequence[tuple[Result, str | None]],
    *,
    exit_bits: int,
    troubles: Sequence[TroublePart] = (),
    needs_you: Sequence[NextPart] = (),
    interrupted: bool = False,
    test_sites: Sequence[str] = (),
) -> ResultsDocument:
    """The document of a check, run, undo or try, with its counts and its exit status."""
    results = [result for result, _ in told]
    counts = Counter(result.outcome for result in results)
    return ResultsDocument(
        results=tuple(result_part(result, receipt, test_sites) for result, receipt in told),
        summary=SummaryPart(
            command=command,
            outcomes={outcome: counts[outcome] for outcome in Outcome if counts[outcome]},
            exit_status=exit_bits,
            troubles=tuple(troubles),
            needs_you=tuple(needs_you),
            events=new_setting_events(results),
            interrupted=interrupted,
            test_sites=tuple(test_sites),
        ),
    )


def error_document(command: str, error: str, status: int) -> ErrorDocument:
    """The document of a command that could not do what was asked."""
    return ErrorDocument(error=error, summary=SummaryPart(command=command, outcomes={}, exit_status=status))
