"""`letters write`, `edit` and `complaint`: drafts, and changing them."""

import asyncio
import sys
from dataclasses import dataclass
from pathlib import Path

from automations.catalogue import nearest
from automations.outcome import Refused
from backend.accounts import StoredAccount
from backend.cli import words
from backend.cli.call import Answer, Call
from backend.cli.letter_list import document_of, letter_text
from backend.letters import words as said
from backend.letters.addressees import addressee
from backend.letters.letter import Sender
from backend.letters.ordering import Order, clean_sender, write
from backend.letters.terms import Language, Region, Use
from backend.office import Office

WHERE = "Where do you live: eu (EU and EEA), uk, us, or other?"
SAY_WHERE = "Say where you live, because that decides on the law: --region {regions}"
NOTHING_TO_CHANGE = "Say what is new: {command}"
LARGEST = 100_000


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What was typed after `letters write`."""

    about: str
    account: str | None
    region: str | None
    language: str
    uses: tuple[str, ...]
    settings: tuple[str, ...]
    handle: str | None
    name: str | None
    email: str | None
    address: str | None
    remember: bool
    to: str | None


async def written(call: Call, wanted: Wanted) -> Answer:
    """A draft."""
    region = Region(wanted.region) if wanted.region else await _asked(call)
    sender = clean_sender(wanted.name, wanted.email, wanted.address)
    async with call.office() as office:
        about = addressee(office.catalogue, wanted.about)
        order = Order(
            about=about.slug,
            account=await _account(office, about.slug, wanted.account) if about.platform else None,
            region=region,
            language=Language(wanted.language),
            uses=tuple(map(_use, wanted.uses)),
            settings=wanted.settings,
            handle=wanted.handle or (None if about.platform else wanted.account),
            sender=sender,
            email=wanted.to,
        )
        made = await write(office.letters, order)
        if wanted.remember:
            await office.letters.personal.keep_sender(_together(sender, await office.letters.personal.sender()))
        document = await document_of(office, made.letter, done="written", remarks=made.remarks)
    return Answer(document=document, text=letter_text(call, document))


async def edited(call: Call, id: str, file: Path | None, subject: str | None) -> Answer:
    """Other words."""
    if file is None and subject is None:
        command = words.command(call.program, "letters", "edit", id, "--file", "FILE")
        raise Refused(NOTHING_TO_CHANGE.format(command=command))
    text = None if file is None else await asyncio.to_thread(_read, file)
    async with call.office() as office:
        letter = await office.letters.edit(await office.letters.drawer.get(id), subject=subject, text=text)
        document = await document_of(office, letter, done="edited")
    return Answer(document=document, text=letter_text(call, document))


async def complained(call: Call, id: str) -> Answer:
    """A complaint about that letter."""
    async with call.office() as office:
        made = await office.letters.complain(await office.letters.drawer.get(id))
        document = await document_of(office, made.letter, done="written", remarks=made.remarks)
    return Answer(document=document, text=letter_text(call, document))


async def _asked(call: Call) -> Region:
    """Where the person lives; asked, never guessed."""
    answer = (await call.screen.ask(WHERE)).lower()
    if answer in set(Region):
        return Region(answer)
    raise Refused(SAY_WHERE.format(regions="|".join(Region)))


async def _account(office: Office, slug: str, name: str | None) -> StoredAccount | None:
    """The account that is named; the only one when none is."""
    if name is not None:
        return await office.accounts.get(slug, name)
    there = await office.accounts.all(slug)
    if len(there) > 1:
        raise Refused(said.WHICH_ACCOUNT.format(platform=slug, names=", ".join(one.name for one in there)))
    return there[0] if there else None


def _use(name: str) -> Use:
    if name in set(Use):
        return Use(name)
    raise Refused(f"--about {name}: {nearest(name, Use)}")


def _together(given: Sender, kept: Sender) -> Sender:
    return Sender(name=given.name or kept.name, email=given.email or kept.email, address=given.address or kept.address)


def _read(file: Path) -> str:
    content = sys.stdin.buffer.read(LARGEST + 1) if str(file) == "-" else file.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(f"{file} is no text in UTF-8. Save it as such.") from None
    if len(content) > LARGEST:
        raise Refused(f"{file} is larger than {LARGEST // 1000} kB, so it is no letter.")
    return text
