"""How fresh the knowledge of a setting is: from a source, from practice, and from this installation's own runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from automations.age import STALE_AFTER, is_stale, last_day
from automations.others import Others, Service
from automations.practice.proven import Practised, Proven
from automations.spec import ByHand, Form, Platform, Setting

Item = Setting | ByHand | Form
"""What may become stale."""
STALE = f"Stale: for more than {STALE_AFTER.days} days no source and no run of yours has shown it ({{since}}). "
WARNING = "It may look different by now."
UNDATED = f"Stale: no source that shows it bears a date, and no run of yours has proven it. {WARNING}"


@dataclass(frozen=True, kw_only=True)
class Freshness:
    """When something was last seen. `source`: in a source; `practised`: on its stand-in; `confirmed`: by a run here."""

    today: date
    source: date | None
    practised: Practised | None = None
    confirmed: datetime | None = None

    @property
    def newest(self) -> date | None:
        """When a source or a run last showed it. Practice shows that Unconsent works, not that the page is so."""
        days = [self.source, self.confirmed.date() if self.confirmed else None]
        return max((one for one in days if one), default=None)

    @property
    def stale(self) -> bool:
        """Whether that is too long ago."""
        return is_stale(self.newest, self.today)

    @property
    def warning(self) -> str | None:
        """Why it must not be relied on, for people; None when it is fresh."""
        if not self.stale:
            return None
        return STALE.format(since=f"last on {self.newest}") + WARNING if self.newest else UNDATED


@dataclass(frozen=True, kw_only=True)
class Known:
    """What freshness is told by: what was practised, what was confirmed here, and the day of today."""

    today: date
    proven: Proven
    confirmed: Mapping[str, datetime]

    def of(self, platform: Platform, one: Item) -> Freshness:
        """How fresh the knowledge of one of the platform's settings is."""
        return Freshness(
            today=self.today,
            source=last_day(one.seen, platform.seen),
            practised=self.proven.of(one) if isinstance(one, Setting) else None,
            confirmed=self.confirmed.get(one.id),
        )

    def of_service(self, others: Others, one: Service) -> Freshness:
        """How fresh the knowledge of a service without a folder of its own is."""
        return Freshness(today=self.today, source=last_day(one.seen or "", others.seen))

    def stale(self, platform: Platform) -> int:
        """How many of its settings are stale, those by hand and forms among them."""
        everything: tuple[Item, ...] = (*platform.settings, *platform.by_hand, *platform.forms)
        return sum(self.of(platform, one).stale for one in everything)
