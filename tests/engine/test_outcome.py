"""What an outcome may say: successes have two kinds of proof, and who must act is said only where somebody must."""

from datetime import UTC, datetime

import pytest

from automations.outcome import (
    Limited,
    Need,
    NeedsYou,
    NotRecognised,
    Outcome,
    Proof,
    ProofKind,
    Result,
    Stopped,
    Unreachable,
)

NOW = datetime.now(UTC)


def proof(kind: ProofKind) -> Proof:
    return Proof(kind=kind, at=NOW, detail="seen")


def result(outcome: Outcome, *kinds: ProofKind, needs: Need | None = None) -> Result:
    return Result(
        platform="x", account="me", setting="x.one", outcome=outcome, needs=needs, proofs=tuple(map(proof, kinds))
    )


@pytest.mark.parametrize("outcome", [Outcome.OPTED_OUT, Outcome.ALREADY_OUT, Outcome.RESTORED])
@pytest.mark.parametrize("kinds", [(), (ProofKind.PAGE,), (ProofKind.PAGE, ProofKind.PAGE)])
def test_a_success_needs_two_kinds_of_proof(outcome: Outcome, kinds: tuple[ProofKind, ...]) -> None:  # R3
    with pytest.raises(ValueError, match="two proofs of different kinds"):
        result(outcome, *kinds)
    assert result(outcome, ProofKind.PAGE, ProofKind.API).outcome is outcome


def test_who_must_act_is_said_where_somebody_must() -> None:
    with pytest.raises(ValueError, match="do not go together"):
        result(Outcome.NEEDS_YOU)
    with pytest.raises(ValueError, match="do not go together"):
        result(Outcome.STILL_ON, needs=Need.SIGN_IN)
    assert result(Outcome.NEEDS_YOU, needs=Need.SIGN_IN).needs is Need.SIGN_IN


def test_trouble_carries_what_is_known_of_it() -> None:
    stop: Stopped = NotRecognised("It is new.", url="https://x.com/a", seen=("switch",))
    assert (stop.detail, str(stop), stop.url, stop.seen, stop.need) == ("It is new.",) * 2 + (
        "https://x.com/a",
        ("switch",),
        None,
    )
    asks = NeedsYou(Need.CODE, "It asks.", url="https://x.com/b")
    assert (asks.outcome, asks.need, asks.detail, asks.url) == (
        Outcome.NEEDS_YOU,
        Need.CODE,
        "It asks.",
        "https://x.com/b",
    )
    assert (Limited("a").outcome, Unreachable("b").outcome) == (Outcome.LIMITED, Outcome.UNREACHABLE)
