"""A process that carries a message is held back from addresses inside, files, programs and lines in the clear. R27"""

import asyncio
import json
import os
import sys
from pathlib import Path

import psutil
import pytest
from pydantic import SecretStr

from automations.outcome import Refused
from backend.members.trouble import Invalid
from backend.messenger.form import Ended, Why
from backend.notify.calling import PROGRAM, ROOT, Caller
from backend.settings import PrivateFor, read_settings
from backend.store.tables import OWNER
from tests.notify.rooms import Room
from tests.notify.webhook import Webhook

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


def test_it_is_set_from_outside() -> None:
    assert read_settings({}).notify_private == "owner"
    assert read_settings({"UNCONSENT_NOTIFY_PRIVATE": "everybody"}).notify_private == "everybody"
    with pytest.raises(Refused, match="set it to nobody, owner, everybody"):
        read_settings({"UNCONSENT_NOTIFY_PRIVATE": "yes"})


@pytest.mark.parametrize("host", ["localhost", "2130706433", "0177.0.0.1", "[::ffff:127.0.0.1]", "0.0.0.0"])  # noqa: S104
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
    "url", ["windows://", "dbus://", "SYSLOG://", "growl://localhost", "rsyslog://localhost", "aprs://CALL"]
)
async def test_what_stays_on_the_machine_is_refused(url: str) -> None:
    assert (await Caller(environ=ENVIRON).look(url)).why is Why.LOCAL


@pytest.mark.parametrize("url", ["nonsense", "file:///etc/passwd", "https://example.org/x", "json://"])
async def test_what_is_no_address_says_what_to_do(room: Room, url: str) -> None:
    with pytest.raises(Invalid, match=r"^The address cannot be used\. This is not an address that Apprise knows"):
        await room.notifications.add("phone", SecretStr(url))
    assert await room.notifications.targets.list() == ()


CODES = (
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
    ("os.remove(os.environ['FOLDER'] + '/there')", "file"),
    ("open(os.path.join(sys.prefix, *['..'] * 20, 'etc', 'passwd'))", "file"),
    ("import csv, http.cookiejar; open(os.devnull)", None),
    ("socket.getaddrinfo('localhost', 80)", None),
)


async def held(folder: Path, *codes: str, private: bool = False) -> list[str | None]:
    """What the guard holds back in a process that does these things, one after the other."""
    program = [
        "import json, os, smtplib, socket, subprocess, sys, urllib.request",
        "from urllib3.connection import HTTPConnection, HTTPSConnection",
        "from backend.messenger.guard import Guard",
        f"guard, said = Guard(private={private}), []",
        "guard.put_up()",
        f"for code in {list(codes)!r}:",
        "    guard.why = None",
        "    try:",
        "        exec(code)",
        "    except Exception:",
        "        pass",
        "    said.append(guard.why)",
        "print(json.dumps(said))",
    ]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", "\n".join(program)),
        cwd=ROOT,
        env={**ENVIRON, "FOLDER": str(folder)},
        stdout=asyncio.subprocess.PIPE,
    )
    answer, _ = await process.communicate()
    found: list[str | None] = json.loads(answer)
    return found


async def test_below_every_library(tmp_path: Path) -> None:
    (tmp_path / "there").touch()
    found = await held(tmp_path, *(code for code, _ in CODES))
    assert list(zip((code for code, _ in CODES), found, strict=True)) == list(CODES)
    assert (tmp_path / "there").exists() and not (tmp_path / "new").exists()


async def test_metadata_is_for_nobody(tmp_path: Path) -> None:
    code = "socket.create_connection(('169.254.169.254', 80))"
    assert await held(tmp_path, code, private=True) == ["private"]


async def test_nothing_is_said_in_the_clear_in_the_internet(tmp_path: Path) -> None:
    """The line is open as `http.client` says so, and no word was said yet."""
    codes = [
        f"guard._called = '{host}'; sys.audit('http.client.connect', {kind}('one'), 'one', 80)"
        for kind in ("HTTPConnection", "HTTPSConnection")
        for host in ("1.1.1.1", "10.0.0.1")
    ]
    assert await held(tmp_path, *codes, private=True) == ["clear", None, None, None]


async def test_a_mail_that_is_not_encrypted_stays_inside(tmp_path: Path) -> None:
    codes = [
        f"guard.encrypted = False; sys.audit('socket.connect', None, ('{host}', 25))" for host in ("1.1.1.1", "::1")
    ]
    assert await held(tmp_path, *codes, private=True) == ["clear", None]


async def test_a_file_that_an_address_names_is_not_read(tmp_path: Path, webhook: Webhook) -> None:
    key = tmp_path / "key.json"
    key.write_text(json.dumps({"type": "service_account", "project_id": "canary", "private_key": "canary"}))
    ended = await sent(f"fcm://project/device/?keyfile={key}")
    assert ended.why is Why.FILE
    assert webhook.lines == []


async def test_one_that_hangs_is_ended(webhook: Webhook) -> None:
    webhook.silent = True
    ended = await Caller(environ=ENVIRON, seconds=3).send(OWNER, SecretStr(webhook.url), "title", "body")
    assert ended.why is Why.SILENT
    assert [one for one in psutil.Process().children() if _is_ours(one)] == []


def _is_ours(process: psutil.Process) -> bool:
    """Whether it runs, and is one that calls. Other tests of this process may have ended children of their own."""
    try:
        return PROGRAM in process.cmdline()
    except (psutil.ZombieProcess, psutil.NoSuchProcess):
        return False


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
