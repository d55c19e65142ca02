"""The exit status: bits that say what went wrong, 0 when every outcome is a success or neutral."""

from collections.abc import Iterable
from enum import IntFlag

from automations.outcome import Outcome


class Exit(IntFlag):
    """Bits of the exit status; several may be set."""

    FINE = 0
    INTERNAL = 1
    USAGE = 2
    STILL_ON = 4
    NEEDS_YOU = 8
    NOT_RECOGNISED = 16
    UNREACHABLE = 32


STOPPED = 130
"""Stopped by Ctrl-C, as shells have it. What was done is stored."""
MEANS = {
    Exit.FINE: "every outcome is a success or neutral",
    Exit.INTERNAL: "an internal error; the log says more",
    Exit.USAGE: "what was asked for cannot be done as asked",
    Exit.STILL_ON: "a setting is still on, forced, or was not put back",
    Exit.NEEDS_YOU: "a person must act, or someone else is signed in",
    Exit.NOT_RECOGNISED: "a page is not as known; nothing was touched there",
    Exit.UNREACHABLE: "network or server trouble, or the platform limits us",
}
BITS = {
    Outcome.OPTED_OUT: Exit.FINE,
    Outcome.ALREADY_OUT: Exit.FINE,
    Outcome.RESTORED: Exit.FINE,
    Outcome.SUBMITTED: Exit.FINE,
    Outcome.NOT_OFFERED: Exit.FINE,
    Outcome.SKIPPED: Exit.FINE,
    Outcome.STILL_ON: Exit.STILL_ON,
    Outcome.FORCED: Exit.STILL_ON,
    Outcome.NOT_RESTORED: Exit.STILL_ON,
    Outcome.NEEDS_YOU: Exit.NEEDS_YOU,
    Outcome.WRONG_ACCOUNT: Exit.NEEDS_YOU,
    Outcome.NOT_RECOGNISED: Exit.NOT_RECOGNISED,
    Outcome.LIMITED: Exit.UNREACHABLE,
    Outcome.UNREACHABLE: Exit.UNREACHABLE,
}


def exit_status(outcomes: Iterable[Outcome]) -> Exit:
    """All bits that the outcomes call for."""
    status = Exit.FINE
    for outcome in outcomes:
        status |= BITS[outcome]
    return status
