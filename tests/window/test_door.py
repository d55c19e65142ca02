"""Who comes to a window, with what, and what one may say there. # R9 R11 R12 R16 R20"""

import asyncio
import contextlib

import psutil
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from backend.members.principal import Role
from tests.promptly import promptly
from tests.waiting import until
from tests.window.house import House, Member, page_at
from tests.window.still import Still

EXTENSION = f"chrome-extension://{'u' * 32}"


async def test_a_token_is_good_once_and_the_newest_counts(house: House, member: Member, screen: Still) -> None:
    account = await member.account()
    old, token = [(await member.wish(account)).json()["token"] for _ in range(2)]
    async with page_at(house.port, old) as page:
        await page.over()
    async with page_at(house.port, token) as page:
        await page.live()
        async with page_at(house.port, token) as again:
            await again.over()
        assert again.told == [] and again.pictures == []
        await page.say("close")
        await page.over()


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", EXTENSION])
async def test_pages_of_others_get_nothing(house: House, member: Member, screen: Still, origin: str) -> None:
    token = (await member.wish(await member.account())).json()["token"]
    with pytest.raises(InvalidStatus):
        async with page_at(house.port, token, origin=origin):
            pass
    assert screen.taken == 0


@pytest.mark.parametrize("hello", [None, "x", "[]", '{"type": "hello", "token": "unconsent_no"}', b"x"])
async def test_a_line_without_a_token_is_cut_soon(house: House, hello: str | bytes | None) -> None:
    async with connect(f"ws://127.0.0.1:{house.port}/api/v1/windows", origin=house.url) as socket:  # type: ignore[arg-type]
        if hello is not None:
            await socket.send(hello)
        with promptly(2), pytest.raises(ConnectionClosed):
            await socket.recv()


async def test_who_names_no_origin_is_no_page(house: House, member: Member, screen: Still) -> None:
    token = (await member.wish(await member.account())).json()["token"]
    async with connect(f"ws://127.0.0.1:{house.port}/api/v1/windows") as socket:
        with contextlib.suppress(ConnectionClosed):
            await socket.send(f'{{"type": "hello", "token": "{token}"}}')
        with pytest.raises(ConnectionClosed):
            await socket.recv()
    assert screen.taken == 0


async def test_others_find_nothing(house: House, member: Member, screen: Still) -> None:
    account, other, owner = await member.account(), await house.member(), await house.owner()
    missing = await house.ask("POST", "/accounts/2000000/sign-in/window", other.token, {"width": 400, "height": 600})
    for who in (other, owner):
        answer = await who.wish(account)
        assert (answer.status_code, answer.text) == (404, missing.text)
    granted = await house.ask("POST", "/grants", member.token, {"scope": "sessions"})
    async with owner.window(account) as page:
        await page.live()
        assert (await member.wish(account)).status_code == 409, "the owner has it in hand"
        await house.ask("DELETE", f"/grants/{granted.json()['id']}", member.token)
        await page.message("ended", reason="shut_out")


async def test_a_child_does_not_sign_in(house: House) -> None:
    machine = await house.people.household.at_the_machine()
    invited = await house.people.invitations.invite(machine, "child", Role.RESTRICTED)
    joined = await house.people.invitations.accept(invited.token, "five words or even more")
    child = await house.device_of(joined.id)
    assert (await child.wish(await child.account())).status_code == 403


async def test_a_device_that_is_shut_out_sees_no_more(house: House, member: Member, screen: Still) -> None:
    async with member.window(await member.account()) as page:
        await page.live()
        principal = await house.people.devices.authenticate(member.token)
        await house.people.devices.revoke(principal, member.device)
        with promptly(2):
            await page.message("ended", reason="shut_out")


@pytest.mark.parametrize("said", ['{"type": "nothing"}', "x", b"bytes", '{"type": "text", "text": "a\\nb"}'])
async def test_what_is_malformed_ends_the_line(house: House, member: Member, screen: Still, said: str | bytes) -> None:
    async with member.window(await member.account()) as page:
        await page.live()
        await page.socket.send(said)
        await page.over()
        assert page.socket.close_code == 1008
    assert screen.done == []


async def test_a_page_that_reads_nothing_piles_up_nothing(house: House, member: Member, screen: Still) -> None:
    token = (await member.wish(await member.account())).json()["token"]
    reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
    await _upgraded(reader, writer, house, token)
    await until(lambda: screen.taken >= 2)
    before, memory = -1, psutil.Process().memory_info().rss
    while screen.taken != before:  # the system's own buffers fill up
        before = screen.taken
        await asyncio.sleep(0.5)
    assert screen.taken < 200 and psutil.Process().memory_info().rss - memory < 40_000_000
    writer.close()
    await writer.wait_closed()


async def _upgraded(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, house: House, token: str) -> None:
    lines = [
        "GET /api/v1/windows HTTP/1.1",
        f"Host: 127.0.0.1:{house.port}",
        f"Origin: {house.url}",
        *("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13"),
        "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==",
    ]
    hello = f'{{"type": "hello", "token": "{token}"}}'.encode()
    writer.write("\r\n".join([*lines, "", ""]).encode())
    await reader.readuntil(b"\r\n\r\n")  # from here on nothing is read
    writer.write(bytes([0x81, 0x80 | len(hello)]) + bytes(4) + hello)
    await writer.drain()


@pytest.mark.parametrize("size", [(100, 600), (400, 5000), (1601, 600), (400, 100)])
async def test_the_picture_has_a_sensible_size(house: House, member: Member, size: tuple[int, int]) -> None:
    assert (await member.wish(await member.account(), *size)).status_code == 422


async def test_where_nobody_signs_in_no_window_opens(house: House, member: Member) -> None:
    slug = next(one.slug for one in house.platforms.values() if one.sign_in is None)
    refused = await member.wish(await member.account(slug))
    assert refused.status_code == 409 and "needs no sign-in" in refused.json()["detail"]
