"""A process that carries a message is held back from addresses inside, files, programs and lines in the clear. R27"""

import asyncio
import json
import os
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr

from backend.members.trouble import Invalid
from backend.messenger.form import Ended, Why
from backend.notify.calling import PROGRAM, ROOT, Caller
from backend.settings import PrivateFor
from backend.store.tables import OWNER
from tests.notify.rooms import Room
from tests.notify.webhook import Webhook
from tests.store.household import settings_of

SOMEBODY = 2
ENVIRON = {"PATH": os.environ["PATH"]}


async def sent(url: str, private_for: PrivateFor = "owner", member: int = OWNER) -> Ended:
    return await Caller(environ=ENVIRON, private_for=private_for).send(member, SecretStr(url), "title", "body")


@pytest.mark.parametrize(
    ("private_for", "member", "goes"),
    [
        ("nobody", OWNER, False),
        ("owner", OWNER, True),
        ("owner", SOMEBODY, False),
        ("everybody", SOMEBODY, True),
    ],
)
async def test_who_may_call_inside(webhook: Webhook, private_for: PrivateFor, member: int, goes: bool) -> None:
    ended = await sent(webhook.url, private_for, member)
    assert (ended.why, len(webhook.taken)) == ((None, 1) if goes else (Why.PRIVATE, 0))
    assert settings_of(Path("home")).notify_private == "owner", "which is the default"


@pytest.mark.parametrize(
    "host",
    ["localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"],  # noqa: S104
)
async def test_however_it_is_written_it_is_inside(webhook: Webhook, host: str) -> None:
    ended = await sent(f"json://{host}:{webhook.port}/", member=SOMEBODY)
    assert ended.why in (Why.PRIVATE, Why.UNREADABLE, Why.UNKNOWN_HOST) and webhook.lines == []


@pytest.mark.parametrize(
    "url",
    ["mailto://u:p@localhost:PORT/?to=kim@example.org", "ntfy://localhost:PORT/topic", "gotify://localhost:PORT/token"],
)
async def test_every_kind_meets_the_same_guard(webhook: Webhook, url: str) -> None:
    ended = await sent(url.replace("PORT", str(webhook.port)), member=SOMEBODY)
    assert ended.why is Why.PRIVATE and webhook.lines == []


async def test_nobody_is_sent_on(webhook: Webhook) -> None:
    for status, more in ((302, ""), (307, ""), (302, "?redirect=yes"), (307, "?redirect=yes")):
        async with Webhook(answer=status, more=f"Location: http://127.0.0.1:{webhook.port}/\r\n").open() as first:
            ended = await sent(first.url + more)
            assert (ended.why, ended.status) == (Why.ANSWER, status)
    assert webhook.lines == []


@pytest.mark.parametrize(
    "url",
    [
        *("windows://", "dbus://", "gnome://", "kde://", "glib://", "macosx://", "syslog://", "blink1://"),
        *("growl://localhost", "rsyslog://localhost", "SYSLOG://", "aprs://CALL", "dapnet://CALL"),
    ],
)
async def test_what_stays_on_the_machine_is_refused(url: str) -> None:
    assert (await Caller(environ=ENVIRON).look(url)).why is Why.LOCAL


@pytest.mark.parametrize(
    "url",
    ["", "nonsense", "file:///etc/passwd", "file://etc/passwd", "nonsense://x", "https://example.org/x", "json://"],
)
async def test_what_is_no_address_says_what_to_do(room: Room, url: str) -> None:
    with pytest.raises(Invalid, match=r"^The address cannot be used\. This is not an address that Apprise knows"):
        await room.notifications.add("phone", SecretStr(url))
    assert await room.notifications.targets.list() == ()


async def held(tmp_path: Path, code: str, *, private: bool = False) -> str:
    """What the guard holds back in a process that does that."""
    put_up = f"from backend.messenger.guard import Guard\nguard = Guard(private={private})\nguard.put_up()\n"
    tried = "".join(f"    {line}\n" for line in code.splitlines())
    whole = f"{put_up}try:\n{tried}except Exception as said:\n    pass\nprint(guard.why)"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", f"import os, socket, subprocess, sys, urllib.request, smtplib, ssl\n{whole}"),
        cwd=ROOT,
        env={**ENVIRON, "FOLDER": str(tmp_path)},
        stdout=asyncio.subprocess.PIPE,
    )
    answer, _ = await process.communicate()
    return answer.decode().strip()


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("socket.create_connection(('127.0.0.1', 9))", "private"),
        ("socket.create_connection(('localhost', 9))", "private"),
        ("socket.socket().connect_ex(('127.0.0.1', 9))", "private"),
        ("socket.socket(socket.AF_UNIX).connect('/run/dbus/system_bus_socket')", "private"),
        ("socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 514))", "private"),
        ("smtplib.SMTP('127.0.0.1', 25)", "private"),
        ("urllib.request.urlopen('http://169.254.169.254/latest/meta-data')", "private"),
        ("open('/etc/passwd').read()", "file"),
        ("open(os.environ['FOLDER'] + '/new', 'w')", "file"),
        ("os.open(sys.prefix + '/new', os.O_WRONLY | os.O_CREAT)", "file"),
        ("subprocess.run(['true'])", "file"),
        ("os.system('true')", "file"),
        ("os.remove(os.environ['FOLDER'] + '/new')", "file"),
        ("open(os.path.join(sys.prefix, '..', '..', 'etc', 'passwd'))", "file"),
        ("import csv, http.cookiejar; open(os.devnull)", "None"),
        ("socket.getaddrinfo('localhost', 80)", "None"),
    ],
)
async def test_below_every_library(tmp_path: Path, code: str, why: str) -> None:
    assert await held(tmp_path, code) == why
    assert not (tmp_path / "new").exists()


async def test_metadata_is_for_nobody(tmp_path: Path) -> None:
    assert await held(tmp_path, "socket.create_connection(('169.254.169.254', 80))", private=True) == "private"


@pytest.mark.parametrize(("kind", "why"), [("HTTPConnection", "clear"), ("HTTPSConnection", "None")])
async def test_nothing_is_said_in_the_clear_in_the_internet(tmp_path: Path, kind: str, why: str) -> None:
    """The line is open as `http.client` says so; no word was said."""
    code = f"from urllib3.connection import {kind}\nguard._called = '1.1.1.1'\n"
    assert await held(tmp_path, code + f"sys.audit('http.client.connect', {kind}('one'), 'one', 80)") == why


async def test_a_mail_that_is_not_encrypted_stays_inside(tmp_path: Path) -> None:
    code = "guard.encrypted = False\nsys.audit('socket.connect', None, ('1.1.1.1', 25))"
    assert await held(tmp_path, code) == "clear"


async def test_a_file_that_an_address_names_is_not_read(tmp_path: Path, webhook: Webhook) -> None:
    key = tmp_path / "key.json"
    key.write_text(json.dumps({"type": "service_account", "project_id": "canary", "private_key": "canary"}))
    ended = await sent(f"fcm://project/device/?keyfile={key}")
    assert ended.why is Why.FILE
    assert webhook.lines == []


async def test_one_that_hangs_is_ended(webhook: Webhook) -> None:
    webhook.silent = True
    ended = await Caller(environ=ENVIRON, seconds=3).send(OWNER, SecretStr(webhook.url), "title", "body")
    assert ended.why is Why.SILENT and len(webhook.lines) == 1


async def test_the_process_knows_nothing_of_the_service() -> None:
    environ = {**ENVIRON, "UNCONSENT_KEY": "canary", "HTTPS_PROXY": "http://127.0.0.1:9", "HOME": "/root"}
    for private_for in ("owner", "everybody"):
        seen = Caller(environ=environ, private_for=private_for)._environ()
        assert "UNCONSENT_KEY" not in seen and seen["HOME"] == "/dev/null"
        assert ("HTTPS_PROXY" in seen) is (private_for == "everybody")
    code = f"import sys, {PROGRAM}; print(*sys.modules)"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, cwd=ROOT, env=ENVIRON, stdout=asyncio.subprocess.PIPE
    )
    loaded = (await process.communicate())[0].decode().split()
    assert "apprise" in loaded and "sqlalchemy" not in loaded and "backend.vault" not in loaded
