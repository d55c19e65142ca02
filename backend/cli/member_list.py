"""`members`: who belongs to the household, who is invited, and how they come and go."""

import getpass
import sys
from datetime import datetime
from typing import Literal

from rich.console import Group
from rich.text import Text

from automations.outcome import Refused
from backend.cli import words
from backend.cli.call import Answer, Call
from backend.cli.document import Document, Part
from backend.cli.members_opened import opened
from backend.erasing import erase
from backend.members.invitations import Invitation
from backend.members.member import Member
from backend.members.passwords import require_good
from backend.members.principal import Role
from backend.service.here import running

INVITED = "{name} is invited as {role}. Give them this link, by a way that only they read:"
INVITED_WITHOUT_LINK = (
    "{name} is invited as {role}. Give them this secret, by a way that only they read; once the service runs, it stands "
    "behind its address, as https://unconsent.example/#/invited?SECRET"
)
LINK = "{address}/#/invited?{token}"
"""What stands behind the # is never sent: the page takes it out of the address, and asks with it."""
INVITED_NOTE = "It works once, until {until:%Y-%m-%d %H:%M} UTC, and is not shown again."
OPEN = "invited, until {until:%Y-%m-%d}"
REMOVE = "Remove {name} with all accounts, receipts, browser profiles and passwords? This cannot be undone."
REMOVED = "Removed: {name}, with everything of theirs. Backups from before still hold it."
NOBODY_HERE = "Nobody is here to be asked. If you are sure: {command}"
NOW_SIGNS_IN = "{name} signs in with the new password from now on. Devices that are signed in stay so."
CODES_OFF = "One-time codes are off."
DIFFER = "The two passwords differ. Nothing was changed; try again."
NOTHING_TYPED = "Nobody is here to type a password. Give it on standard input: printf '%s\\n' \"$PASSWORD\" | {command}"


class MemberPart(Part):
    """One member."""

    id: int
    name: str
    role: Role
    joined: datetime


class InvitationPart(Part):
    """One open invitation."""

    id: str
    name: str
    role: Role
    until: datetime


class MembersDocument(Document):
    """What `members list` prints with --json."""

    members: tuple[MemberPart, ...]
    invitations: tuple[InvitationPart, ...]


class InvitedDocument(Document):
    """What `members invite` prints with --json; the token is a secret. `link`: null while no service runs here."""

    invitation: InvitationPart
    token: str
    link: str | None


class MemberDocument(Document):
    """What `members remove` and `members password` print with --json."""

    member: MemberPart
    done: Literal["removed", "password_set"]


async def listed(call: Call) -> Answer:
    """Everybody, and who may come."""
    async with opened(call) as here:
        everybody = await here.people.household.members(here.owner)
        invitations = await here.people.invitations.list(here.owner)
    lines = [_line(one.name, one.role, f"since {one.joined:%Y-%m-%d}") for one in everybody]
    lines += [_line(one.name, one.role, OPEN.format(until=one.until)) for one in invitations]
    document = MembersDocument(members=tuple(map(_member, everybody)), invitations=tuple(map(_invitation, invitations)))
    return Answer(document=document, text=Group(*lines))


async def invited(call: Call, name: str, role: str) -> Answer:
    """A new invitation, whose link is shown once; the running service says at which address it is reached."""
    here_now = running(call.settings().home)
    async with opened(call) as here:
        made = await here.people.invitations.invite(here.owner, name, Role(role))
    invitation = made.invitation
    address = here_now.address if here_now else None
    link = LINK.format(address=address, token=made.token) if address else None
    said = INVITED if link else INVITED_WITHOUT_LINK
    text = Text.assemble(
        (said.format(name=invitation.name, role=invitation.role.value), "head"),
        ("\n\n  "),
        (link or made.token, "command"),
        "\n\n",
        (INVITED_NOTE.format(until=invitation.until), "quiet"),
    )
    document = InvitedDocument(invitation=_invitation(invitation), token=made.token, link=link)
    return Answer(document=document, text=text)


async def removed(call: Call, name: str, *, sure: bool) -> Answer:
    """Removes a member. Profiles go first: cut short, the member is still there to be removed again."""
    async with opened(call) as here:
        member = await here.whose(name)
        await here.people.household.require_removable(here.owner, member.id)
        if not sure and not call.screen.can_ask:
            command = words.command(call.program, "members", "remove", member.name, "--yes")
            raise Refused(NOBODY_HERE.format(command=command))
        if not sure and not await call.screen.says_yes(REMOVE.format(name=member.name)):
            raise Refused(words.NOTHING_DONE)
        await erase(here.people, here.accounts, here.owner, member.id)
    return Answer(
        document=MemberDocument(member=_member(member), done="removed"), text=Text(REMOVED.format(name=member.name))
    )


async def password_set(call: Call, name: str | None, *, stdin: bool, without_codes: bool) -> Answer:
    """Sets the password of a member; typed twice, unseen, or read from standard input."""
    async with opened(call) as here:
        member = await here.whose(name)
        parts = ("members", "password", member.name, "--stdin")
        new = _password(stdin=stdin, command=words.command(call.program, *parts))
        await here.people.own_password.reset(here.owner, member.id, new)
        if without_codes:
            await here.people.codes.reset(here.owner, member.id)
    said = NOW_SIGNS_IN.format(name=member.name) + (f" {CODES_OFF}" if without_codes else "")
    return Answer(document=MemberDocument(member=_member(member), done="password_set"), text=Text(said))


def _password(*, stdin: bool, command: str) -> str:
    if stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise Refused(NOTHING_TYPED.format(command=command))
    new = getpass.getpass("New password: ")
    require_good(new)
    if getpass.getpass("The same again: ") != new:
        raise Refused(DIFFER)
    return new


def _line(name: str, role: Role, what: str) -> Text:
    return Text.assemble(" ", (name, "head"), f"  {role.value}", (f"  {what}", "quiet"))


def _member(member: Member) -> MemberPart:
    return MemberPart(id=member.id, name=member.name, role=member.role, joined=member.joined)


def _invitation(one: Invitation) -> InvitationPart:
    return InvitationPart(id=one.id, name=one.name, role=one.role, until=one.until)
