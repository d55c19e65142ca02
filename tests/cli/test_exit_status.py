"""The bits of the exit status are pinned: scripts and cron jobs rely on them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automations.outcome import Outcome
from backend.cli.exit_status import BITS, MEANS, STOPPED, Exit, exit_status

PINNED = {
    Outcome.OPTED_OUT: 0,
    Outcome.ALREADY_OUT: 0,
    Outcome.RESTORED: 0,
    Outcome.SUBMITTED: 0,
    Outcome.NOT_OFFERED: 0,
    Outcome.SKIPPED: 0,
    Outcome.STILL_ON: 4,
    Outcome.FORCED: 4,
    Outcome.NOT_RESTORED: 4,
    Outcome.NEEDS_YOU: 8,
    Outcome.WRONG_ACCOUNT: 8,
    Outcome.NOT_RECOGNISED: 16,
    Outcome.LIMITED: 32,
    Outcome.UNREACHABLE: 32,
}


@pytest.mark.parametrize(("outcome", "bit"), PINNED.items())
def test_every_outcome_has_its_bit(outcome: Outcome, bit: int) -> None:
    assert int(exit_status([outcome])) == bit


def test_no_outcome_and_no_bit_is_forgotten() -> None:
    assert set(BITS) == set(Outcome) == set(PINNED)
    assert set(MEANS) == {Exit.FINE, *Exit}
    assert [int(one) for one in Exit] == [1, 2, 4, 8, 16, 32]
    assert STOPPED == 130


@given(st.lists(st.sampled_from(Outcome)))
def test_bits_add_up(outcomes: list[Outcome]) -> None:
    status = exit_status(outcomes)
    assert all(status & BITS[one] == BITS[one] for one in outcomes)
    assert (status == 0) is all(BITS[one] == 0 for one in outcomes)
