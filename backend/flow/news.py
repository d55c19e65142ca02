"""The events of a job, as they are stored and sent: what each kind says."""

from datetime import datetime
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict

from automations.errand import Progress, Stage
from automations.outcome import Need, Outcome, Proof, ProofKind, Result
from backend.flow.questions import Asked, Question


class News(BaseModel):
    """What every event is."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class QueuedNews(News):
    """The job stands in its platform's line."""

    kind: Literal["queued"] = "queued"
    attempt: int


class PlannedNews(News):
    """A worker has begun. Settings by their ids: those it visits, and those it leaves alone."""

    kind: Literal["planned"] = "planned"
    settings: tuple[str, ...]
    skipped: tuple[str, ...]


class StageNews(News):
    """One step of the work on one setting; `value` is the state read so far."""

    kind: Literal["stage"] = "stage"
    setting: str
    stage: Stage
    value: str | None

    @classmethod
    def of(cls, progress: Progress) -> Self:
        """The event of a step."""
        return cls(setting=progress.setting, stage=progress.stage, value=progress.value)


class ProofNews(News):
    """One independent observation."""

    kind: ProofKind
    at: datetime
    detail: str


class ResultNews(News):
    """The outcome of one setting, which is stored."""

    kind: Literal["result"] = "result"
    setting: str
    outcome: Outcome
    needs: Need | None
    before: str | None
    after: str | None
    proofs: tuple[ProofNews, ...]
    detail: str
    url: str | None
    seen: tuple[str, ...]
    new_controls: tuple[str, ...]
    seconds: float
    receipt: str | None

    @classmethod
    def of(cls, result: Result, receipt: str | None) -> Self:
        """The event of an outcome."""
        return cls(
            setting=result.setting,
            outcome=result.outcome,
            needs=result.needs,
            before=result.before,
            after=result.after,
            proofs=tuple(ProofNews(kind=one.kind, at=one.at, detail=one.detail) for one in result.proofs),
            detail=result.detail,
            url=result.url,
            seen=result.seen,
            new_controls=result.new_controls,
            seconds=result.seconds,
            receipt=receipt,
        )

    def result(self, platform: str, account: str) -> Result:
        """The outcome again, without its evidence."""
        return Result(
            platform=platform,
            account=account,
            setting=self.setting,
            outcome=self.outcome,
            needs=self.needs,
            before=self.before,
            after=self.after,
            proofs=tuple(Proof(kind=one.kind, at=one.at, detail=one.detail) for one in self.proofs),
            detail=self.detail,
            url=self.url,
            seen=self.seen,
            new_controls=self.new_controls,
            seconds=self.seconds,
        )


class QuestionNews(News):
    """Someone is asked for something, until that moment; `url` is where they act."""

    kind: Literal["question"] = "question"
    asked: Asked
    until: datetime
    url: str | None = None

    @classmethod
    def of(cls, question: Question, url: str | None = None) -> Self:
        """The event of a question; `url` is where they act."""
        return cls(asked=question.kind, until=question.until, url=url)


class EndedNews(News):
    """The job is over. `trouble` says why it could not be done as asked."""

    kind: Literal["ended"] = "ended"
    state: Literal["done", "cancelled", "failed"]
    outcomes: dict[Outcome, int]
    trouble: str | None
