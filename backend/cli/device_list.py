"""`devices`, `pair` and `activity`: what is let in for a member, and what was done."""

from datetime import datetime
from typing import Literal

from rich.console import Group
from rich.text import Text

from automations.outcome import Refused
from backend.cli.call import Answer, Call
from backend.cli.document import Document, Part
from backend.cli.members_opened import Opened, opened
from backend.members.activity import What
from backend.members.devices import Device
from backend.members.principal import DeviceKind
from backend.members.rules import Action

NO_DEVICES = "No device is signed in for {name}. Show a code in the extension, then: {program} pair CODE"
NO_SUCH_DEVICE = "There is no device {id!r} of {name}. `devices` lists them."
SEVERAL = "Several devices begin with {id!r}. Type more of it."
REVOKED = "Shut out: {device}."
PAIRED = "{device} works for {name} from now on."
NOTHING_YET = "Nothing was done yet."
SHORT = 8


class DevicePart(Part):
    """One device."""

    id: str
    kind: DeviceKind
    name: str
    extension: str | None
    created: datetime
    used: datetime


class DevicesDocument(Document):
    """What `devices list` prints with --json."""

    member: str
    devices: tuple[DevicePart, ...]


class DeviceDocument(Document):
    """What `devices revoke` and `pair` print with --json; `device` is its name."""

    member: str
    device: str
    done: Literal["revoked", "paired"]


class EntryPart(Part):
    """One thing that was done."""

    id: int
    actor: str
    device: str | None
    what: What
    subject: str
    at: datetime


class ActivityDocument(Document):
    """What `activity` prints with --json, newest first."""

    member: str
    activity: tuple[EntryPart, ...]


async def listed(call: Call, name: str | None) -> Answer:
    """The devices of the owner, or of a restricted member."""
    async with opened(call) as here:
        member = await here.whose(name)
        found = await here.people.devices.list(here.owner, member.id)
    document = DevicesDocument(member=member.name, devices=tuple(map(_device, found)))
    if not found:
        return Answer(document=document, text=Text(NO_DEVICES.format(name=member.name, program=call.program)))
    lines = (
        Text.assemble(
            f" {one.id[:SHORT]}  ", (one.name, "head"), f"  {one.kind.value}", (f"  used {one.used:%Y-%m-%d}", "quiet")
        )
        for one in found
    )
    return Answer(document=document, text=Group(*lines))


async def revoked(call: Call, id: str, name: str | None) -> Answer:
    """Shuts out the device whose id begins so."""
    async with opened(call) as here:
        member = await here.whose(name)
        device = await _the_device(here, id, member.id, member.name)
        await here.people.devices.revoke(here.owner, device.id)
    return Answer(
        document=DeviceDocument(member=member.name, device=device.name, done="revoked"),
        text=Text(REVOKED.format(device=device.name)),
    )


async def paired(call: Call, code: str, name: str | None) -> Answer:
    """Confirms the code for the owner, or for another member."""
    async with opened(call) as here:
        member = await here.whose(name)
        device = await here.people.pairing.confirm(here.owner, code, member=member.id)
    return Answer(
        document=DeviceDocument(member=member.name, device=device, done="paired"),
        text=Text(PAIRED.format(device=device, name=member.name)),
    )


async def done_lately(call: Call, name: str | None) -> Answer:
    """The newest entries of a member's log."""
    async with opened(call) as here:
        member = await here.whose(name)
        await here.people.grants.require(here.owner, Action.SEE_ACTIVITY, member.id)
        entries = await here.people.activity.list(member.id)
    parts = tuple(
        EntryPart(id=one.id, actor=one.actor, device=one.device, what=one.what, subject=one.subject, at=one.at)
        for one in entries
    )
    lines = (
        Text.assemble(
            (f" {one.at:%Y-%m-%d %H:%M}  ", "quiet"),
            (one.actor, "head"),
            f"  {one.what.value.replace('_', ' ')}",
            f"  {one.subject}" if one.subject else "",
            (f"  ({one.device})" if one.device else "", "quiet"),
        )
        for one in entries
    )
    document = ActivityDocument(member=member.name, activity=parts)
    return Answer(document=document, text=Group(*lines) if entries else Text(NOTHING_YET))


async def _the_device(here: Opened, id: str, member: int, name: str) -> Device:
    start = id.strip().lower()
    found = [one for one in await here.people.devices.list(here.owner, member) if start and one.id.startswith(start)]
    if not found:
        raise Refused(NO_SUCH_DEVICE.format(id=id, name=name))
    if len(found) > 1:
        raise Refused(SEVERAL.format(id=id))
    return found[0]


def _device(one: Device) -> DevicePart:
    return DevicePart(
        id=one.id, kind=one.kind, name=one.name, extension=one.extension, created=one.created, used=one.used
    )
