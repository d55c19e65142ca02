"""An objection form through the service: what was read goes out once, and what is said is what the platform holds."""

import pytest

from automations.errand import Mode, Progress, Stage
from automations.practice.scenario import Scenario
from tests.objections.person import FACEBOOK, INSTAGRAM, REASON, Person, new_person, without_consent
from tests.window.house import House


@pytest.mark.parametrize(("slug", "form"), [("facebook", FACEBOOK), ("instagram", INSTAGRAM)])
async def test_what_was_read_is_sent_once_and_kept(house: House, slug: str, form: str) -> None:
    person = await new_person(house, slug, form)
    assert await person.sent() is None
    read = await person.reads(reason=REASON.replace("\n", "\r\n"))
    sheet = read["sheet"]
    assert (sheet["reason"], sheet["email_before"], read["stopped"]) == (REASON, "", None)
    assert sheet["email"] == person.practised.email and person.posted == 0
    told = await person.sends(read["approval"], reason=REASON)
    assert (told["outcome"], told["needs"]) == ("submitted", None)
    [objection] = person.received
    assert (objection.form, dict(objection.fields)) == (form, {"email": sheet["email"], "reason": REASON})
    assert person.posted == 1
    earlier = await person.sent()
    assert earlier and earlier["is_certain"]
    receipt = await house.ask("GET", f"/receipts/{told['receipt']}", person.member.token)
    assert receipt.status_code == 200 and "submitted" in receipt.text and REASON not in receipt.text
    entries = (await house.ask("GET", "/activity", person.member.token)).json()["items"]
    assert [one["subject"] for one in entries if one["what"] == "form_sent"] == [f"{slug} {person.account.name} {form}"]
    await person.let_go()


async def test_an_approval_that_no_longer_fits_sends_nothing(person: Person) -> None:
    approval = (await person.reads(reason="One thing."))["approval"]
    changed: list[dict[str, str]] = [
        {"reason": "Another thing."},
        {},
        {"reason": "One thing.", "email": "other@mail.example"},
    ]
    for words in changed:
        told = await person.sends(approval, again=False, **words)
        assert told["outcome"] == "not_recognised" and "Nothing was sent" in told["detail"]
    assert person.posted == 0 and await person.sent() is None


async def test_it_is_sent_again_only_when_that_is_said(person: Person) -> None:
    approval = (await person.reads())["approval"]
    await person.sends(approval)
    refused = await person.ask("send", {"approval": approval})
    assert refused.status_code == 409 and "was sent on" in refused.json()["detail"]
    assert len(person.received) == 1
    assert (await person.reads())["sent"]["is_certain"]
    assert (await person.sends(approval, again=True))["outcome"] == "submitted"
    assert len(person.received) == 2


async def test_a_form_that_was_cut_short_may_have_been_sent(house: House, person: Person) -> None:
    progress = Progress(
        platform="facebook", account=person.account.name, setting=FACEBOOK, stage=Stage.WRITING, value="not sent"
    )
    await house.service.office.of(person.member.id).records.writing(person.account, progress)
    earlier = await person.sent()
    assert earlier and not earlier["is_certain"]
    refused = await person.ask("send", {"approval": "0" * 32})
    assert refused.status_code == 409 and "may have been sent" in refused.json()["detail"] and person.posted == 0


async def test_what_a_person_must_do_first_is_said(house: House, person: Person) -> None:
    away = await new_person(house, scenario=Scenario.SIGNED_OUT)
    for one, need in ((away, "sign_in"), (await without_consent(person), "consent")):
        read = await one.reads()
        assert (read["sheet"], read["approval"]) == (None, None)
        stopped = read["stopped"]
        assert (stopped["outcome"], stopped["needs"]) == ("needs_you", need) and stopped["url"] and stopped["receipt"]
        assert (await one.sends("0" * 32))["needs"] == need
        assert one.posted == 0 and await one.sent() is None


async def test_a_form_that_only_the_person_can_send(house: House) -> None:
    person = await new_person(house, "chatgpt", "chatgpt.privacy_portal")
    [shown] = (await person.ask()).json()["items"]
    assert "signs you in by a link" in shown["by_hand"] and shown["steps"][0].startswith("Open https://")
    for what, body in (("read", {}), ("send", {"approval": "0" * 32})):
        refused = await person.ask(what, body)
        assert refused.status_code == 409 and "is sent by you" in refused.json()["detail"]
    assert house.practice.requests("chatgpt") == ()
    told = (await person.ask("sent")).json()
    assert told["outcome"] == "submitted" and "as you say" in told["detail"] and told["receipt"]
    earlier = await person.sent()
    assert earlier and earlier["is_certain"]


async def test_what_cannot_be_said_is_refused(person: Person) -> None:
    bodies: list[dict[str, object]] = [{"email": "nobody"}, {"reason": "a" * 10_001}, {"approval": "0" * 32}]
    for body in bodies:
        assert (await person.ask("read", body)).status_code == 422
    assert (await person.ask("send", {"approval": "yes"})).status_code == 422
    unknown = Person(house=person.house, member=person.member, account=person.account, form="meta.nothing")
    for what in ("read", "send", "sent"):
        wish: dict[str, str] | None = {"read": {}, "send": {"approval": "0" * 32}}.get(what)
        assert (await unknown.ask(what, wish)).status_code == 404


async def test_a_look_at_the_account_leaves_the_form_as_it_is(house: House, person: Person) -> None:
    await person.ask("sent")
    last = await house.service.office.of(person.member.id).records.last(person.account)
    assert last[FACEBOOK].mode is Mode.RUN and last[FACEBOOK].receipt
