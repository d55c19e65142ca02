"""Setting again what came back on: only where the person asked for it, and the platform's policy note allows it."""

from automations.outcome import PROVEN, Outcome
from automations.spec import Platform
from backend.accounts import StoredAccount
from backend.records import StoredResult

BY_SCHEDULE = "schedule"


def why_not(platform: Platform, *, consented: bool) -> str | None:
    """Why nothing may be changed there while nobody watches; None when it may."""
    if platform.unattended == "never" or (platform.unattended == "with_consent" and not consented):
        return f"{platform.name} is not changed while nobody watches. {platform.policy_note}"
    return None


def to_repair(
    platform: Platform, account: StoredAccount, before: dict[str, StoredResult], now: dict[str, StoredResult]
) -> tuple[str, ...]:
    """The settings that were proven to be out and are on again, if they may be set."""
    if why_not(platform, consented=account.consented is not None):
        return ()
    return tuple(
        id
        for id, one in now.items()
        if one.outcome is Outcome.STILL_ON and id in before and before[id].outcome in PROVEN
    )
