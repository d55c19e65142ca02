"""A tab of the person's own browser as the place of an errand: they sign in there, and they may take it back."""

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

from automations.attended import wait_for_person
from automations.browser import Browsers
from automations.errand import Stage
from automations.outcome import Need, NeedsYou, Outcome, Result, Unreachable
from automations.reach import reach_of
from automations.session import Session
from backend.accounts import StoredAccount
from backend.office import Office
from backend.relay.lending import DONE, Lending, Lendings
from backend.relay.session import NOT_THERE, relay_session

PERSON_SECONDS = 600.0
"""How long a person may take: nobody else's account at that platform is visited meanwhile."""
BY_THE_PERSON = {
    "stopped": "You stopped it.",
    "cancelled": "You ended it in the browser's own bar.",
    "tab_closed": "You closed its tab.",
    "moved_out": "You took its tab out of the Unconsent group.",
}
"""What is said for each way in which a person ends a run in their tab."""
BROWSER_GONE = "The browser, or the extension in it, was closed."
NOT_KNOWN = "The setting was being changed: how it stands is not known. Check it again."
Asking = Callable[[NeedsYou], AbstractAsyncContextManager[asyncio.Event]]
"""Asks the person for what the error says, until the block ends; the event is set when they say that it is done."""


@dataclass(kw_only=True)
class OwnTab:
    """As `ErrandPlace`. A setting that was being changed when the tab was gone is `unreachable`: how it stands, nobody
    knows. One that was only being read when the person ended it has no outcome."""

    office: Office
    account: StoredAccount
    job: str
    lendings: Lendings
    asking: Asking
    lending: Lending | None = None
    helps_with: frozenset[Need] = frozenset({Need.SIGN_IN, Need.CHALLENGE, Need.CODE, Need.PASSWORD, Need.CONSENT})
    enrols: bool = True
    own_browser: bool = True
    attended: bool = True

    @property
    def over(self) -> bool:
        return self.lending is not None and self.lending.ended not in (None, DONE)

    @property
    def ending(self) -> "Ending | None":
        """How it ended before the errand did."""
        if self.lending is None or not self.over:
            return None
        by_person = BY_THE_PERSON.get(self.lending.ended or "")
        return Ending(by_person=by_person is not None, why=by_person or BROWSER_GONE)

    @asynccontextmanager
    async def session(self, browsers: Browsers) -> AsyncIterator[Session]:
        """The lent browser. Unreachable when nobody lends one in time."""
        self.lending = await self.lendings.wait(self.job)
        if self.lending is None:
            raise Unreachable(NOT_THERE)
        account = self.account
        reach = reach_of(self.office.platform_of(account), account.account, self.office.overrides)
        async with relay_session(self.lending, browsers, reach) as session:
            yield session

    async def help(self, session: Session, asked: NeedsYou) -> str:
        """Shows the page on which the person must act, and looks until they have."""
        async with self.asking(asked) as done:
            return await wait_for_person(
                session.context,
                self.office.platform_of(self.account),
                self.account.account,
                asked,
                timing=self.office.timing,
                seconds=PERSON_SECONDS,
                done=done,
            )

    async def enrol(self, handle: str) -> StoredAccount:
        """Notes who is signed in there, and nothing of the session."""
        return await self.office.accounts.enrolled_in_own_tab(self.account, handle)

    def understood(self, result: Result) -> Result | None:
        """The same; what says no more than that the tab was gone says why, or nothing when nothing had happened."""
        if not self.over or result.outcome is not Outcome.UNREACHABLE:
            return result
        detail = self.cut_off(Stage.READING if result.before is None else Stage.VERIFYING)
        return dataclasses.replace(result, detail=detail) if detail else None

    def cut_off(self, stage: Stage) -> str | None:
        """What is said of a setting on which the work was at that stage when the tab was gone.

        None when a person ended it before anything was changed: then there is nothing to say.
        """
        ending = self.ending or Ending(by_person=False, why=BROWSER_GONE)
        if stage in (Stage.WRITING, Stage.VERIFYING):
            return f"{ending.why} {NOT_KNOWN}"
        return None if ending.by_person else ending.why


@dataclass(frozen=True, kw_only=True)
class Ending:
    """Why a tab was there no more, in a sentence."""

    by_person: bool
    why: str
