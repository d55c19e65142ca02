"""`letters send`, `sent`, `answered`, `close` and `remove`: how a letter goes on."""

from datetime import date

from rich.text import Text

from automations.outcome import Refused
from backend.cli import words
from backend.cli.call import Answer, Call
from backend.cli.letter_list import Done, document_of, letter_text, short_text
from backend.letters.letter import Letter
from backend.letters.terms import Way
from backend.office import Office

SEND = "Send exactly this, from {sender} to {recipient}?"
NOBODY = (
    "Nobody is here to read and approve it. Read it with {show}, and send it with --approve and the hash that stands "
    "there as `approval`."
)
REMOVE = "Delete this letter with what it says? A deadline that still runs is forgotten, too."
REMOVED = "Removed."


async def sent_by_smtp(call: Call, id: str, approved: str | None) -> Answer:
    """Through the person's own server, after they have seen the whole of it and agreed."""
    async with call.office() as office:
        letter = await office.letters.drawer.get(id)
        mailbox = await office.letters.sendable(letter)
        if approved is None:
            approved = await _asked(call, office, letter, mailbox.address)
        return await _gone_on(call, office, await office.letters.send(letter, approved=approved), "sent")


async def sent_by_person(call: Call, id: str, on: date | None, by: str | None) -> Answer:
    """By the person."""
    async with call.office() as office:
        letter = await office.letters.drawer.get(id)
        changed = await office.letters.sent(letter, on=on, way=Way(by) if by else None)
        return await _gone_on(call, office, changed, "sent")


async def answer_noted(call: Call, id: str, note: str, on: date | None, until: date | None) -> Answer:
    """An answer."""
    async with call.office() as office:
        letter = await office.letters.drawer.get(id)
        return await _gone_on(call, office, await office.letters.answered(letter, note, on=on, until=until), "answered")


async def closed(call: Call, id: str) -> Answer:
    """Put aside."""
    async with call.office() as office:
        letter = await office.letters.drawer.get(id)
        return await _gone_on(call, office, await office.letters.close(letter), "closed")


async def removed(call: Call, id: str, *, sure: bool) -> Answer:
    """Deleted."""
    async with call.office() as office:
        letter = await office.letters.drawer.get(id)
        document = await document_of(office, letter, done="removed")
        if not sure and not await call.screen.says_yes(REMOVE):
            raise Refused(words.NOTHING_DONE)
        await office.letters.remove(letter)
    return Answer(document=document, text=Text(REMOVED))


async def _asked(call: Call, office: Office, letter: Letter, sender: str) -> str:
    """The approval of a person who has the whole letter before them."""
    if not call.screen.can_ask:
        show = words.command(call.program, "letters", "show", letter.id[:8], "--json")
        raise Refused(NOBODY.format(show=show))
    approval = await office.letters.approval(letter)
    call.screen.err.print(letter_text(call, await document_of(office, letter)))
    if not await call.screen.says_yes(SEND.format(sender=sender, recipient=letter.content.recipient.email)):
        raise Refused(words.NOTHING_DONE)
    return approval or ""


async def _gone_on(call: Call, office: Office, letter: Letter, done: Done) -> Answer:
    document = await document_of(office, letter, done=done)
    return Answer(document=document, text=short_text(call, document))
