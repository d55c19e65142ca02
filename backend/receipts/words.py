"""What a receipt may say, and never more: how a setting read, and when."""

from datetime import UTC, datetime

from automations.outcome import Outcome, Result

STATEMENTS = {
    Outcome.OPTED_OUT: "The setting read opted-out at {at}.",
    Outcome.ALREADY_OUT: "The setting read opted-out at {at}.",
    Outcome.RESTORED: "The setting read as it was before the opt-out at {at}.",
    Outcome.STILL_ON: "At {at} the setting was not proven opted-out.",
    Outcome.NOT_RESTORED: "At {at} the setting was not proven to be as it was before the opt-out.",
    Outcome.SUBMITTED: "A form was sent at {at}. Nothing is stated about its effect.",
    Outcome.NOT_OFFERED: "At {at} the platform did not offer this setting to the account.",
    Outcome.FORCED: "At {at} the platform did not let this account change the setting.",
    Outcome.NEEDS_YOU: "At {at} a person had to act first. Nothing is stated about the setting.",
    Outcome.WRONG_ACCOUNT: "At {at} another account was signed in. Nothing is stated about the setting.",
    Outcome.NOT_RECOGNISED: "At {at} the page was not as known. Nothing is stated about the setting.",
    Outcome.LIMITED: "At {at} the platform limited access. Nothing is stated about the setting.",
    Outcome.UNREACHABLE: "At {at} the platform could not be reached. Nothing is stated about the setting.",
}
NAMES = {
    Outcome.OPTED_OUT: "Opted out",
    Outcome.ALREADY_OUT: "Already out",
    Outcome.RESTORED: "Restored",
    Outcome.STILL_ON: "Still on",
    Outcome.NOT_RESTORED: "Not restored",
    Outcome.SUBMITTED: "Submitted",
    Outcome.NOT_OFFERED: "Not offered",
    Outcome.FORCED: "Forced",
    Outcome.NEEDS_YOU: "Needs you",
    Outcome.WRONG_ACCOUNT: "Wrong account",
    Outcome.NOT_RECOGNISED: "Not recognised",
    Outcome.LIMITED: "Limited",
    Outcome.UNREACHABLE: "Unreachable",
    Outcome.SKIPPED: "Left alone",
}
PROOFS = {
    "page": "the control on the page, after a fresh load",
    "api": "the platform's own response to its page",
    "public": "what anyone sees from outside",
    "later": "the control again, after another fresh load",
}
TEST_SITES = "Made on test sites ({hosts}). It says nothing about the real platform."
NOTHING_STATED = "Nothing is stated"
WHOSE = "It was not seen whose account that is: the platform's pages are not known to show it."
TIME = "Time is as stated by the service that made this receipt."


def moment(at: datetime) -> str:
    """A moment as receipts write it: UTC, to the millisecond."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def statement(result: Result, stated_at: datetime, *, named: bool = True) -> str:
    """The one sentence of a receipt. With proofs its time is that of the last proof.

    A second one says so where the platform does not show whose account it is, and something is stated of it.
    """
    at = max((proof.at for proof in result.proofs), default=stated_at)
    said = STATEMENTS[result.outcome].format(at=moment(at))
    return said if named or NOTHING_STATED in said else f"{said} {WHOSE}"
