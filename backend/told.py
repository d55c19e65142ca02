"""What a batch tells while it goes: plans, steps, outcomes, and accounts that it is done with."""

from collections.abc import Callable
from dataclasses import dataclass

from automations.errand import Mode, Progress
from automations.outcome import Result
from automations.spec import Setting
from backend.accounts import StoredAccount


@dataclass(frozen=True, kw_only=True)
class Job:
    """The work on one account. `named`: only these settings; `every`: a check reads also what no run would change."""

    account: StoredAccount
    mode: Mode
    named: tuple[str, ...] = ()
    every: bool = False
    essential: bool = False


@dataclass(frozen=True, kw_only=True)
class Planned:
    """Told first, once for each job: the settings that it visits, and those that it leaves alone."""

    job: Job
    settings: tuple[Setting, ...]
    skipped: tuple[Setting, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Done:
    """The outcome of one setting, with the id of its receipt where there is one."""

    job: Job
    result: Result
    receipt: str | None = None


@dataclass(frozen=True, kw_only=True)
class AccountEnded:
    """Told last, once for each job. `trouble` is set when it could not be done as asked, or met a bug."""

    job: Job
    trouble: Exception | None = None


Tell = Callable[[Planned | Progress | Done | AccountEnded], None]
