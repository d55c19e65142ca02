"""Counting verdicts, in a form that travels from a worker to the process that prints them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from pydantic import TypeAdapter

from tests.corpus.trial import LONGEST, Verdict

COUNTS = "corpus"
"""The property of a test's report in which its counts travel."""
BENIGN_AT_LEAST = 0.95


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many variants ended how, and everything that should not be."""

    outcomes: dict[str, int] = field(default_factory=dict)
    benign: int = 0
    benign_done: int = 0
    false_successes: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    unnoticed: tuple[str, ...] = ()
    benign_lost: tuple[str, ...] = ()
    benign_wrong: tuple[str, ...] = ()
    again: int = 0
    """Variants that were tried a second time, alone, as the first one lacked time."""
    slowest: float = 0.0
    slowest_variant: str = ""

    @classmethod
    def of(cls, verdicts: Iterable[Verdict], *, again: int = 0) -> Self:
        """The counts of some verdicts."""
        found = tuple(verdicts)
        benign = [one for one in found if one.benign]
        lost = [one for one in benign if not one.claimed]
        slowest = max(found, key=lambda one: one.seconds)
        return cls(
            outcomes=dict(Counter(one.outcome.value if one.outcome else "error" for one in found)),
            benign=len(benign),
            benign_done=len(benign) - len(lost),
            false_successes=tuple(str(one) for one in found if one.false_success),
            foreign=tuple(f"{sorted(one.touched | one.written)} {one}" for one in found if one.touched or one.written),
            errors=tuple(str(one) for one in found if one.outcome is None or one.seconds > LONGEST),
            unnoticed=tuple(str(one) for one in found if not one.noticed),
            benign_lost=tuple(str(one) for one in lost),
            benign_wrong=tuple(str(one) for one in lost if one.outcome != "not_recognised"),
            again=again,
            slowest=slowest.seconds,
            slowest_variant=slowest.variant,
        )

    @classmethod
    def from_text(cls, text: str) -> Self:
        """What `to_text` wrote."""
        return TypeAdapter(cls).validate_json(text)

    def to_text(self) -> str:
        """The counts as a report may carry them."""
        return TypeAdapter(Counts).dump_json(self).decode()

    def __add__(self, other: "Counts") -> "Counts":
        slower = max(self, other, key=lambda one: one.slowest)
        return Counts(
            outcomes=dict(Counter(self.outcomes) + Counter(other.outcomes)),
            benign=self.benign + other.benign,
            benign_done=self.benign_done + other.benign_done,
            false_successes=self.false_successes + other.false_successes,
            foreign=self.foreign + other.foreign,
            errors=self.errors + other.errors,
            unnoticed=self.unnoticed + other.unnoticed,
            benign_lost=self.benign_lost + other.benign_lost,
            benign_wrong=self.benign_wrong + other.benign_wrong,
            again=self.again + other.again,
            slowest=slower.slowest,
            slowest_variant=slower.slowest_variant,
        )

    @property
    def benign_share(self) -> float:
        """The share of benign drift that still succeeds."""
        return self.benign_done / self.benign if self.benign else 1.0

    def lines(self) -> list[str]:
        """The counts in words, and everything that should not be."""
        outcomes = ", ".join(f"{word} {count}" for word, count in Counter(self.outcomes).most_common())
        return [
            f"{sum(self.outcomes.values())} variants: {outcomes}",
            f"false successes: {len(self.false_successes)}",
            f"variants with foreign events or writes: {len(self.foreign)}",
            f"benign drift: {self.benign_done} of {self.benign} succeed ({self.benign_share:.1%})",
            f"tried again alone, for want of time: {self.again}",
            f"slowest: {self.slowest:.1f} s ({self.slowest_variant})",
            *(f"FALSE SUCCESS {one}" for one in self.false_successes),
            *(f"FOREIGN {one}" for one in self.foreign),
            *(f"NO OUTCOME {one}" for one in self.errors),
            *(f"NOT NOTICED LATER {one}" for one in self.unnoticed),
            *(f"benign, and not done: {one}" for one in self.benign_lost),
        ]
