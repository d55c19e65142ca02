"""Opens what is sealed for a member and is no secret to them: letters, who they said they are, pages, events."""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import asdict, dataclass

from automations.outcome import Refused
from backend.exports.rows import Item
from backend.flow.feed import Feed
from backend.letters.letter import Letter
from backend.members.rules import Action
from backend.office import Office

LOST = "{count} of the events do not open."


@dataclass(frozen=True, kw_only=True)
class Opened:
    """One file. `needs`: what somebody else must be allowed to do to have it, too."""

    name: str
    says: str
    needs: Action
    read: Callable[[Office], AsyncIterator[Item]]


async def _letters(office: Office) -> AsyncIterator[Item]:
    for one in await office.letters.drawer.list():
        yield {**asdict(one), "content": one.content.model_dump(mode="json")}


async def _sender(office: Office) -> AsyncIterator[Item]:
    yield (await office.letters.personal.sender()).model_dump()
    mailbox = await office.letters.personal.mailbox()
    if mailbox:
        yield mailbox.model_dump(mode="json", exclude={"password"})


async def _pages(office: Office) -> AsyncIterator[Item]:
    for account in await office.accounts.all():
        for setting, one in (await office.sightings.all(account)).items():
            yield {"account_id": account.id, "setting": setting, **one.model_dump(mode="json")}


async def _events(office: Office) -> AsyncIterator[Item]:
    feed, lost = Feed(office.store, office.key.purpose("events")), 0
    async for one in feed.every(office.accounts.member):
        if one:
            yield asdict(one)
        else:
            lost += 1
    if lost:
        raise Refused(LOST.format(count=lost))


def text_of(letter: Letter) -> str:
    """A letter to be read."""
    content = letter.content
    said: Mapping[str, str | None] = {
        "To": content.recipient.company,
        "Written": f"{letter.made:%Y-%m-%d}",
        "Sent": str(letter.sent) if letter.sent else None,
        "Answered": str(letter.answered) if letter.answered else None,
        "Subject": content.subject,
    }
    head = "\n".join(f"{name}: {value}" for name, value in said.items() if value)
    answer = f"\n\nThe answer, in your words:\n{content.answer}" if content.answer else ""
    return f"{head}\n\n{content.text}{answer}\n"


OPENED = (
    Opened(
        name="letters",
        says="your letters, with how far each is; as texts in letters/",
        needs=Action.WRITE_LETTERS,
        read=_letters,
    ),
    Opened(
        name="sender",
        says="who you said you are in letters, and your mail server without its password",
        needs=Action.SEND_LETTERS,
        read=_sender,
    ),
    Opened(
        name="unknown-pages",
        says="what pages showed that were not as known, until you report them",
        needs=Action.SEE_EVIDENCE,
        read=_pages,
    ),
    Opened(
        name="events",
        says="what happened during checks, runs and undos, step by step",
        needs=Action.CHECK,
        read=_events,
    ),
)
