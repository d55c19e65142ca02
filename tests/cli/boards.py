"""Made-up boards: what a batch may have told, without a batch."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from automations.catalogue import load
from automations.errand import Mode, Progress, Stage
from automations.outcome import PROVEN, Need, Outcome, Proof, Result
from automations.spec import Action, Setting
from backend.accounts import StoredAccount
from backend.cli.board import Board, Lane
from backend.told import AccountEnded, Done, Job, Planned

AT = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
CATALOGUE = load()


@dataclass(kw_only=True)
class Clock:
    """A clock that stands until it is moved."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


def account(platform: str, name: str) -> StoredAccount:
    """An account as the store would give it."""
    return StoredAccount(
        id=1,
        platform=platform,
        name=name,
        handle=f"{name}_example",
        address="https://blog.example" if CATALOGUE.platform(platform).own_address else None,
        signs_in="by_hand",
        ticked=frozenset(),
        consented=AT,
        created=AT,
    )


@dataclass(kw_only=True)
class Teller:
    """Tells a board what a batch would."""

    board: Board
    clock: Clock = field(default_factory=Clock)

    def plan(self, lane: Lane, *, named: bool = False) -> None:
        """The settings of a run; those with a cost are skipped unless they are named."""
        wanted = {Action.SET, Action.ASK_FIRST} if named else {Action.SET}
        settings = tuple(one for one in lane.platform.settings if one.action in wanted)
        skipped = tuple(one for one in lane.platform.settings if one.action not in wanted)
        self.board.tell(Planned(job=self.job(lane), settings=settings, skipped=skipped))
        for setting in skipped:
            self._done(lane, setting, Outcome.SKIPPED, detail="Left alone unless you name it.")

    def stage(self, lane: Lane, number: int, stage: Stage) -> None:
        """A step of the work on a setting."""
        setting = lane.settings[number].id
        self.board.tell(Progress(platform=lane.platform.slug, account=lane.account, setting=setting, stage=stage))

    def done(self, lane: Lane, number: int, outcome: Outcome, *, needs: Need | None = None, detail: str = "") -> None:
        """The outcome of a setting."""
        self._done(lane, lane.settings[number], outcome, needs=needs, detail=detail)

    def all_done(self, lane: Lane, outcome: Outcome, *, needs: Need | None = None, detail: str = "") -> None:
        """One outcome for all settings, and the end."""
        for number in range(len(lane.settings)):
            self.done(lane, number, outcome, needs=needs, detail=detail)
        self.end(lane)

    def end(self, lane: Lane, trouble: Exception | None = None) -> None:
        """The end of the work on the account."""
        self.board.tell(AccountEnded(job=self.job(lane), trouble=trouble))

    def job(self, lane: Lane) -> Job:
        """The job behind a lane."""
        return Job(account=account(lane.platform.slug, lane.account), mode=self.board.mode)

    def _done(
        self, lane: Lane, setting: Setting, outcome: Outcome, *, needs: Need | None = None, detail: str = ""
    ) -> None:
        proofs = tuple(Proof(kind=kind, at=AT, detail="read") for kind in setting.proofs)
        result = Result(
            platform=lane.platform.slug,
            account=lane.account,
            setting=setting.id,
            outcome=outcome,
            needs=needs,
            proofs=proofs if outcome in PROVEN else (),
            detail=detail,
            url=setting.url,
        )
        receipt = None if outcome is Outcome.SKIPPED else f"receipt-{lane.account}-{setting.id}"
        self.board.tell(Done(job=self.job(lane), result=result, receipt=receipt))


def teller(*accounts: tuple[str, str], mode: Mode = Mode.RUN, practice: bool = False) -> Teller:
    """A board with a lane for each account, of which nothing has been told yet."""
    clock = Clock()
    lanes = [
        Lane(platform=CATALOGUE.platform(platform), account=name, address=account(platform, name).address)
        for platform, name in accounts
    ]
    return Teller(board=Board(mode=mode, lanes=lanes, practice=practice, clock=clock), clock=clock)


def half_way() -> Teller:
    """One setting is being proven, some are done, some wait; a second account waits, too."""
    told = teller(("x", "me"), ("wordpress-self-hosted", "blog"), ("x", "shop"))
    lane = told.board.lanes[0]
    told.plan(lane)
    for number in range(3):
        told.done(lane, number, Outcome.OPTED_OUT)
    told.stage(lane, 3, Stage.VERIFYING)
    return told


def family() -> Teller:
    """Every outcome there is, over several accounts, at the end of a run."""
    told = teller(("x", "me"), ("x", "work"), ("x", "club"), ("wordpress-self-hosted", "blog"), ("x", "shop"))
    me, work, club, blog, shop = told.board.lanes
    told.plan(me, named=True)
    for number, outcome in zip(range(len(me.settings)), _each(), strict=False):
        needs = Need.CHALLENGE if outcome is Outcome.NEEDS_YOU else None
        told.done(me, number, outcome, needs=needs, detail="What was seen there, said in one sentence for people.")
    told.end(me)
    told.plan(work)
    told.done(work, 0, Outcome.OPTED_OUT)
    for number in range(1, len(work.settings)):
        told.done(work, number, Outcome.NEEDS_YOU, needs=Need.SIGN_IN, detail="X does not show that you are signed in.")
    told.end(work)
    told.plan(club)
    told.all_done(club, Outcome.NEEDS_YOU, needs=Need.CONSENT, detail="X needs your consent. " + "It wrote much. " * 20)
    told.plan(blog, named=True)
    told.all_done(blog, Outcome.OPTED_OUT)
    told.plan(shop)
    for number in range(len(shop.settings)):
        told.done(shop, number, (Outcome.LIMITED, Outcome.UNREACHABLE)[number % 2], detail="X could not be reached.")
    told.end(shop)
    return told


def _each() -> Iterator[Outcome]:
    while True:
        yield from (one for one in Outcome if one is not Outcome.SKIPPED)
