"""What the platform itself answered while one page was open: its reads of a setting, and its answer to a change."""

import asyncio
import contextlib
import json
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Error, Frame, Request, Response

from automations.spec import Api, Platform, Stated
from automations.spec.proofs import ApiRead
from automations.stated import stated_value

FETCHED = ("document", "xhr", "fetch")
"""Kinds of request by which pages ask for data and send changes."""
NOT_THE_LINE = ("net::ERR_ABORTED", "net::ERR_FAILED", "net::ERR_BLOCKED")
"""How requests fail that the page gave up, or that somebody held back."""
ASKING = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods of requests that change nothing."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One response that concerns a declared setting: body is its JSON, or None where it held none."""

    method: str
    where: str
    status: int
    body: Any

    @property
    def accepted(self) -> bool:
        """Whether the platform took the request: a 2xx or a redirect, without errors in the body."""
        return 200 <= self.status < 400 and not (isinstance(self.body, dict) and self.body.get("errors"))


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A moment between the requests of a page."""

    answers: int
    sent: int


class Answers:
    """Listens to one page. Only responses at declared addresses are kept; bodies never leave this object.

    `belongs` tells whether a host, with its port, is the platform's: a frame of someone else states nothing.
    """

    def __init__(self, platform: Platform, *, belongs: Callable[[str], bool]) -> None:
        self._belongs = belongs
        apis = [setting.api for setting in platform.settings if setting.api]
        places = [place for one in platform.settings for place in (one.absent, one.only_once) if place]
        stated = [one for place in places for one in place.stated]
        globs = {glob for api in apis for glob in (*(read.path for read in api.reads), *api.writes)}
        self._globs = tuple(globs | {one.path for one in stated if one.path})
        self._states_wanted = any(api.page_state or api.page_entity for api in apis) or any(
            one.path is None for one in stated
        )
        self._kept: list[Answer] = []
        self._documents: dict[Frame, str] = {}
        self._newest: dict[Frame, Response] = {}
        """What each frame has loaded last; its text follows."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._news = asyncio.Event()
        self._under_way: set[Request] = set()
        self._sent = 0
        self.limited = False
        self.lost = False
        """Whether the platform could not be asked for data: the line failed."""
        self.headers: Mapping[str, str] = {}
        """With which the page itself was answered."""

    def hear(self, response: Response) -> None:
        """Playwright's `response` event."""
        parts = urlsplit(response.url)
        where = parts.path + (f"?{parts.query}" if parts.query else "")
        ours = self._belongs(parts.netloc)
        frame = _loaded(response.request)
        if frame and frame.parent_frame is None:
            self.headers = response.headers
        if frame and self._states_wanted:
            if frame.parent_frame is None:  # what the page before this one stated counts no longer
                self._documents.clear()
                self._newest.clear()
            self._documents.pop(frame, None)
            self._newest[frame] = response
            if ours:
                self._listen(self._read_document(response, frame))
        if ours and response.status == 429 and response.request.resource_type in FETCHED:
            self.limited = True
        if ours and _matches(where, self._globs):
            self._listen(self._keep(response, where))

    def asked(self, request: Request) -> None:
        """Playwright's `request` event."""
        if request.resource_type in FETCHED:
            self._sent += request.method not in ASKING
            self._under_way.add(request)

    def ended(self, request: Request) -> None:
        """Playwright's `requestfinished` event."""
        self._under_way.discard(request)

    def failed(self, request: Request) -> None:
        """Playwright's `requestfailed` event."""
        self.ended(request)
        if request.resource_type in FETCHED and self._belongs(urlsplit(request.url).netloc):
            self.lost |= not (request.failure or "").startswith(NOT_THE_LINE)

    def forget(self) -> None:
        """Lets go of what was answered, where an earlier page of the same visit counts no longer."""
        self._kept.clear()
        self.limited = self.lost = False

    @property
    def loading(self) -> bool:
        """Whether the page still waits for data that it has asked for."""
        return bool(self._under_way)

    @property
    def now(self) -> Mark:
        """This moment, to ask later what has come since."""
        return Mark(answers=len(self._kept), sent=self._sent)

    def sent_since(self, mark: Mark) -> bool:
        """Whether the page has sent a request since that may change something."""
        return self._sent > mark.sent

    @property
    def error_codes(self) -> set[int]:
        """The codes of all errors that the platform named in its answers."""
        codes = (
            error.get("code") for answer in self._kept for error in _errors(answer.body) if isinstance(error, dict)
        )
        return {code for code in codes if isinstance(code, int)}

    def value(self, api: Api) -> Any:
        """The value that the platform last stated for the setting, or None when it has stated none."""
        value = self._read(api.reads, api.writes)
        if value is not None:
            return value
        page = "".join(text for frame, text in self._documents.items() if frame.parent_frame is None)
        frames = [text for frame, text in self._documents.items() if frame.parent_frame is not None]
        return stated_value(page, frames, api)

    def says_nothing(self, api: Api) -> bool:
        """Whether the platform last stated that no value was ever chosen: the key is there, and null."""
        for answer in reversed(self._kept):
            keys = [read.key for read in api.reads if fnmatchcase(answer.where, read.path)]
            if answer.accepted and keys and any(has(answer.body, key) for key in keys):
                return all(dig(answer.body, key) is None for key in keys)
        return False

    def states(self, stated: Stated) -> bool:
        """Whether the platform last stated that value."""
        api = Api(page_state=None if stated.path else stated.key, out=stated.value)
        reads = (ApiRead(path=stated.path, key=stated.key),) if stated.path else ()
        value = self._read(reads, ()) if reads else self.value(api)
        return value is not None and says_out(value, api)

    def _read(self, reads: Sequence[ApiRead], writes: tuple[str, ...]) -> Any:
        """The newest value in an accepted answer to one of these reads."""
        for answer in reversed(self._kept):
            if answer.accepted and not (answer.method != "GET" and _matches(answer.where, writes)):
                for read in reads:
                    value = dig(answer.body, read.key) if fnmatchcase(answer.where, read.path) else None
                    if value is not None:
                        return value
        return None

    def trouble(self, api: Api) -> int | None:
        """The HTTP status of a read of this setting that failed, where one did."""
        for answer in reversed(self._kept):
            if any(fnmatchcase(answer.where, read.path) for read in api.reads) and not answer.accepted:
                return answer.status
        return None

    async def stated(self, api: Api, *, seconds: float) -> Any:
        """Waits until the platform has stated the value; None when it does not in that time."""
        return await self._until(lambda: self.value(api), seconds)

    async def written(self, api: Api, *, since: Mark, seconds: float) -> Answer | None:
        """Waits for the platform's answer to a change made after the mark `since`."""

        def latest() -> Answer | None:
            for answer in self._kept[since.answers :]:
                if answer.method != "GET" and _matches(answer.where, api.writes):
                    return answer
            return None

        found: Answer | None = await self._until(latest, seconds)
        return found

    async def _until(self, look: Any, seconds: float) -> Any:
        deadline = asyncio.get_running_loop().time() + seconds
        while (found := look()) is None:
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                return None
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), left)
            except TimeoutError:
                return look()
        return found

    def _listen(self, reading: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(reading)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _read_document(self, response: Response, frame: Frame) -> None:
        text = await _text(response)
        if self._newest.get(frame) is response:
            self._documents[frame] = text
        self._news.set()

    async def _keep(self, response: Response, where: str) -> None:
        body = json_of(await _text(response))
        self._kept.append(Answer(method=response.request.method, where=where, status=response.status, body=body))
        self._news.set()


def says_out(value: Any, api: Api) -> bool:
    """Whether a stated value is the opted-out one. Some platforms write booleans as words."""
    return str(value).lower() == str(api.out).lower()


def _loaded(request: Request) -> Frame | None:
    """The frame that the request loads anew; None for what is only part of a page."""
    with contextlib.suppress(Error):  # the frame is gone already
        return request.frame if request.is_navigation_request() else None
    return None


async def _text(response: Response) -> str:
    """The body; empty where there is none, as in a redirect."""
    try:
        return await response.text()
    except Error:
        return ""


def _matches(where: str, globs: tuple[str, ...]) -> bool:
    return any(fnmatchcase(where, glob) for glob in globs)


def dig(body: Any, key: str) -> Any:
    """What stands under a dotted key; None where there is nothing."""
    for part in key.split("."):
        if not isinstance(body, dict):
            return None
        body = body.get(part)
    return body


def has(body: Any, key: str) -> bool:
    """Whether there is anything at a dotted key, null included."""
    *parents, last = key.split(".")
    inner = dig(body, ".".join(parents)) if parents else body
    return isinstance(inner, dict) and last in inner


def _errors(body: Any) -> list[Any]:
    found = body.get("errors") if isinstance(body, dict) else None
    return found if isinstance(found, list) else []


def json_of(text: str) -> Any:
    """The text as JSON; None where it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
