"""Where a check, run or undo stands: one lane per account, one row per setting. Knows nothing of terminals."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from automations.errand import Mode, Progress, Stage
from automations.outcome import Outcome, Result
from automations.runner import ENDS_THE_ERRAND
from automations.spec import Action, Platform, Setting
from backend.told import AccountEnded, Done, Planned

SEEN_TO = frozenset(
    {
        Outcome.STILL_ON,
        Outcome.NOT_RESTORED,
        Outcome.NEEDS_YOU,
        Outcome.WRONG_ACCOUNT,
        Outcome.NOT_RECOGNISED,
        Outcome.LIMITED,
        Outcome.UNREACHABLE,
    }
)
"""Outcomes after which a person has something to do."""
STANDS_FOR_ALL = ENDS_THE_ERRAND | {Outcome.UNREACHABLE}


@dataclass(kw_only=True)
class Lane:
    """One account and its settings, which are known once the work on it begins."""

    platform: Platform
    account: str
    address: str | None = None
    settings: Sequence[Setting] = ()
    stages: dict[str, Stage] = field(default_factory=dict)
    done: dict[str, Done] = field(default_factory=dict)
    planned: bool = False
    ended: bool = False
    trouble: Exception | None = None
    """Why the account could not be done as asked, or the bug that was met."""

    @property
    def title(self) -> str:
        """The platform's short name."""
        return self.platform.name.split(" (")[0]

    @property
    def finished(self) -> bool:
        """Whether nothing more will come of this account."""
        return self.ended or (self.planned and not self.left)

    @property
    def left(self) -> list[Setting]:
        """The settings that have no outcome yet."""
        return [setting for setting in self.settings if setting.id not in self.done]

    @property
    def now(self) -> Setting | None:
        """The setting that is being worked on."""
        for setting in self.settings:
            if setting.id in self.stages and setting.id not in self.done:
                return setting
        return None

    @property
    def results(self) -> list[Result]:
        """What has come of the settings that are visited, in their order."""
        return [self.done[setting.id].result for setting in self.settings if setting.id in self.done]

    @property
    def in_order(self) -> list[Done]:
        """Everything that has come of this account, in the order of the platform's settings, blogs and sites beneath."""
        order = {setting.id: number for number, setting in enumerate(self.platform.settings)}
        return sorted(self.done.values(), key=lambda one: order.get(one.result.setting.partition("/")[0], len(order)))

    @property
    def left_alone(self) -> list[Setting]:
        """Settings that cost something and that nobody has chosen."""
        skipped = {key for key, done in self.done.items() if done.result.outcome is Outcome.SKIPPED}
        return [one for one in self.platform.settings if one.id in skipped and one.action is Action.ASK_FIRST]

    @property
    def same_end(self) -> tuple[Result, ...]:
        """The last results, where they all tell the one trouble that ended the work; none when fewer than two do."""
        results = self.results
        if not self.finished or not results or results[-1].outcome not in STANDS_FOR_ALL:
            return ()
        last = results[-1]
        others = [n for n, one in enumerate(results) if (one.outcome, one.needs) != (last.outcome, last.needs)]
        same = tuple(results[others[-1] + 1 if others else 0 :])
        return same if len(same) > 1 else ()


@dataclass(kw_only=True)
class Board:
    """All lanes of a check, run or undo."""

    mode: Mode
    lanes: Sequence[Lane]
    practice: bool = False
    test_sites: Sequence[str] = ()
    clock: Callable[[], float] = time.monotonic
    stopping: bool = False
    began: float = field(init=False)

    def __post_init__(self) -> None:
        self.began = self.clock()

    def tell(self, news: Planned | Progress | Done | AccountEnded) -> None:
        """Takes note of what happened."""
        if isinstance(news, Progress):
            self.lane(news.platform, news.account).stages[news.setting] = news.stage
            return
        lane = self.lane(news.job.account.platform, news.job.account.name)
        if isinstance(news, Planned):
            lane.settings, lane.planned = news.settings, True
        elif isinstance(news, Done):
            lane.done[news.result.setting] = news
        else:
            lane.ended, lane.trouble = True, news.trouble

    def lane(self, platform: str, account: str) -> Lane:
        """The lane of that account."""
        return next(one for one in self.lanes if (one.platform.slug, one.account) == (platform, account))

    @property
    def done(self) -> list[Done]:
        """All outcomes so far, by account and setting."""
        return [done for lane in self.lanes for done in lane.in_order]

    @property
    def counts(self) -> Counter[Outcome]:
        """How often each outcome has come."""
        return Counter(done.result.outcome for done in self.done)

    @property
    def visited(self) -> int:
        """How many settings are done, of `size`."""
        return sum(len(lane.results) for lane in self.lanes)

    @property
    def size(self) -> int:
        """How many settings are visited, as far as it is known yet."""
        return sum(len(lane.settings) for lane in self.lanes)

    @property
    def seconds(self) -> int:
        """Since it began."""
        return int(self.clock() - self.began)

    @property
    def complete(self) -> bool:
        """Whether every account came to its end; not so when the work was stopped."""
        return all(lane.trouble or (lane.planned and not lane.left) for lane in self.lanes)

    def need_someone(self) -> list[tuple[Lane, Result]]:
        """What a person must see to, with the account that it concerns."""
        return [(lane, result) for lane in self.lanes for result in lane.results if result.outcome in SEEN_TO]
