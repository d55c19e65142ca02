"""`accounts add` and `accounts remove`."""

import getpass
import sys
from dataclasses import dataclass
from typing import Literal

from rich.text import Text

from automations.outcome import Refused
from automations.sign_in import Credentials
from automations.spec import Platform
from backend.accounts import StoredAccount
from backend.cli import words
from backend.cli.call import Answer, Call
from backend.cli.consent import store_consent
from backend.cli.document import AccountPart, Document, account_part
from backend.cli.exit_status import Exit


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What was typed after `accounts add`."""

    platform: str
    name: str
    handle: str | None = None
    address: str | None = None
    blogs: tuple[str, ...] = ()
    user: str | None = None
    password_stdin: bool = False
    totp: bool = False
    consent: bool = False


class AccountDocument(Document):
    """What `accounts add`, `accounts remove` and `sign-in` print with --json."""

    account: AccountPart
    done: Literal["added", "removed", "signed_in", "ticked", "unticked", "named"]


async def enrol(call: Call, wanted: Wanted) -> Answer:
    """Adds the account. What is read from standard input is sealed before it touches the disk."""
    async with call.office() as office:
        platform = office.catalogue.platform(wanted.platform)
        require_address(call.program, platform, wanted.name, wanted.address)
        credentials = read_credentials(platform, wanted)
        account = await office.accounts.add(
            platform,
            wanted.name,
            handle=wanted.handle,
            address=wanted.address,
            parts=wanted.blogs,
            credentials=credentials,
        )
        if wanted.consent:
            account = await store_consent(call, office, platform, account)
        return Answer(
            document=AccountDocument(account=account_part(account), done="added"),
            text=_added(call.program, platform, account),
        )


async def forget(call: Call, platform: str, name: str, *, sure: bool) -> Answer:
    """Removes the account with all that belongs to it, except receipts."""
    async with call.office() as office:
        account = await office.accounts.get(await office.slug_of(platform), name)
        if not sure and not call.screen.can_ask:
            command = words.command(call.program, "accounts", "remove", account.platform, account.name, "--yes")
            raise Refused(f"Nobody is here to be asked. If you are sure: {command}")
        if not sure and not await call.screen.says_yes(words.REMOVE.format(name=f"{account.platform} {account.name}")):
            raise Refused(words.NOTHING_DONE)
        await office.accounts.remove(account)
        return Answer(
            document=AccountDocument(account=account_part(account), done="removed"),
            text=Text(words.REMOVED.format(name=f"{account.platform} {account.name}")),
            status=Exit.FINE,
        )


def require_address(program: str, platform: Platform, name: str, address: str | None) -> None:
    """Refused when a platform that every account brings along has no address, or another has one."""
    if platform.own_address and not address:
        example = words.command(program, "accounts", "add", platform.slug, name, "--address", "https://blog.example")
        raise Refused(f"{platform.name} is at an address of your own. Name it: {example}")
    if address and not platform.own_address:
        raise Refused(f"{platform.name} has one address for everyone. Leave --address out.")


def read_credentials(platform: Platform, wanted: Wanted) -> Credentials | None:
    """The user name with what standard input holds: the password and, with --totp, the seed, one per line."""
    if not (wanted.user or wanted.password_stdin or wanted.totp):
        return None
    if platform.sign_in is None or platform.sign_in.credentials == "refused":
        why = platform.sign_in.credentials_why if platform.sign_in else "It needs no sign-in."
        raise Refused(f"{platform.name} is never signed in to with a stored password. {why}")
    if not (wanted.user and wanted.password_stdin):
        raise Refused(
            "A stored sign-in needs both --user and --password-stdin; the password is read from standard input."
        )
    password = _line("Password")
    seed = _line("Seed of the one-time codes") if wanted.totp else None
    if not password:
        raise Refused(
            "Standard input holds no password. Give it as the first line, as in: printf '%s\\n' \"$PASSWORD\" |"
        )
    if wanted.totp and not seed:
        raise Refused("With --totp the second line of standard input must be the seed of the one-time codes.")
    return Credentials(user=wanted.user, password=password, totp=seed)


def _line(what: str) -> str:
    """One line of standard input; typed unseen at a terminal."""
    if sys.stdin.isatty():
        return getpass.getpass(f"{what}: ")
    return sys.stdin.readline().rstrip("\r\n")


def _added(program: str, platform: Platform, account: StoredAccount) -> Text:
    said = Text.assemble((f"Added: {platform.name}, {account.name}.", "head"), "\n")
    hint = words.NEXT_SIGN_IN if account.signs_in == "by_hand" and platform.sign_in else words.NEXT_CHECK
    command = "sign-in" if hint == words.NEXT_SIGN_IN else "check"
    return said.append(f"{hint} ").append(
        words.command(program, command, account.platform, account.name), style="command"
    )
