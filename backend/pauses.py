"""What is left alone for a while: a platform, or one account there, by a person, after trouble, or by the catalogue."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from automations.outcome import Limited, Need, NeedsYou, Stopped


@dataclass(frozen=True, kw_only=True)
class Pause:
    """A platform, or one account there, that is left alone: until a moment, or until a person resumes it.

    `account` is the account's name, for people; names may be the same for several members.
    """

    platform: str
    account: str | None
    account_id: int | None
    until: datetime | None
    why: str

    def holds(self, platform: str, account_id: int | None, now: datetime) -> bool:
        """Whether this account may not be visited now."""
        concerned = self.platform == platform and self.account_id in (None, account_id)
        return concerned and (self.until is None or now < self.until)

    def as_stop(self, platform: str) -> Stopped:
        """Why a run stops before it starts; `platform` is the name for people."""
        if self.until is None:
            return Limited(f"{platform} is paused: {self.why} Resume it when you have looked at it.")
        return NeedsYou(Need.CHALLENGE, f"{platform} rests until {self.until:%Y-%m-%d %H:%M} UTC: {self.why}")


def by_catalogue(paused: Mapping[str, str], stored: Iterable[Pause]) -> tuple[Pause, ...]:
    """The platforms that the catalogue pauses, but for those that a person resumed.

    Of a pause that was lifted there is one stored that is over, for the same reason. With another reason it holds anew.
    """
    lifted = {(one.platform, one.why) for one in stored if one.account_id is None and one.until is not None}
    return tuple(
        Pause(platform=slug, account=None, account_id=None, until=None, why=why)
        for slug, why in paused.items()
        if (slug, why) not in lifted
    )
