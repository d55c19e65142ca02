"""The one page on which an errand is working: opened at the platform's pace, signed in, in the right account."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from automations.browser import Session
from automations.errand import Errand, Timing
from automations.page import Visit, address_of, open_fresh, refuse_overlays, settle
from automations.seen import controls_seen, unknown_toggles
from automations.spec import Platform, Setting
from automations.texts import all_texts


@dataclass(kw_only=True)
class Desk:
    """Opens settings pages, one at a time. A load on which nothing was changed serves the next setting there."""

    session: Session
    errand: Errand
    timing: Timing
    before_load: Callable[[], Awaitable[None]] | None = None
    changed: bool = False
    _visit: Visit | None = None
    _inspected: set[str] = field(default_factory=set)

    async def open(self, setting: Setting) -> Visit:
        """The setting's page: the one that is open when it is a fresh load of that address, else a new load."""
        if self._visit and not self.changed and self._visit.url == self._address(setting):
            return self._visit
        return await self.open_anew(setting)

    async def open_anew(self, setting: Setting) -> Visit:
        """A fresh load in a new page, settled: signed in as the right person, with no known banner in the way."""
        await self.close()
        if self.before_load:
            await self.before_load()
        platform, account = self.errand.platform, self.errand.account
        visit = await open_fresh(self.session.context, platform, self._address(setting), self.timing)
        self._visit, self.changed = visit, False
        await settle(visit, platform, account, self.timing, setting.absent)
        await self.clear_the_way()
        return visit

    async def clear_the_way(self) -> bool:
        """Refuses known banners; True when there was one."""
        return self._visit is not None and await refuse_overlays(self._visit.page, self.errand.platform)

    async def unknown_controls(self) -> tuple[str, ...]:
        """Switches on the open page that no setting knows, told once for each address."""
        if self._visit is None or self._visit.url in self._inspected:
            return ()
        self._inspected.add(self._visit.url)
        return unknown_toggles(await controls_seen(self._visit.page), known_labels(self.errand.platform))

    async def close(self) -> None:
        """Closes the open page."""
        visit, self._visit = self._visit, None
        if visit:
            await visit.page.close()

    def _address(self, setting: Setting) -> str:
        return address_of(setting.url, self.errand.account)


def known_labels(platform: Platform) -> tuple[str, ...]:
    """Every label of every control that is known on the platform's pages."""
    labels = [setting.control.labels for setting in platform.settings] + [platform.neighbours]
    options = [setting.control.options for setting in platform.settings]
    return tuple(text for one in labels + options for text in all_texts(one))
