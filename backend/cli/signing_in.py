"""`sign-in`: once per account, by hand in an ordinary window or with a session from a file."""

from pathlib import Path

from rich.text import Text

from automations.identity import UNNAMED
from automations.outcome import Refused
from automations.session_file import read_session_file
from backend.accounts import StoredAccount
from backend.cli import words
from backend.cli.call import Answer, Call
from backend.cli.document import account_part
from backend.cli.enrolling import AccountDocument
from backend.office import Office


async def sign_in(call: Call, platform: str, name: str, *, session: Path | None, handle: str | None) -> Answer:
    """Signs in, looks who is signed in, and stores the handle once it is confirmed."""
    state = read_session_file(session) if session else None
    async with call.office() as office:
        known = office.catalogue.platform(platform)
        account = await office.accounts.get(known.slug, name)
        if handle:
            account = await office.accounts.set_handle(account, handle)
        if known.sign_in is None:
            raise Refused(words.NO_SIGN_IN.format(platform=known.name))
        if state is not None:
            call.screen.notice(words.SESSION_NOTE)
            read = await office.sign_in_with_session(account, state)
        else:
            call.screen.notice(words.WINDOW_NOTE.format(platform=known.name))
            read = await office.sign_in_by_hand(account)
        account = await _confirmed(call, office, await office.accounts.get(known.slug, name), read)
    return Answer(
        document=AccountDocument(account=account_part(account), done="signed_in"), text=_signed_in(call, account, read)
    )


async def _confirmed(call: Call, office: Office, account: StoredAccount, read: str) -> StoredAccount:
    """The account with the handle that was read. A person confirms it; without one it is stored and said."""
    if account.is_named or not read:
        return account
    told = {"handle": read, "name": account.name, "platform": office.platform_of(account).name}
    if call.screen.can_ask:
        question = words.IS_IT_YOU if read == UNNAMED else words.IS_THAT_YOU
        if not await call.screen.says_yes(question.format(**told), otherwise=True):
            raise Refused(words.NOT_YOU.format(command=_command(call, account)))
    else:
        notice = words.UNNAMED if read == UNNAMED else words.UNCONFIRMED
        call.screen.notice(notice.format(**told, command=_command(call, account)))
    return await office.accounts.set_handle(account, read)


def _command(call: Call, account: StoredAccount) -> str:
    return words.command(call.program, "sign-in", account.platform, account.name)


def _signed_in(call: Call, account: StoredAccount, read: str) -> Text:
    pen = call.screen.pen(call.program)
    mark = ("✓" if pen.unicode else "+", "good")
    check = words.command(call.program, "check", account.platform, account.name)
    said = f" Signed in{f' as {read}' if read and read != UNNAMED else ''}."
    return Text.assemble(mark, (said, "head"), f" {words.NEXT_CHECK} ", (check, "command"))
