"""Objection forms in a running service: so many at once, an account at a time, and what was begun is finished."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

from automations.form_page import Sheet
from automations.outcome import Refused, Stopped, Unreachable
from backend.flow.holding import FORM_AT_WORK, Holding
from backend.members.trouble import Conflict
from backend.submissions import Earlier, Kept, Submission, sent_before

SECONDS = 150.0
"""How long a browser may work on one form; most take a tenth of it."""
LAST_SECONDS = 10.0
"""How long one that is being sent may go on when the service stops."""
FULL = "As many forms are being filled in as this service has room for. Try again in a minute."
STOPPED = "The service was stopped meanwhile."
AGAIN = "This form was sent on {date}. Say that you want to send it again, if you do."
MAYBE = "This form may have been sent on {date}; look at your mail. Say that you want to send it again, if you do."
Answer = TypeVar("Answer")
Told = Callable[[Kept], Awaitable[None]]
LOG = logging.getLogger("unconsent.objections")


class _CutOff(Exception):
    """The browser was closed, because nobody waits any more or the service stops."""


@dataclass(frozen=True, kw_only=True)
class Read:
    """What would be sent, or what kept it from being read; and whether the form went out before."""

    read: Sheet | Kept
    earlier: Earlier | None


@dataclass(kw_only=True)
class _InHand:
    """The work on one form; `browsing`: the part of it that may be cut off."""

    submission: Submission
    over: bool = False
    browsing: asyncio.Task[Any] | None = None

    async def browse(self, work: Coroutine[Any, Any, Answer]) -> Answer:
        """Does it, unless it is over already."""
        if self.over:
            work.close()
            raise _CutOff
        task = asyncio.create_task(work)
        self.browsing = task
        await asyncio.wait({task})
        if task.cancelled():
            raise _CutOff
        return await task

    def cut_off(self) -> None:
        """Nothing waits for it any more."""
        self.over = True
        if self.browsing:
            self.browsing.cancel()


@dataclass(kw_only=True)
class Objections:
    """Those that are being read or sent. Each is a task of its own: whoever asked for it may go away meanwhile."""

    holding: Holding
    at_once: int
    seconds: float = SECONDS
    last_seconds: float = LAST_SECONDS
    _in_hand: dict[int, _InHand] = field(default_factory=dict)
    """By their accounts."""
    _tasks: set[asyncio.Task[Any]] = field(default_factory=set)

    async def read(self, submission: Submission) -> Read:
        """Has the form filled in, and returns what it would send. Cut off when whoever asks goes away.

        Conflict while a job or somebody is in the account, and when there are too many.
        """
        hand = _InHand(submission=submission)
        try:
            return await asyncio.shield(self._task(hand, self._read(hand)))
        except asyncio.CancelledError:
            hand.cut_off()
            raise

    async def send(self, submission: Submission, approval: str, *, again: bool, told: Told) -> Kept:
        """Has it sent once, and kept, also when whoever asks goes away; `told` is called with what came of it.

        Conflict as above, and when it was sent before, or may have been, and shall not be sent `again`.
        """
        hand = _InHand(submission=submission)
        return await asyncio.shield(self._task(hand, self._send(hand, approval, again=again, told=told)))

    def holds(self, account: int) -> bool:
        """Whether a form of that account is being read or sent."""
        return account in self._in_hand

    def stop(self) -> None:
        """No other is begun, and what has not begun to be sent is cut off."""
        self.at_once = 0
        for one in self._in_hand.values():
            if not one.submission.begun.is_set():
                one.cut_off()

    async def end(self) -> None:
        """Stops, and returns when no browser is left. What is being sent then has a moment to come to its end."""
        self.stop()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=self.last_seconds)
        for one in self._in_hand.values():
            one.cut_off()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _task(self, hand: _InHand, work: Coroutine[Any, Any, Answer]) -> asyncio.Task[Answer]:
        account = hand.submission.account.id
        trouble = FORM_AT_WORK if account in self._in_hand else FULL if len(self._in_hand) >= self.at_once else None
        if trouble:
            work.close()
            raise Conflict(trouble)
        self._in_hand[account] = hand
        task = asyncio.create_task(self._held(hand, work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _held(self, hand: _InHand, work: Coroutine[Any, Any, Answer]) -> Answer:
        """Does it while the account is held. This task is never cancelled, so that whatever is taken is let go."""
        account = hand.submission.account
        try:
            try:
                await self.holding.take(account)
            except BaseException:
                work.close()
                raise
            try:
                return await work
            finally:
                await self.holding.release(account.id)
        except Refused:
            raise
        except Exception as bug:
            LOG.error("form failed: %s", type(bug).__name__, extra={"account": account.id})
            raise
        finally:
            self._in_hand.pop(account.id, None)

    async def _read(self, hand: _InHand) -> Read:
        one = hand.submission
        earlier = await sent_before(one.office, one.account, one.form)
        try:
            return Read(read=await hand.browse(one.read()), earlier=earlier)
        except Stopped as stop:
            return Read(read=await one.stopped(stop), earlier=earlier)
        except _CutOff:
            raise Conflict(STOPPED) from None

    async def _send(self, hand: _InHand, approval: str, *, again: bool, told: Told) -> Kept:
        one = hand.submission
        earlier = await sent_before(one.office, one.account, one.form)
        if earlier and not again:
            raise Conflict((AGAIN if earlier.is_certain else MAYBE).format(date=f"{earlier.at:%Y-%m-%d}"))
        try:
            kept = await hand.browse(one.send(approval))
        except _CutOff:
            kept = await one.stopped(Unreachable(STOPPED))
        await told(kept)
        return kept
