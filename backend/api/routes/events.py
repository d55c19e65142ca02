"""What happens with jobs, as it happens (server-sent events). Whoever was cut off goes on where they were."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Header
from fastapi import Query as FromQuery
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import Field

from backend.api.gates import Asking, Gate
from backend.api.pages import GREATEST, Query
from backend.api.streams import StillMay, Stream
from backend.api.words import HexPath
from backend.flow.feed import Event
from backend.members.rules import Action
from backend.members.trouble import Trouble

router = APIRouter(tags=["events"])
Watching = Annotated[Asking, Depends(Gate(Action.SEE_EVIDENCE))]
LastEventId = Annotated[int | None, Header(alias="Last-Event-ID", ge=0, le=GREATEST)]


class AfterQuery(Query):
    """From where; `Last-Event-ID` comes before it."""

    after: int | None = Field(default=None, ge=0, le=GREATEST)


After = Annotated[AfterQuery, FromQuery()]


@dataclass(frozen=True, kw_only=True)
class Listening:
    """A place among the listeners, taken before the first byte is sent, so that trouble is an answer."""

    asking: Asking
    stream: Stream
    member: int
    after: int
    job: str | None = None


async def _all(asking: Watching, query: After, last: LastEventId = None) -> AsyncIterator[Listening]:
    await asking.of()
    after = _after(query, last)
    async with AsyncExitStack() as stack:
        stream = await stack.enter_async_context(asking.desk.streams.listen(asking.who))
        start = await asking.desk.service.feed.newest() if after is None else after
        yield Listening(asking=asking, stream=stream, member=asking.who.member, after=start)


async def _of_one(id: HexPath, asking: Watching, query: After, last: LastEventId = None) -> AsyncIterator[Listening]:
    job = await asking.job(id)
    still_may = _still_may(asking, job.member) if job.member != asking.who.member else None
    async with AsyncExitStack() as stack:
        stream = await stack.enter_async_context(asking.desk.streams.listen(asking.who, still_may=still_may))
        yield Listening(asking=asking, stream=stream, member=job.member, after=_after(query, last) or 0, job=id)


@router.get("/events", response_class=EventSourceResponse)
async def follow_jobs(listening: Annotated[Listening, Depends(_all)]) -> AsyncIterator[ServerSentEvent]:
    """Events of all own jobs, from now on, or after the one that is named. A comment every 15 s shows that it lives."""
    async for event in _told(listening):
        yield event


@router.get("/jobs/{id}/events", response_class=EventSourceResponse)
async def follow_job(listening: Annotated[Listening, Depends(_of_one)]) -> AsyncIterator[ServerSentEvent]:
    """Events of one job, from its beginning, or after the one that is named."""
    async for event in _told(listening):
        yield event


async def _told(listening: Listening) -> AsyncIterator[ServerSentEvent]:
    """Hands on what the feed says, until the token is not good any more."""
    feed = listening.asking.desk.service.feed
    news = feed.listen(listening.member, after=listening.after, job=listening.job)
    over = asyncio.create_task(listening.stream.over.wait())
    following = asyncio.ensure_future(anext(news))
    try:
        while True:
            await asyncio.wait({following, over}, return_when=asyncio.FIRST_COMPLETED)
            if over.done():
                return
            event = following.result()
            if event is not None:
                yield _as_sent(event)
            following = asyncio.ensure_future(anext(news))
    finally:
        over.cancel()
        following.cancel()
        await asyncio.wait({following, over})


def _as_sent(event: Event) -> ServerSentEvent:
    data = {**event.body, "job": event.job, "at": event.at.isoformat()}
    return ServerSentEvent(id=str(event.id), event=event.kind, data=data)


def _after(query: AfterQuery, last: int | None) -> int | None:
    return query.after if last is None else last


def _still_may(asking: Asking, member: int) -> StillMay:
    async def still() -> bool:
        try:
            await asking.of(member)
        except Trouble:
            return False
        return True

    return still
