"""Real messages through Apprise, to a real mail server and a real web server, and what is said when none arrives."""

import os
from pathlib import Path

import pytest
from pydantic import SecretStr

from backend.messenger.form import Ended, Why
from backend.notify import words
from backend.notify.calling import Caller
from backend.store.tables import OWNER
from tests.letters.post_office import PASSWORD, USER, PostOffice
from tests.notify.webhook import Webhook

TITLE, BODY = "Unconsent: a “title”", "- X, größer: “it” came back on.\n\nAnd <b>more</b> & so on."
WORD = PASSWORD.replace(" ", "%20")


def mailtos(office: PostOffice, *, password: str = WORD, mode: str = "starttls", more: str = "") -> str:
    """As Apprise writes it."""
    user = USER.replace("@", "%40")
    return (
        f"mailtos://{user}:{password}@localhost:{office.port}/?smtp=localhost&from={USER}&to=me@example.org"
        f"&mode={mode}{more}"
    )


async def sent(url: str, **environ: str) -> Ended:
    caller = Caller(environ={"PATH": os.environ["PATH"], **environ})
    return await caller.send(OWNER, SecretStr(url), TITLE, BODY)


def trusted(office: PostOffice, folder: Path) -> str:
    """The file of its authority."""
    file = folder / "authority.pem"
    office.authority.cert_pem.write_to_path(str(file))
    return str(file)


@pytest.mark.parametrize(("security", "mode"), [("starttls", "starttls"), ("tls", "ssl")])
async def test_a_mail(tmp_path: Path, security: str, mode: str) -> None:
    async with PostOffice(security=security).open() as office:  # type: ignore[arg-type]
        ended = await sent(mailtos(office, mode=mode), SSL_CERT_FILE=trusted(office, tmp_path))
        (message,) = office.taken
    assert ended == Ended(scheme="mailtos", service="E-Mail")
    assert office.envelopes == [(USER, ["me@example.org"])] and office.passwords == [PASSWORD]
    assert message["Subject"] == TITLE and USER in str(message["From"])
    plain = message.get_body(("plain",)) or message.get_body()
    assert plain
    said = plain.get_content().replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert "größer: “it” came back on." in said and "<b>more</b> & so on." in said


async def test_a_mail_server_that_nobody_vouches_for_gets_nothing() -> None:
    async with PostOffice().open() as office:
        ended = await sent(mailtos(office))
    assert ended.why is Why.CERTIFICATE and office.passwords == [] and office.taken == []


async def test_a_mail_server_that_refuses(tmp_path: Path) -> None:
    async with PostOffice(refuses="550 5.7.1 canary").open() as office:
        authority = trusted(office, tmp_path)
        wrong = await sent(mailtos(office, password="wrong"), SSL_CERT_FILE=authority)
        ended = await sent(mailtos(office), SSL_CERT_FILE=authority)
    assert wrong.why is Why.DENIED and ended.why is Why.FAILED and office.taken == []
    assert "canary" not in words.said(ended)


async def test_a_webhook(webhook: Webhook) -> None:
    assert await sent(webhook.url) == Ended(scheme="json", service="JSON")
    (taken,) = webhook.taken
    assert (taken["title"], taken["message"]) == (TITLE, BODY)
    (head,) = webhook.lines
    assert "User-Agent: Unconsent" in head


@pytest.mark.parametrize(
    ("status", "why"), [(401, Why.DENIED), (403, Why.DENIED), (404, Why.ANSWER), (429, Why.ANSWER), (500, Why.ANSWER)]
)
async def test_what_a_web_server_may_answer(status: int, why: Why) -> None:
    async with Webhook(answer=status, body="canary").open() as webhook:
        ended = await sent(webhook.url)
    assert (ended.why, ended.status) == (why, status)
    assert "canary" not in words.said(ended) and (why is Why.DENIED or str(status) in words.said(ended))


async def test_nobody_there() -> None:
    assert (await sent("json://127.0.0.1:9/")).why is Why.UNREACHABLE
    assert (await sent("json://nobody.invalid/")).why is Why.UNKNOWN_HOST


def test_every_reason_has_its_words() -> None:
    assert set(words.SAID) == set(Why)
    assert all(words.said(Ended(why=one, status=500)).endswith((".", "example.org")) for one in Why)
