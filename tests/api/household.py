"""People with things of their own in a running service, and their tokens."""

import itertools
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from automations.errand import Mode
from backend.accounts import StoredAccount
from backend.flow.findings import What
from backend.flow.jobs import StoredJob
from backend.letters.letter import Letter, Sender
from backend.letters.ordering import Order, write
from backend.letters.terms import Language, Region
from backend.members.principal import DeviceKind, Principal, Role
from backend.members.rules import Scope
from backend.store.tables import OWNER
from backend.store.tables_people import devices
from tests.api.running import Running
from tests.store.household import result, writing

NUMBERS = itertools.count(1)
CANARY = "canary"
"""In every name of what belongs to somebody in particular."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """A member, with the token of a browser."""

    running: Running
    member: int
    name: str
    token: str
    device: str

    @property
    def principal(self) -> Principal:
        """As the service knows them."""
        return self.running.do(self.running.people.devices.authenticate(self.token))

    def account(self, slug: str = "x") -> StoredAccount:
        """A new account of theirs."""
        office = self.running.service.office.of(self.member)
        name = f"{CANARY} {self.name} {next(NUMBERS)}"
        return self.running.do(office.accounts.add(office.catalogue.platform(slug), name, handle=f"{CANARY}handle"))

    def receipt(self, account: StoredAccount) -> str:
        """A setting of the account is opted out; the id of the receipt."""
        return self.running.do(_opted_out(self.running, account))

    def job(self, account: StoredAccount, mode: Mode = Mode.CHECK) -> StoredJob:
        """A job that stands in line."""
        asked = self.running.service.ask(self.member, account.id, mode, options={}, asked_by="test")
        return self.running.do(asked)[0]

    def finding(self, account: StoredAccount) -> int:
        """Something was found there; its id."""
        findings = self.running.service.findings
        self.running.do(findings.add(account.id, f"{account.platform}.a{next(NUMBERS)}", What.RENAMED, CANARY))
        return self.running.do(findings.list(self.member))[0].id

    def letter(self, account: StoredAccount) -> Letter:
        """A draft about that account."""
        letters = self.running.service.office.of(self.member).letters
        order = Order(
            about=account.platform,
            account=account,
            region=Region.EU,
            language=Language.ENGLISH,
            sender=Sender(name=f"{CANARY} name", email=f"{CANARY}@example.org"),
        )
        return self.running.do(write(letters, order)).letter

    def target(self) -> str:
        """A place where they are told; its id."""
        targets = self.running.service.office.of(self.member).notifications.targets
        return self.running.do(targets.add(f"{CANARY} {next(NUMBERS)}", "json", f"json://127.0.0.1:9/{CANARY}")).id

    def again(self, kind: DeviceKind = DeviceKind.BROWSER, extension: str | None = None) -> "Person":
        """The same person with another device."""
        return _with_token(self.running, self.member, self.name, kind, extension)

    def expired(self) -> str:
        """A token that was not used for too long."""
        other = self.again()
        self.running.do(_age(self.running, other.device))
        return other.token

    def revoked(self) -> str:
        """A token that was shut out."""
        other = self.again()
        self.running.do(self.running.people.devices.revoke(other.principal, other.device))
        return other.token


@dataclass(frozen=True, kw_only=True)
class Things:
    """What somebody has, by the name of the parameter and the noun it follows in an address."""

    person: Person
    ids: dict[str, int | str] = field(default_factory=dict)

    @classmethod
    def of(cls, person: Person) -> "Things":
        """One of each."""
        running, account = person.running, person.account()
        device = person.again()
        ids: dict[str, int | str] = {
            "accounts": account.id,
            "schedule": account.id,
            "receipts": person.receipt(account),
            "jobs": person.job(account).id,
            "findings": person.finding(account),
            "members": person.member,
            "devices": device.device,
            "letters": person.letter(account).id,
            "targets": person.target(),
            "platforms": "x",
        }
        another = new_person(running)
        ids["grants"] = running.do(running.people.grants.give(another.principal, Scope.EVIDENCE)).id
        machine = running.do(running.people.household.at_the_machine())
        invited = running.do(running.people.invitations.invite(machine, f"{CANARY} guest {next(NUMBERS)}"))
        begun = running.do(running.people.pairing.begin("Chromium", "a" * 32))
        return cls(person=person, ids=ids | {"invitations": invited.invitation.id, "pairings": begun.id})


MISSING: dict[str, int | str] = {
    "accounts": 2_000_000,
    "schedule": 2_000_000,
    "receipts": "0123456789abcdef",
    "jobs": "0" * 32,
    "findings": 2_000_000,
    "members": 2_000_000,
    "devices": "0" * 32,
    "grants": "0" * 32,
    "letters": "0" * 32,
    "targets": "0" * 32,
    "invitations": "0" * 32,
    "pairings": "0" * 32,
    "platforms": "nothing-of-that-name",
}


def new_person(running: Running, role: Role = Role.MEMBER) -> Person:
    """Somebody new, signed in; or the owner, who is always there."""
    if role is Role.OWNER:
        machine = running.do(running.people.household.at_the_machine())
        return _with_token(running, OWNER, machine.name, DeviceKind.BROWSER, None)
    name = f"member {next(NUMBERS)}"
    machine = running.do(running.people.household.at_the_machine())
    invited = running.do(running.people.invitations.invite(machine, name, role))
    joined = running.do(running.people.invitations.accept(invited.token, "five words or even more"))
    return _with_token(running, joined.id, name, DeviceKind.BROWSER, None)


def _with_token(running: Running, member: int, name: str, kind: DeviceKind, extension: str | None) -> Person:
    device, token = running.do(_issue(running, member, kind, extension))
    return Person(running=running, member=member, name=name, token=token, device=device)


async def _issue(running: Running, member: int, kind: DeviceKind, extension: str | None) -> tuple[str, str]:
    async with running.service.office.store.write() as connection:
        device, token = await running.people.devices.add(connection, member, kind, f"device {next(NUMBERS)}", extension)
    return device.id, token


async def _age(running: Running, device: str) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=91)
    async with running.service.office.store.write() as connection:
        await connection.execute(update(devices).where(devices.c.id == device).values(used=long_ago))


async def _opted_out(running: Running, account: StoredAccount) -> str:
    office = running.service.office.of(account.member)
    setting = office.platform_of(account).settings[0].id
    await office.records.writing(account, writing(account, setting))
    receipt = await office.records.finish(account, Mode.RUN, result(account, setting, detail=CANARY))
    assert receipt
    return receipt
