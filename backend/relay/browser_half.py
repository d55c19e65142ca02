"""The half of a browser that chrome.debugger has not: targets and sessions, made up here around the lent tabs."""

import itertools
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from backend.relay.lending import Lending, Message

CONTEXT = "lent"
VERSION = {
    "protocolVersion": "1.3",
    "product": "Chrome/125.0.0.0",  # pragma: allowlist secret
    "revision": "@lent",
    "userAgent": "Mozilla/5.0 Chrome/125.0.0.0",  # pragma: allowlist secret
    "jsVersion": "0",
}
HARMLESS = frozenset({"Browser.setDownloadBehavior", "Target.setAutoAttach", "Target.setDiscoverTargets"})
Emit = Callable[[Message], Awaitable[None]]
Answered = Callable[[Message], Awaitable[None]]


@dataclass(frozen=True, kw_only=True)
class _Lent:
    tab: int
    target: str
    session: str


@dataclass(kw_only=True)
class BrowserHalf:
    """Speaks the protocol with one client on one side, and with the extension on the other."""

    lending: Lending
    emit: Emit
    _ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    _awaited: dict[int, Answered] = field(default_factory=dict)
    _tabs: dict[int, _Lent] = field(default_factory=dict)
    _sessions: dict[str, tuple[int, str | None]] = field(default_factory=dict)
    """By the client's session: the tab, and the session of a frame in it."""
    _roots: set[str] = field(default_factory=set)

    async def command(self, asked: Message) -> None:
        """From the client."""
        session, method, params = asked.get("sessionId"), str(asked.get("method")), asked.get("params") or {}
        if session is None or session in self._roots:
            await self._browser(asked, method, params)
        elif session not in self._sessions:
            await self._answer(asked, error="That session is over.")
        elif method in ("Target.getTargetInfo", "Browser.getWindowForTarget"):
            await self._answer(asked, error=f"{method} is not there in a lent tab.")
        else:
            tab, inner = self._sessions[session]
            sent = {"type": "command", "tab": tab, "session": inner, "method": method, "params": params}
            await self._ask(sent, lambda answer: self._pass_back(asked, answer))

    async def hear(self, message: Message) -> None:
        """From the extension, in the order in which it was sent."""
        if message.get("type") == "event":
            await self._event(message)
            return
        answered = self._awaited.pop(message.get("id", 0), None)
        if answered:
            await answered(message)

    async def _browser(self, asked: Message, method: str, params: dict[str, Any]) -> None:
        if method == "Browser.getVersion":
            await self._answer(asked, VERSION)
        elif method in HARMLESS:
            await self._answer(asked)
        elif method == "Target.getTargetInfo":
            await self._answer(asked, {"targetInfo": _info("browser", "browser")})
        elif method == "Target.attachToBrowserTarget":
            session = _name()
            self._roots.add(session)
            await self._answer(asked, {"sessionId": session})
        elif method == "Target.attachToTarget":
            await self._attach(asked, str(params.get("targetId")))
        elif method == "Target.detachFromTarget":
            self._sessions.pop(str(params.get("sessionId")), None)
            await self._answer(asked)
        elif method == "Target.createTarget":
            await self._ask({"type": "open"}, lambda answer: self._opened(asked, answer))
        elif method == "Target.closeTarget":
            await self._close(asked, str(params.get("targetId")))
        else:
            await self._answer(asked, error=f"{method} is not there in a lent tab.")

    async def _attach(self, asked: Message, target: str) -> None:
        """A second name for the tab's one session: commands only, events come by the first."""
        lent = next((one for one in self._tabs.values() if one.target == target), None)
        if lent is None:
            await self._answer(asked, error="No such target.")
            return
        session = _name()
        self._sessions[session] = (lent.tab, None)
        await self._answer(asked, {"sessionId": session})

    async def _opened(self, asked: Message, answer: Message) -> None:
        if "error" in answer:
            await self._pass_back(asked, answer)
            return
        result = answer["result"]
        lent = _Lent(tab=int(result["tab"]), target=str(result["target"]), session=_name())
        self._tabs[lent.tab] = lent
        self._sessions[lent.session] = (lent.tab, None)
        attached = {"sessionId": lent.session, "targetInfo": _info("page", lent.target), "waitingForDebugger": False}
        await self.emit({"method": "Target.attachedToTarget", "params": attached})
        await self._answer(asked, {"targetId": lent.target})

    async def _close(self, asked: Message, target: str) -> None:
        lent = next((one for one in self._tabs.values() if one.target == target), None)
        if lent is None:
            await self._answer(asked, error="No such target.")
            return
        await self._ask({"type": "close", "tab": lent.tab}, lambda answer: self._closed(asked, answer, lent))

    async def _closed(self, asked: Message, answer: Message, lent: _Lent) -> None:
        self._tabs.pop(lent.tab, None)
        self._sessions = {name: one for name, one in self._sessions.items() if one[0] != lent.tab}
        await self._pass_back(asked, answer)
        gone = {"sessionId": lent.session, "targetId": lent.target}
        await self.emit({"method": "Target.detachedFromTarget", "params": gone})

    async def _event(self, message: Message) -> None:
        lent = self._tabs.get(message.get("tab", -1))
        if lent is None:
            return
        method, params, inner = message.get("method"), message.get("params") or {}, message.get("session")
        if method == "Target.attachedToTarget":
            self._sessions[str(params["sessionId"])] = (lent.tab, str(params["sessionId"]))
        elif method == "Target.detachedFromTarget":
            self._sessions.pop(str(params.get("sessionId")), None)
        await self.emit({"sessionId": inner or lent.session, "method": method, "params": params})

    async def _ask(self, message: Message, answered: Answered) -> None:
        id = next(self._ids)
        self._awaited[id] = answered
        await self.lending.send({**message, "id": id})

    async def _pass_back(self, asked: Message, answer: Message) -> None:
        said = {key: answer[key] for key in ("result", "error") if key in answer}
        await self.emit(_reply(asked) | (said or {"result": {}}))

    async def _answer(self, asked: Message, result: Any = None, *, error: str | None = None) -> None:
        said = {"error": {"code": -32000, "message": error}} if error else {"result": result or {}}
        await self.emit(_reply(asked) | said)


def _reply(asked: Message) -> Message:
    session = asked.get("sessionId")
    return {"id": asked.get("id")} | ({"sessionId": session} if session else {})


def _info(kind: str, target: str) -> dict[str, Any]:
    return {
        "targetId": target,
        "type": kind,
        "title": "",
        "url": "about:blank",
        "attached": True,
        "canAccessOpener": False,
        "browserContextId": CONTEXT,
    }


def _name() -> str:
    return secrets.token_hex(16).upper()
