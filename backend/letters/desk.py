"""Letters of one member, from the wish to the answer. Each step is the person's; nothing is sent by itself."""

import asyncio
import hmac
import ssl
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from automations.catalogue import Catalogue
from automations.outcome import Refused
from backend.letters import words
from backend.letters.addressees import Addressee, addressee
from backend.letters.complaining import complaint, require_ripe
from backend.letters.deadlines import due
from backend.letters.drawer import Drawer, NewLetter
from backend.letters.enclosing import PDF, bundle, flat, newest_receipts, records
from backend.letters.letter import Letter, Recipient, approval, tidy
from backend.letters.mail import Enclosed, draft, mail
from backend.letters.personal import Mailbox, Personal
from backend.letters.sending import Trust, Unsure, send
from backend.letters.terms import Kind, State, Way
from backend.letters.writing import Wish, objection, unfilled
from backend.receipts import Receipts
from backend.store import Store
from backend.store.tables import OWNER
from backend.vault import Vault

OUT = (State.SENT, State.ANSWERED, State.CLOSED)


@dataclass(frozen=True, kw_only=True)
class Written:
    """A new letter, and what the person should know of it."""

    letter: Letter
    remarks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Letters:
    """Writes, sends and follows up letters."""

    catalogue: Catalogue
    receipts: Receipts
    drawer: Drawer
    personal: Personal
    clock: Callable[[], datetime]
    trust: Trust = ssl.create_default_context

    @classmethod
    def over(
        cls,
        store: Store,
        vault: Vault,
        catalogue: Catalogue,
        receipts: Receipts,
        *,
        member: int = OWNER,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> "Letters":
        """Those of a member in that store."""
        drawer = Drawer(store, vault, member=member, clock=clock)
        personal = Personal(store, vault, member=member)
        return cls(catalogue=catalogue, receipts=receipts, drawer=drawer, personal=personal, clock=clock)

    def of(self, member: int) -> "Letters":
        """The same for another member."""
        return replace(
            self,
            receipts=self.receipts.of(member),
            drawer=self.drawer.of(member),
            personal=self.personal.of(member),
        )

    async def write(
        self, about: Addressee, wish: Wish, *, account: int | None = None, email: str | None = None
    ) -> Written:
        """A draft to a platform or company. `email`: which of its addresses. Refused when it has none there."""
        reached = about.reached(wish.region)
        if reached is None:
            raise Refused(words.NO_WAY.format(company=about.name))
        made = objection(wish, about.name, _chosen(reached, email))
        new = NewLetter(
            account=account, kind=Kind.OBJECTION, about=about.slug, region=wish.region, language=wish.language
        )
        return Written(letter=await self.drawer.keep(new, made.content), remarks=made.remarks)

    async def complain(self, letter: Letter) -> Written:
        """A draft to the authority about that letter. Refused as long as there is nothing to complain about."""
        require_ripe(letter, self.drawer.today)
        account = letter.content.account
        proofs = await newest_receipts(self.receipts, letter.about, account) if account else ()
        made = complaint(letter, addressee(self.catalogue, letter.about), proofs)
        new = NewLetter(
            account=letter.account,
            kind=Kind.COMPLAINT,
            about=letter.about,
            region=letter.region,
            language=letter.language,
            complains_of=letter.id,
        )
        return Written(letter=await self.drawer.keep(new, made.content), remarks=made.remarks)

    async def edit(self, letter: Letter, *, subject: str | None = None, text: str | None = None) -> Letter:
        """Other words. Refused when it went out already."""
        content = letter.content.model_copy(
            update={
                "subject": " ".join((letter.content.subject if subject is None else subject).split()),
                "text": tidy(letter.content.text if text is None else text),
            }
        )
        if not content.subject or not content.text:
            raise Refused(words.EMPTY)
        changed = await self.drawer.change(letter, State.DRAFT, State.SENDING, content=content, state=State.DRAFT.value)
        if changed is None:
            raise Refused(words.NOT_A_DRAFT.format(state=letter.state.value))
        return changed

    async def sent(self, letter: Letter, *, on: date | None = None, way: Way | None = None) -> Letter:
        """The person has sent it. Without a way: by mail where an address is known, else by form, else on paper."""
        return await self._sent(letter, on or self.drawer.today, way or _usual(letter.content.recipient))

    async def answered(self, letter: Letter, note: str, *, on: date | None = None, until: date | None = None) -> Letter:
        """An answer came, which the person tells in their words. With `until` it asks for more time, and no more."""
        day = on or self.drawer.today
        self._require_past(day)
        if letter.sent is not None and day < letter.sent:
            raise Refused(words.BEFORE_SENT.format(day=day, sent=letter.sent))
        if until is not None and until < self.drawer.today:
            raise Refused(words.UNTIL_LATER.format(day=until))
        content = letter.content.model_copy(update={"answer": note.strip()})
        values: dict[str, Any] = {"answered": day, "state": State.ANSWERED.value}
        if until is not None:
            values |= {"due": until, "state": State.SENT.value, "reminded": None}
        changed = await self.drawer.change(letter, *OUT, content=content, settled=True, **values)
        if changed is None:
            raise Refused(words.NOT_WRITTEN_YET.format(state=letter.state.value))
        return changed

    async def close(self, letter: Letter) -> Letter:
        """The person is done with it; no reminder comes any more."""
        changed = await self.drawer.change(letter, *State, settled=True, state=State.CLOSED.value)
        return changed or letter

    async def approval(self, letter: Letter) -> str | None:
        """What stands for exactly what would be sent now; None while no mail server is known."""
        mailbox = await self.personal.mailbox()
        return approval(mailbox.address, letter) if mailbox else None

    async def sendable(self, letter: Letter) -> Mailbox:
        """The server that would send it. Refused when it cannot be sent so, or not yet."""
        content, recipient = letter.content, letter.content.recipient
        if letter.state is State.SENDING:
            raise Refused(words.UNSURE)
        if letter.state is not State.DRAFT:
            raise Refused(words.ONLY_DRAFTS.format(state=letter.state.value))
        if recipient.email is None:
            instead = words.BY_FORM.format(url=recipient.form) if recipient.form else ""
            instead = instead or words.BY_POST.format(post=recipient.post or recipient.company)
            raise Refused(words.NO_ADDRESS.format(company=recipient.company, instead=instead))
        left = unfilled(letter.language, content)
        if left:
            raise Refused(words.UNFILLED.format(placeholders=", ".join(left)))
        mailbox = await self.personal.mailbox()
        if mailbox is None:
            raise Refused(words.NO_MAILBOX)
        return mailbox

    async def send(self, letter: Letter, *, approved: str) -> Letter:
        """Sends it through the person's own server, when it is what they approved. Refused otherwise."""
        mailbox = await self.sendable(letter)
        if not hmac.compare_digest(approved, approval(mailbox.address, letter)):
            raise Refused(words.OTHER_TEXT)
        taken = await self.drawer.change(letter, State.DRAFT, state=State.SENDING.value)
        if taken is None:
            raise Refused(words.OTHER_TEXT)
        try:
            if approval(mailbox.address, taken) != approved:  # it was edited between the two
                raise Refused(words.OTHER_TEXT)
            message = mail(taken, flat(await self.enclosed(taken)), sender=mailbox.address, at=self.clock())
            await send(mailbox, message, trust=self.trust)
        except Unsure:
            raise
        except Refused:
            await self.drawer.change(letter, State.SENDING, state=State.DRAFT.value)
            raise
        return await self._sent(taken, self.drawer.today, Way.SMTP)

    async def remove(self, letter: Letter) -> None:
        """Deletes it with what it says."""
        await self.drawer.remove(letter)

    async def pdf(self, letter: Letter) -> bytes:
        """The letter on paper."""
        from backend.letters.sheet import sheet  # loads what draws only where something is drawn

        return await asyncio.to_thread(sheet, letter, letter.sent or self.drawer.today)

    async def enclosed(self, letter: Letter) -> tuple[Enclosed, ...]:
        """Its PDF; with a complaint the letter that it is about, and the receipts."""
        itself = Enclosed(name=f"{letter.kind.value}.pdf", type=PDF, content=await self.pdf(letter))
        if letter.kind is Kind.OBJECTION:
            return (itself,)
        first = await self.drawer.get(letter.complains_of) if letter.complains_of else None
        before = [Enclosed(name=f"{first.kind.value}.pdf", type=PDF, content=await self.pdf(first))] if first else []
        return (itself, *before, *await records(self.receipts, letter))

    async def eml(self, letter: Letter) -> bytes:
        """A mail draft with what is enclosed."""
        return draft(letter, flat(await self.enclosed(letter)), at=self.clock())

    async def bundle(self, letter: Letter) -> bytes:
        """Everything in one ZIP file."""
        return bundle(await self.enclosed(letter))

    async def _sent(self, letter: Letter, day: date, way: Way) -> Letter:
        self._require_past(day)
        changed = await self.drawer.change(
            letter,
            State.DRAFT,
            State.SENDING,
            state=State.SENT.value,
            sent=day,
            way=way.value,
            due=due(letter.kind, letter.region, day, way),
        )
        if changed is None:
            raise Refused(words.ONLY_DRAFTS.format(state=letter.state.value))
        return changed

    def _require_past(self, day: date) -> None:
        if day > self.drawer.today:
            raise Refused(words.IN_FUTURE.format(day=day))


def _chosen(recipient: Recipient, email: str | None) -> Recipient:
    """The recipient with that address of theirs first. Refused when it is none of theirs."""
    if email is None:
        return recipient
    if email not in recipient.emails:
        known = ", ".join(recipient.emails) or words.NO_EMAILS
        raise Refused(words.NOT_THEIRS.format(email=email, company=recipient.company, known=known))
    return recipient.model_copy(update={"emails": (email,)})


def _usual(recipient: Recipient) -> Way:
    if recipient.emails:
        return Way.EMAIL
    return Way.FORM if recipient.form else Way.POST
