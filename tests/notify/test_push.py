"""Web push, from what is found to what the browser opens, through a push service over real TLS. # R14 R22 R27"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from backend.messenger.form import Errand, Why
from backend.messenger.push import MOST, said
from backend.notify import words
from backend.notify.push_key import PLACE
from backend.notify.subscription import Subscription
from backend.settings import PrivateFor
from tests.notify.push_service import PushService, claims_of
from tests.notify.rooms import Opening, Room
from tests.notify.test_digest import joined
from tests.notify.webhook import Webhook

CONTACT = "https://unconsent.example"


@asynccontextmanager
async def told(
    home: Path, service: PushService, private_for: PrivateFor = "owner", trusts: PushService | None = None
) -> AsyncIterator[Room]:
    """A room on a machine that trusts the push service, which is open, or another one."""
    trusted = (trusts or service).trusted(home.parent)
    async with service.open(), Opening(home=home, environ=trusted).open(private_for) as room:
        yield room


async def browser(room: Room, service: PushService, name: str = "Chrome") -> str:
    """The browser behind it is allowed to be told; the id of the place."""
    given = Subscription(**service.given, contact=CONTACT)
    return (await room.notifications.add_browser(name, given)).id


def all_in(home: Path) -> bytes:
    """Every byte that is at rest."""
    return b"".join(one.read_bytes() for one in sorted(home.rglob("*")) if one.is_file())


async def test_what_is_found_reaches_the_browser_alone(home: Path) -> None:
    service = PushService()
    async with told(home, service) as room:
        id, account = await browser(room, service), await room.account()
        await room.found(account)
        await room.tell()
        (taken,) = service.taken
        (shown,) = service.messages
        assert shown["title"] == "Unconsent: something needs a look"
        assert shown["body"].startswith("- X (formerly Twitter), me: “") and words.WHERE in shown["body"]
        assert shown["opens"] == f"#/accounts/{account.id}" and set(shown) == {"title", "body", "opens"}
        assert "secret of a page" not in str(shown) and "handle_of" not in str(shown)
        assert b"Unconsent" not in taken.body and taken.path == "/push/canary-endpoint"
        assert taken.headers["content-encoding"] == "aes128gcm" and int(taken.headers["ttl"]) >= 24 * 3600
        target = await room.notifications.targets.get(id)
        assert (target.scheme, target.sent is not None, target.why, target.gone) == ("webpush", True, None, False)


async def test_the_push_service_knows_who_sends(home: Path) -> None:
    service = PushService()
    async with told(home, service) as room:
        id = await browser(room, service)
        assert (await room.notifications.test(id)).why is None
        claims, key = claims_of(service.taken[0].headers["authorization"])
        assert (claims["aud"], claims["sub"]) == (service.origin, CONTACT)
        assert claims["exp"] - room.clock.now.timestamp() == timedelta(hours=12).total_seconds()
        assert key == await room.notifications.key.public()
        (shown,) = service.messages
        assert (shown["title"], shown["opens"]) == ("Unconsent: a test", "#/notifications")


async def test_the_key_is_one_sealed_and_everybodys(home: Path) -> None:
    opening = Opening(home=home)
    async with opening.open() as room:
        kim = await joined(room, "Kim")
        key = await room.notifications.key.public()
        assert key == await kim.notifications.key.public()
        async with room.office.store.read() as connection:
            secret = await room.office.vault.get(connection, PLACE)
    assert secret and len(secret) == 32
    async with opening.open() as again:
        assert await again.notifications.key.public() == key
    stored = all_in(home)
    assert secret not in stored and secret.hex().encode() not in stored


async def test_nothing_of_a_browser_is_at_rest_or_shown(home: Path) -> None:
    service = PushService()
    async with told(home, service) as room:
        await browser(room, service)
        shown = repr(await room.notifications.targets.list()) + repr(Subscription(**service.given))
    stored = all_in(home)
    assert b"notify_targets" in stored
    for canary in ("canary-endpoint", service.given["p256dh"], service.given["auth"]):
        assert canary.encode() not in stored and canary not in shown


@pytest.mark.parametrize("status", [404, 410])
async def test_a_browser_that_is_gone_is_told_of_and_left_alone(home: Path, webhook: Webhook, status: int) -> None:
    service = PushService(answer=status)
    async with told(home, service) as room:
        id, account = await browser(room, service, "Firefox"), await room.account()
        await room.found(account)
        await room.tell()
        target = await room.notifications.targets.get(id)
        assert target.gone and target.failing and target.why == words.SAID[Why.GONE]
        assert (target.waiting, target.given_up, len(service.taken)) == (0, 1, 1)
        await room.target(webhook.url, "hook")
        await room.found(account, number=1)
        await room.tell(days=8)
        assert len(service.taken) == 1, "nothing is sent there again"
        assert any(words.GONE.format(name="Firefox") in one for one in webhook.texts)
        service.answer = 201
        assert (await room.notifications.test(id)).why is None
        assert not (await room.notifications.targets.get(id)).gone, "it was only away"


@pytest.mark.parametrize(
    ("status", "why"),
    [(401, Why.NOT_OURS), (403, Why.NOT_OURS), (413, Why.ANSWER), (429, Why.ANSWER), (500, Why.ANSWER)],
)
async def test_what_else_it_may_answer_is_tried_again(home: Path, status: int, why: Why) -> None:
    service = PushService(answer=status)
    async with told(home, service) as room:
        id = await browser(room, service)
        await room.found(await room.account())
        await room.tell()
        target = await room.notifications.targets.get(id)
        assert target.why == words.said_of(why, status) and (target.waiting, target.gone) == (1, False)
        service.answer = 201
        await room.tell(minutes=2)
        assert len(service.taken) == 2 and (await room.notifications.targets.get(id)).waiting == 0


@pytest.mark.parametrize(("private_for", "goes"), [("owner", False), ("nobody", False), ("everybody", True)])
async def test_a_member_may_not_have_an_address_inside_called(home: Path, private_for: PrivateFor, goes: bool) -> None:
    service = PushService()
    async with told(home, service, private_for) as room:
        kim = await joined(room, "Kim")
        ended = await kim.notifications.test(await browser(kim, service))
        assert (ended.why, len(service.taken)) == ((None, 1) if goes else (Why.PRIVATE, 0))


async def test_nobody_is_sent_on(home: Path, webhook: Webhook) -> None:
    service = PushService(answer=307, more=f"Location: http://127.0.0.1:{webhook.port}/\r\n")
    async with told(home, service) as room:
        ended = await room.notifications.test(await browser(room, service))
        assert (ended.why, ended.status, webhook.lines) == (Why.ANSWER, 307, [])


async def test_a_push_service_that_nobody_vouches_for_gets_nothing(home: Path) -> None:
    service = PushService()
    async with told(home, service, trusts=PushService()) as room:
        ended = await room.notifications.test(await browser(room, service))
        assert ended.why is Why.CERTIFICATE and service.taken == []


async def test_one_that_is_not_there(home: Path) -> None:
    service = PushService()
    async with told(home, service) as room:
        id = await browser(room, service)
        given = {**service.given, "endpoint": "https://localhost:9/"}
        other = await room.notifications.add_browser("other", Subscription(**given))
        assert (await room.notifications.test(other.id)).why is Why.UNREACHABLE
        await room.notifications.targets.remove(id)
        assert await room.notifications.targets.url(id) is None and service.taken == []


WRONG = (
    {"endpoint": "http://push.example/"},
    {"endpoint": "https://user@push.example/"},
    {"endpoint": "https:///nowhere"},
    {"endpoint": "https://push.example:99999/"},
    {"endpoint": "file:///etc/passwd"},
    {"endpoint": "https://push.example/" + "x" * 2000},
    {"p256dh": "BA" + "A" * 85},
    {"p256dh": "short"},
    {"auth": "A" * 21},
    {"auth": "not base64url!!!!!!!!!"},
    {"more": "than that"},
)


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_what_no_browser_gives_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refused:
        Subscription(**{**PushService(port=443).given, **wrong})
    assert "canary" not in str(refused.value)


@pytest.mark.parametrize(
    ("endpoint", "origin"),
    [
        ("https://push.example/a/b?c=d", "https://push.example"),
        ("https://PUSH.example:443/", "https://push.example"),
        ("https://push.example:8443/", "https://push.example:8443"),
        ("https://[2001:db8::1]:8443/", "https://[2001:db8::1]:8443"),
    ],
)
def test_whom_a_signature_is_for(endpoint: str, origin: str) -> None:
    assert Subscription(**{**PushService().given, "endpoint": endpoint}).origin == origin


@pytest.mark.parametrize("body", ["ö" * 3000, "x" * 8000, "日" * 1500, "\n" * 5000, "short"], ids=len)
def test_what_is_too_long_is_cut_and_says_so(body: str) -> None:
    content = said(Errand(do="send", title="t", body=body, opens="#/"))
    assert len(content) <= MOST and (body == "short") is (b"short" in content)
    assert body == "short" or "…" in content.decode()
