"""Through the person's own server: only what they approved, only to a server that proves who it is, only once."""

import asyncio
from dataclasses import replace
from email.message import EmailMessage
from typing import Literal

import pytest
from pydantic import SecretStr

from automations.outcome import Refused
from backend.letters.personal import Mailbox
from backend.letters.sending import Unsure, try_out
from backend.letters.terms import State, Way
from tests.letters.desks import Desk
from tests.letters.post_office import PASSWORD, USER, PostOffice

Security = Literal["starttls", "tls"]


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_a_letter_arrives_as_it_was_approved(desk: Desk, security: Security) -> None:
    async with PostOffice(security=security).open() as office:
        desk = await desk.trusts(office)
        letter = await desk.draft()
        await try_out(_box(office), trust=office.trust)
        assert office.taken == []
        sent = await desk.letters.send(letter, approved=await desk.approved(letter))
    (message,) = office.taken
    assert (sent.state, sent.way, sent.sent) == (State.SENT, Way.SMTP, desk.clock.now.date())
    assert sent.due is not None and sent.due > desk.clock.now.date()
    assert office.envelopes == [(USER, ["eu@correo.example"])]
    assert message["Subject"] == letter.content.subject and message["X-Unsent"] is None
    assert _said(message) == letter.content.text
    assert [one.get_filename() for one in message.iter_attachments()] == ["objection.pdf"]
    with pytest.raises(Refused, match="Only a draft can be sent"):
        await desk.letters.send(sent, approved="0" * 64)
    assert len(office.taken) == 1


async def test_nothing_but_what_was_approved_is_sent(desk: Desk) -> None:
    async with PostOffice().open() as office:
        desk = await desk.trusts(office)
        letter = await desk.draft()
        approved = await desk.approved(letter)
        edited = await desk.letters.edit(letter, text=f"{letter.content.text} ")
        assert await desk.approved(edited) == approved
        edited = await desk.letters.edit(letter, text=letter.content.text.replace("object", "subject"))
        for stale in (letter, edited):
            with pytest.raises(Refused, match="What was approved is not what would be sent now"):
                await desk.letters.send(stale, approved=approved)
        for wrong in ("", "0" * 64, approved.upper()):
            with pytest.raises(Refused, match="What was approved"):
                await desk.letters.send(edited, approved=wrong)
        assert (await desk.letters.drawer.get(letter.id)).state is State.DRAFT
        now = await desk.approved(edited)
        box = _box(office).model_copy(update={"address": "someone@example.org"})
        await desk.letters.personal.keep_mailbox(box)
        with pytest.raises(Refused, match="What was approved"):
            await desk.letters.send(edited, approved=now)
    assert office.taken == [] and office.passwords == []


async def test_two_at_once_send_one(desk: Desk) -> None:
    async with PostOffice().open() as office:
        desk = await desk.trusts(office)
        letter = await desk.draft()
        approved = await desk.approved(letter)
        tries = [desk.letters.send(letter, approved=approved) for _ in range(3)]
        ended = await asyncio.gather(*tries, return_exceptions=True)
    assert sorted(isinstance(one, Refused) for one in ended) == [False, True, True]
    assert len(office.taken) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_a_server_with_a_wrong_certificate_gets_nothing(desk: Desk, security: Security) -> None:
    strange, misnamed = PostOffice(security=security), PostOffice(security=security, name="elsewhere.example")
    for office, trust in ((strange, PostOffice().trust), (misnamed, misnamed.trust)):
        async with office.open():
            with pytest.raises(Refused, match="certificate that is not valid"):
                await try_out(_box(office), trust=trust)
            trusting = await desk.trusts(office)
            letters, letter = replace(trusting.letters, trust=trust), await desk.draft()
            with pytest.raises(Refused, match="certificate that is not valid"):
                await letters.send(letter, approved=await desk.approved(letter))
            assert (await desk.letters.drawer.get(letter.id)).state is State.DRAFT
        assert office.passwords == [] and office.taken == []


async def test_a_server_without_encryption_gets_nothing(desk: Desk) -> None:
    async with PostOffice(security="none").open() as office:
        with pytest.raises(Refused, match="offers no encryption"):
            await try_out(_box(office).model_copy(update={"security": "starttls"}), trust=office.trust)
        assert office.passwords == []
        await try_out(_box(office), trust=office.trust)
        assert office.passwords == [PASSWORD]
    away = Mailbox(host="mail.example.org", port=25, security="none", address=USER, user=USER)
    with pytest.raises(Refused, match="is another machine"):
        await desk.letters.personal.keep_mailbox(away)


async def test_what_a_server_may_say(desk: Desk) -> None:
    async with PostOffice(refuses="550 5.7.1 we do not want\tthis").open() as office:
        desk = await desk.trusts(office)
        letter = await desk.draft()
        with pytest.raises(Refused, match=r"it says 550 5\.7\.1 we do not want this\. Nothing was sent"):
            await desk.letters.send(letter, approved=await desk.approved(letter))
        assert (await desk.letters.drawer.get(letter.id)).state is State.DRAFT
        with pytest.raises(Refused, match="does not accept the user name and password"):
            await try_out(_box(office).model_copy(update={"password": SecretStr("wrong")}), trust=office.trust)
    with pytest.raises(Refused, match="cannot be reached"):
        await try_out(_box(office), trust=office.trust)


async def test_a_server_that_is_gone_before_it_answers_leaves_it_open(desk: Desk) -> None:
    async with PostOffice(silent=True).open() as office:
        desk = await desk.trusts(office)
        letter = await desk.draft()
        approved = await desk.approved(letter)
        with pytest.raises(Unsure, match="nobody here knows whether it went out"):
            await desk.letters.send(letter, approved=approved)
        stuck = await desk.letters.drawer.get(letter.id)
        assert stuck.state is State.SENDING
        with pytest.raises(Refused, match="nobody here knows"):
            await desk.letters.send(stuck, approved=approved)
    assert len(office.taken) == 1
    assert (await desk.letters.edit(stuck)).state is State.DRAFT
    assert (await desk.letters.sent(stuck)).state is State.SENT


async def test_what_cannot_be_sent_by_mail_says_how_else(desk: Desk) -> None:
    async with PostOffice().open() as office:
        desk = await desk.trusts(office)
        for about, instead in (("x", "Use the form: https://help.x.com"), ("tiktok", "Use the form: https://www.tik")):
            letter = await desk.draft(about)
            with pytest.raises(Refused, match=instead):
                await desk.letters.send(letter, approved=await desk.approved(letter))
        letter = await desk.draft(handle=None)
        with pytest.raises(Refused, match=r"\[your user name\] still stands in the letter"):
            await desk.letters.send(letter, approved=await desk.approved(letter))
        await desk.letters.personal.forget_mailbox()
        whole = await desk.draft()
        assert await desk.letters.approval(whole) is None
        with pytest.raises(Refused, match="No mail server of yours is known"):
            await desk.letters.send(whole, approved="")
    assert office.taken == []


def _box(office: PostOffice) -> Mailbox:
    return Mailbox(
        host="localhost",
        port=office.port,
        security=office.security,
        address=USER,
        user=USER,
        password=SecretStr(PASSWORD),
    )


def _said(message: EmailMessage) -> str:
    body = message.get_body()
    assert body
    return str(body.get_content()).replace("\r\n", "\n").strip()
