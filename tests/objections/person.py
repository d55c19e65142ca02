"""Somebody with an account whose platform has a form, what they ask of the service, and what the platform holds."""

import asyncio
import os
from dataclasses import dataclass, field, replace
from typing import Any

import requests
from starlette.responses import Response

from automations.practice.people import Objection
from automations.practice.people import Person as Practised
from automations.practice.scenario import Scenario
from automations.practice.twist import Call, Proceed, Twist
from automations.session_file import StorageState
from backend.accounts import StoredAccount
from tests.waiting import until
from tests.window.house import House, Member

FACEBOOK, INSTAGRAM = "meta.objection_facebook", "meta.objection_instagram"
REASON = "I do not agree, and I say so:\n“my words are mine” & nobody else's."
SUBMITS = "/practice/forms/"


@dataclass(frozen=True, kw_only=True)
class Person:
    """A member, one account of theirs, and its first form."""

    house: House
    member: Member
    account: StoredAccount
    form: str

    async def ask(self, what: str = "", body: Any = None, *, token: str | None = None) -> requests.Response:
        """Looks at the forms; or reads, sends, or says that it was sent."""
        path = f"/accounts/{self.account.id}/forms" + (f"/{self.form}/{what}" if what else "")
        return await self.house.ask("POST" if what else "GET", path, token or self.member.token, body)

    async def reads(self, **words: str) -> dict[str, Any]:
        """What would be sent."""
        answer = await self.ask("read", words)
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    async def sends(self, approval: str, *, again: bool = False, **words: str) -> dict[str, Any]:
        """What came of it."""
        answer = await self.ask("send", {"approval": approval, "again": again, **words})
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    async def sent(self) -> dict[str, Any] | None:
        """Whether the service says that the form went out before."""
        [shown] = [one for one in (await self.ask()).json()["items"] if one["id"] == self.form]
        earlier: dict[str, Any] | None = shown["sent"]
        return earlier

    @property
    def practised(self) -> Practised:
        """The account as the platform knows it."""
        return self.house.practice.stands[self.account.platform].people[str(self.account.handle)]

    @property
    def received(self) -> tuple[Objection, ...]:
        """What the platform has received."""
        return self.house.practice.objections(self.account.platform, str(self.account.handle))

    @property
    def posted(self) -> int:
        """How often the platform was asked to take a form, taken or not."""
        seen = self.house.practice.requests(self.account.platform)
        return sum(one.account == self.account.handle and one.path.startswith(SUBMITS) for one in seen)

    async def let_go(self) -> None:
        """Waits until the service holds the account no more."""
        await until(lambda: not self.house.service.objections.holds(self.account.id))
        assert self.account.platform not in await self.house.service.keeper.holding.platforms()


@dataclass(frozen=True, kw_only=True)
class Barrier:
    """Requests to the platform that wait until they are let through: those that load the form, or that send it."""

    sending: bool
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    opened: asyncio.Event = field(default_factory=asyncio.Event)

    def before(self, person: Person) -> None:
        """Stands before that account's form."""
        person.practised.twist = Twist(answer=self._answer)

    async def _answer(self, call: Call, proceed: Proceed) -> Response:
        path = call.request.url.path
        if path.startswith(SUBMITS) if self.sending else path.startswith(("/help/contact/", "/contact/")):
            self.reached.set()
            await self.opened.wait()
        return await proceed(call)


async def new_person(
    house: House, slug: str = "facebook", form: str = FACEBOOK, *, scenario: Scenario = Scenario.SHARING_ON
) -> Person:
    """Somebody new, signed in there in the profile that the service keeps."""
    return await person_of(house, await house.member(), slug, form, scenario=scenario)


async def person_of(
    house: House,
    member: Member,
    slug: str = "facebook",
    form: str = FACEBOOK,
    *,
    scenario: Scenario = Scenario.SHARING_ON,
) -> Person:
    """That member, with a new account."""
    handle = f"person_{os.urandom(4).hex()}"
    state = house.practice.person(slug, handle, scenario=scenario)
    account = await member.account(slug, handle=handle)
    await house.service.office.of(member.id).accounts.keep_session(account, StorageState.model_validate(state))
    return Person(house=house, member=member, account=account, form=form)


async def without_consent(person: Person) -> Person:
    """The same, who has taken their consent back."""
    accounts = person.house.service.office.of(person.member.id).accounts
    return replace(person, account=await accounts.withdraw(person.account))
