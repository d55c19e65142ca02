"""A letter from the wish to the answer; nobody else's is there; what was sealed is in no file. # R20 R22"""

from datetime import date

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from automations.outcome import Refused
from backend.flow.findings import Findings, What
from backend.letters.letter import Sender
from backend.letters.personal import Mailbox
from backend.letters.reminding import Reminders
from backend.letters.terms import Kind, Language, Region, State, Use, Way
from backend.store.tables_jobs import findings
from tests.letters.desks import KIM, Desk, catalogue, open_desk
from tests.store.household import Opens
from tests.store.outside import Outside


async def test_what_a_letter_is_made_of(either: Desk) -> None:
    account = await either.account()
    made = await either.write("x", account=account, settings=("grok_training",), handle=None, language=Language.GERMAN)
    letter, content = made.letter, made.letter.content
    assert (letter.state, letter.kind, letter.account, letter.about) == (State.DRAFT, Kind.OBJECTION, account.id, "x")
    assert (letter.sent, letter.due, letter.answered) == (None, None, None)
    assert (content.account, content.handle, content.platform) == ("me", "practice", "X")
    assert content.uses == (Use.AI_TRAINING, Use.DATA_SHARING, Use.ADS)
    assert "„Erlauben, dass deine öffentlichen Daten" in content.text
    assert (await either.letters.drawer.get(letter.id[:6])) == letter
    assert await either.letters.drawer.list() == [letter]


async def test_what_is_missing_is_said_and_never_made_up(desk: Desk) -> None:
    made = await desk.write(sender=None, handle=None)
    assert [one for one in made.remarks if "is missing" in one or "not known" in one] == list(made.remarks[:3])
    assert "[your name]" in made.letter.content.text
    await desk.letters.personal.keep_sender(KIM)
    assert (await desk.write(sender=None)).letter.content.sender == KIM
    await desk.letters.personal.forget_sender()
    assert (await desk.write(sender=Sender(name="Kim"))).letter.content.sender == Sender(name="Kim")


async def test_one_of_several_addresses_is_chosen_and_no_other(desk: Desk) -> None:
    made = await desk.write("correo")
    assert any("eu@correo.example" in one and "second@correo.example" in one for one in made.remarks)
    chosen = await desk.draft("correo", email="second@correo.example")
    assert chosen.content.recipient.emails == ("second@correo.example",)
    with pytest.raises(Refused, match=r"kim@example\.org is no address that is known"):
        await desk.draft("correo", email="kim@example.org")


async def test_the_words_of_a_draft_are_changed_and_those_of_others_not(desk: Desk) -> None:
    letter = await desk.draft()
    edited = await desk.letters.edit(letter, subject="Other\nwords", text="Dear all,\r\n\r\nno\u00a0more.\u202e\n")
    assert (edited.content.subject, edited.content.text) == ("Other words", "Dear all,\n\nno more.")
    assert edited.content.recipient == letter.content.recipient
    with pytest.raises(Refused, match="needs a subject and a text"):
        await desk.letters.edit(letter, text=" \n ")
    sent = await desk.letters.sent(edited)
    with pytest.raises(Refused, match="This letter is sent"):
        await desk.letters.edit(sent, text="Something else")


async def test_sent_answered_and_put_aside(either: Desk) -> None:
    letter = await either.letters.sent(await either.draft(), on=date(2026, 12, 31))
    assert (letter.state, letter.sent, letter.way, letter.due) == (
        State.SENT,
        date(2026, 12, 31),
        Way.EMAIL,
        date(2027, 2, 1),
    )
    more = await either.letters.answered(letter, "They need more time.", until=date(2027, 4, 1))
    assert (more.state, more.due, more.answered) == (State.SENT, date(2027, 4, 1), date(2027, 1, 4))
    answered = await either.letters.answered(more, "They say no.", on=date(2027, 1, 3))
    assert (answered.state, answered.content.answer) == (State.ANSWERED, "They say no.")
    assert (await either.letters.close(answered)).state is State.CLOSED


async def test_days_that_cannot_be(desk: Desk) -> None:
    letter = await desk.draft()
    with pytest.raises(Refused, match="has not come yet"):
        await desk.letters.sent(letter, on=date(2027, 1, 5))
    with pytest.raises(Refused, match="Only one that was sent can be answered"):
        await desk.letters.answered(letter, "No.")
    sent = await desk.letters.sent(letter)
    with pytest.raises(Refused, match="lies before the day"):
        await desk.letters.answered(sent, "No.", on=date(2027, 1, 3))
    with pytest.raises(Refused, match="is over already"):
        await desk.letters.answered(sent, "Later.", until=date(2027, 1, 3))
    with pytest.raises(Refused, match="Only a draft"):
        await desk.letters.sent(sent)


async def test_a_member_has_no_others(either: Desk) -> None:
    letter = await either.draft()
    sam = either.of(await either.household.join("Sam"))
    assert await sam.letters.drawer.list() == []
    with pytest.raises(Refused, match="There is no letter"):
        await sam.letters.drawer.get(letter.id)
    assert await sam.letters.drawer.change(letter, State.DRAFT, state=State.CLOSED.value) is None
    await sam.letters.remove(letter)
    assert await either.letters.drawer.list() == [letter]
    assert await sam.letters.personal.sender() == Sender()


async def test_a_letter_outlives_its_account_and_is_removed_for_good(either: Desk) -> None:
    account = await either.account()
    letter = await either.draft("x", account=account)
    await either.household.accounts.remove(account)
    left = await either.letters.drawer.get(letter.id)
    assert (left.account, left.content) == (None, letter.content)
    await either.letters.remove(left)
    assert await either.letters.drawer.list() == []


async def test_a_reminder_comes_once_and_is_settled_by_the_answer(either: Desk) -> None:
    reminders = Reminders(either.household.store, catalogue(), clock=either.clock)
    found = Findings(either.household.store, clock=either.clock)
    account = await either.account()
    of_account = await either.letters.sent(await either.draft("x", account=account))
    alone = await either.letters.sent(await either.draft("whatsapp", region=Region.OTHER))
    either.clock.move(days=31)
    assert await reminders.tell() == 1
    either.clock.move(days=2)
    assert (await reminders.tell(), await reminders.tell()) == (1, 0)
    second, first = await found.list(1)
    assert (first.what, first.letter, second.letter) == (What.LETTER_DUE, alone.id, of_account.id)
    assert (first.account, second.account, first.seen) == (None, account.id, None)
    by_letter = {one.letter: one.detail for one in (first, second)}
    assert "complaint" in by_letter[of_account.id] and "complaint" not in by_letter[alone.id]
    assert "2027-01-04" in by_letter[of_account.id] and "Kim" not in "".join(by_letter.values())
    await either.letters.answered(of_account, "Later.", until=either.clock.now.date())
    assert {one.letter: one.seen is None for one in await found.list(1)} == {of_account.id: False, alone.id: True}
    either.clock.move(days=1)
    assert await reminders.tell() == 1
    assert not await found.see(2, second.id) and await found.see(1, second.id)
    await either.letters.remove(alone)
    async with either.household.store.read() as connection:
        assert alone.id not in (await connection.execute(select(findings.c.letter_id))).scalars().all()


async def test_what_is_personal_is_in_no_file(opens: Opens, outside: Outside) -> None:
    canaries = [f"canary{number:02} qwzj" for number in range(6)]
    name, street, handle, text, answer, password = canaries
    async with open_desk(opens) as desk:
        sender = Sender(name=name, email="canary07@qwzj.example", address=street)
        await desk.letters.personal.keep_sender(sender)
        letter = await desk.draft("correo", sender=sender, handle=handle)
        letter = await desk.letters.edit(letter, text=f"{letter.content.text}\n\n{text}")
        letter = await desk.letters.answered(await desk.letters.sent(letter), answer)
        box = Mailbox(host="localhost", port=25, address="a@b.example", password=SecretStr(password))
        await desk.letters.personal.keep_mailbox(box)
        assert await desk.letters.personal.mailbox() == box
        assert (await desk.letters.drawer.get(letter.id)).content.answer == answer
        content = outside.content()
    content += outside.content()
    assert letter.id.encode() in content
    for canary in (*canaries, "canary07"):
        for form in (canary.encode(), canary.encode().hex().encode(), canary.encode("utf-16-le")):
            assert form not in content
    assert password not in repr(box) and name not in repr(box)
