"""Who may come in. Every route has one gate, and the gate says as data what is asked for: a test looks for it."""

import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar

from fastapi import Depends, Request

from backend.accounts import StoredAccount
from backend.api.addresses import is_local, source_of
from backend.api.desk import Desk
from backend.api.origins import extension_of, read_origin
from backend.flow.jobs import StoredJob
from backend.members.principal import DeviceKind, Principal
from backend.members.rules import Action, Whose, may
from backend.members.tokens import hash_of
from backend.members.trouble import NotSignedIn, NotThere, TooSoon
from backend.office import Office

BEARER = re.compile(r"[Bb]earer (?P<token>unconsent_[A-Za-z0-9_-]{20,200})")
LOCAL = "unconsent_local_"
MEMBER_HEADER = "x-unconsent-member"
COMMAND_LINE = "command line"


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Somebody who asks, known or not. `extension` is the id of the extension that asks, when one does."""

    desk: Desk
    source: str
    extension: str | None


@dataclass(frozen=True, kw_only=True)
class Asking(Visitor):
    """A member who asks for one of these actions."""

    who: Principal
    actions: tuple[Action, ...]

    async def of(self, member: int | None = None, action: Action | None = None) -> Office:
        """The office of that member, or of whoever asks, when they may do this there. Decided by the one table."""
        chosen = action or self.actions[0]
        if chosen not in self.actions:
            raise ValueError(f"this route does not say that it needs {chosen}")
        whose = self.who.member if member is None else member
        own = Whose(member=self.who.member, role=self.who.role)
        if whose != self.who.member or not may(self.who, chosen, own):  # for one's own the table needs no store
            await self.desk.people.grants.require(self.who, chosen, whose)
        return self.desk.service.office.of(whose)

    async def account(self, id: int, action: Action | None = None) -> tuple[Office, StoredAccount]:
        """That account and its member's office. NotThere, always alike, when it is not for whoever asks."""
        member = await self.desk.lookups.member_of_account(id)
        if member is None:
            raise NotThere
        office = await self.of(member, action)
        for one in await office.accounts.all():
            if one.id == id:
                return office, one
        raise NotThere

    async def job(self, id: str, action: Action | None = None, *, by_mode: bool = False) -> StoredJob:
        """That job; with `by_mode` for who may do what it does."""
        job = await self.desk.service.jobs.get(id)
        if job is None:
            raise NotThere
        await self.of(job.member, Action(job.mode.value) if by_mode else action)
        return job


class Gate:
    """Lets in who has a good token. What they may do with whose things, the route asks by `Asking`."""

    needs_token: ClassVar[bool] = True

    def __init__(self, *actions: Action) -> None:
        self.actions = actions

    @property
    def permission(self) -> str:
        """What is needed, for people."""
        return " or ".join(self.actions) or "signed in"

    async def __call__(self, request: Request) -> Asking:
        visitor, agree = _visitor(request)
        try:
            if not agree:
                raise NotSignedIn
            who, key = await _known(request, visitor)
        except NotSignedIn:
            _count_stranger(visitor)
            raise
        wait = visitor.desk.by_token.take(key)
        if wait:
            raise TooSoon(wait)
        return Asking(
            desk=visitor.desk, source=visitor.source, extension=visitor.extension, who=who, actions=self.actions
        )


class OpenGate:
    """Lets everybody in, not too often."""

    needs_token: ClassVar[bool] = False
    actions: Sequence[Action] = ()
    permission = "anybody"

    async def __call__(self, request: Request) -> Visitor:
        visitor, _ = _visitor(request)
        _count_stranger(visitor)
        return visitor


class HealthGate:
    """Lets everybody in who may reach the service at all: watchdogs ask often, and learn one word."""

    needs_token: ClassVar[bool] = False
    actions: Sequence[Action] = ()
    permission = "anybody"

    async def __call__(self, request: Request) -> Desk:
        desk: Desk = request.app.state.desk
        return desk


SignedIn = Annotated[Asking, Depends(Gate())]
"""For what is the member's own by its nature, or is decided where it is done."""
Anybody = Annotated[Visitor, Depends(OpenGate())]
Health = Annotated[Desk, Depends(HealthGate())]


def _visitor(request: Request) -> tuple[Visitor, bool]:
    desk: Desk = request.app.state.desk
    extension, agree = extension_of(request.scope)
    return Visitor(desk=desk, source=source_of(request.scope, desk.trusted), extension=extension), agree


async def _known(request: Request, visitor: Visitor) -> tuple[Principal, str]:
    """Who asks, and by which key their requests are counted."""
    said = request.headers.getlist("authorization")
    found = BEARER.fullmatch(said[0]) if len(said) == 1 else None
    if found is None:
        raise NotSignedIn
    members = request.headers.getlist(MEMBER_HEADER)
    if found["token"].startswith(LOCAL):
        return await _at_the_machine(request, visitor, found["token"], members), LOCAL
    if members:
        raise NotThere
    desk, token = visitor.desk, found["token"]

    async def authenticate() -> Principal:
        return await desk.people.devices.authenticate(token, extension=visitor.extension)

    if request.method == "GET":
        who = await desk.recent.find(hash_of(token), visitor.extension, authenticate)
    else:
        desk.recent.forget()
        who = await authenticate()
    return who, str(who.device)


async def _at_the_machine(request: Request, visitor: Visitor, token: str, members: Sequence[str]) -> Principal:
    """The command line on this machine, for the owner, or for the member that it names."""
    right = visitor.desk.config.local_secret_hash
    fits = right is not None and hmac.compare_digest(hash_of(token), right)
    asked = read_origin(request.scope)
    by_a_browser = asked is None or asked.origin is not None or asked.site is not None
    if not fits or by_a_browser or visitor.extension or not is_local(request.scope):
        raise NotSignedIn
    household = visitor.desk.people.household
    owner = replace(await household.at_the_machine(), kind=DeviceKind.SCRIPT, device_name=COMMAND_LINE)
    if not members:
        return owner
    number = members[0]
    if len(members) > 1 or not (number.isascii() and number.isdigit() and len(number) < 10):
        raise NotThere
    member = await household.get(owner, int(number))
    return replace(owner, member=member.id, name=member.name, role=member.role)


def _count_stranger(visitor: Visitor) -> None:
    wait = visitor.desk.strangers.take(visitor.source)
    if wait:
        raise TooSoon(wait)
