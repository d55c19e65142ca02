"""R39: the image's entry point, run as the compose file has it run: what it does on its first day and on its worst."""

import asyncio
import contextlib
import os
import re
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import requests

from automations.practice.scenario import Scenario
from backend.receipts import verify_files
from tests.deploy.contained import USER, Container, called
from tests.deploy.files import PUBLIC_URL, ROOT, command_of, compose, health_check
from tests.flow.conftest import SHARING, House, house_at, until
from tests.wordpress.sockets import free_port

STOPPED_WITHIN = 60.0
SEALED_WITHIN = 40.0
MAKES_KEY = re.compile(r"(?m)^ {4}(openssl rand .* secrets/key)$")
HOST = PUBLIC_URL.removeprefix("https://")


@dataclass(frozen=True, kw_only=True)
class Up:
    """A running container: its process, and how its data folder's owner asks it."""

    process: asyncio.subprocess.Process
    port: int
    token: str

    async def ask(self, method: str, path: str, **more: Any) -> requests.Response:
        """As the reverse proxy would, by the service's name, but from inside."""
        headers = {"Host": HOST, "Authorization": f"Bearer {self.token}", **more.pop("headers", {})}
        url = f"http://127.0.0.1:{self.port}{path}"
        return await asyncio.to_thread(requests.request, method, url, headers=headers, timeout=30, **more)


def key_for(container: Container) -> None:
    """A key, made by the how-to's own line: for the container's user only."""
    found = MAKES_KEY.search((ROOT / "docs/how-to/deploy.md").read_text())
    assert found
    line = found[1].replace("secrets/key", str(container.folder / "key"))
    if os.geteuid() != 0:
        line = re.sub(r"-[og] \d+", "", line)
    subprocess.run(["sh", "-c", line], check=True)


def words_of(service: str, port: int) -> list[str]:
    """The compose file's command, on a port of the test's own, and on this machine only."""
    words = command_of(compose("compose.yaml")["services"][service])
    changed = {"--bind": "127.0.0.1", "--port": str(port)}
    return [
        f"{name}={changed.get(name, value)}" if value else name
        for name, _, value in (one.partition("=") for one in words)
    ]


@asynccontextmanager
async def up(container: Container, **environ: str) -> AsyncIterator[Up]:
    """`docker compose up`; killed at the end if it still runs."""
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        *container.unconsent(*words_of("service", port)),
        env=container.environ(**environ),
        cwd="/",
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout and process.stderr
        said = (await asyncio.wait_for(process.stdout.readline(), 60)).decode()
        assert f"listens at {PUBLIC_URL}" in said, said + (await process.stderr.read()).decode()
        yield Up(process=process, port=port, token=(container.data / "service.secret").read_text())
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def down(running: Up) -> None:
    """`docker compose down`."""
    running.process.terminate()
    await asyncio.wait_for(running.process.wait(), STOPPED_WITHIN)
    assert running.process.returncode == 0


def run(container: Container, command: list[str], **environ: str) -> subprocess.CompletedProcess[str]:
    """`docker compose exec` and `run`."""
    return subprocess.run(
        command, env=container.environ(**environ), cwd="/", capture_output=True, text=True, timeout=180
    )


def well(container: Container) -> subprocess.CompletedProcess[str]:
    """The image's own health check."""
    return run(container, container.command(*called(health_check())))


async def test_its_first_day(container: Container) -> None:  # R23, R39
    key_for(container)
    assert well(container).returncode == 1, "nothing runs yet"
    async with up(container) as running:
        assert (container.data / "unconsent.db").stat().st_size > 0, "the tables are made at the first start"
        assert well(container).returncode == 0
        assert (await running.ask("GET", "/readyz")).status_code == 200
        stranger = await running.ask("GET", "/healthz", headers={"Host": "elsewhere.example"})
        assert stranger.status_code == 421, "it answers to its own name only"
        invited = run(container, container.unconsent("members", "invite", "Kim"))
        assert invited.returncode == 0, invited.stderr
        loose = [one.name for one in container.data.iterdir() if one.stat().st_mode & 0o077]
        assert loose == [] and {one.stat().st_uid for one in container.data.iterdir()} <= {USER, os.geteuid()}
        process = psutil.Process(running.process.pid)
        process.suspend()
        hanging = await asyncio.to_thread(well, container)
        process.resume()
        assert hanging.returncode == 1 and "does not answer" in hanging.stderr
        await down(running)
    assert well(container).returncode == 1


def test_with_a_key_that_others_can_read_it_does_not_start(container: Container) -> None:  # R23
    key_for(container)
    (container.folder / "key").chmod(0o444)
    ended = run(container, container.unconsent(*words_of("service", free_port())))
    assert ended.returncode == 2 and str(container.folder / "key") in ended.stderr
    assert not (container.data / "keys" / "master.key").exists(), "none is made in its place"


async def test_an_account_is_opted_out_and_the_backup_brings_it_back(
    container: Container, house: House
) -> None:  # R28, R32, R39
    key_for(container)
    container.data.rmdir()
    inside = house_at(house.practice, container.data, UNCONSENT_KEY_FILE=str(container.folder / "key"))
    async with inside.office() as office:
        account = await inside.account(office, scenario=Scenario.SLOW)
    container.give(container.data)
    environ = {name: value for name, value in inside.environ.items() if name.startswith("UNCONSENT_")}
    async with up(container, **environ) as running:
        wish = {"accounts": [account.id], "mode": "run", "settings": [SHARING]}
        job = (await running.ask("POST", "/api/v1/jobs", json=wish)).json()["jobs"][0]["job"]["id"]
        await shut_in(psutil.Process(running.process.pid))

        async def over() -> bool:
            return bool((await running.ask("GET", f"/api/v1/jobs/{job}")).json()["state"] == "done")

        await until(over)
        assert inside.truth(account)[SHARING] is False
        before = await exported(running, account.id)
        saved = run(container, container.unconsent("backup", f"{container.data}/a.backup"), **environ)
        assert saved.returncode == 0, saved.stderr
        await down(running)
    elsewhere = container.folder / "a.backup"
    (container.data / "a.backup").rename(elsewhere)
    wipe(container)
    back = run(container, container.unconsent("restore", str(elsewhere)), **environ)
    assert back.returncode == 0, back.stderr
    async with up(container, **environ) as running:
        assert well(container).returncode == 0
        assert await exported(running, account.id) == before
        await down(running)
    (receipt := container.folder / "receipt.json").write_bytes(before)
    assert verify_files([receipt], whole=True).valid


async def shut_in(process: psutil.Process) -> None:
    """While an account is visited, pages are in their sandbox, and nobody is root."""

    async def sealed() -> bool:
        pages = [one for one in below(process) if "--type=renderer" in words_said_to(one)]
        return any(sandbox_of(one) for one in pages)

    def sandbox_of(page: psutil.Process) -> bool:
        """Both halves of it: users of its own, and a list of calls beside the container's."""
        with contextlib.suppress(psutil.Error, OSError):
            return users_of(page) != users_of(process) and filters_of(page) > filters_of(process)
        return False

    await asyncio.wait_for(until(sealed), SEALED_WITHIN)
    for one in below(process):
        with contextlib.suppress(psutil.Error):
            assert "--no-sandbox" not in words_said_to(one) and 0 not in one.uids()


def below(process: psutil.Process) -> list[psutil.Process]:
    """What a process has started, and what that has."""
    return list(process.children(recursive=True))


def words_said_to(process: psutil.Process) -> list[str]:
    """A process's command line; empty when it is gone."""
    with contextlib.suppress(psutil.Error):
        return [str(word) for word in process.cmdline()]
    return []


def users_of(process: psutil.Process) -> Path:
    """The namespace of users that a process is in."""
    return Path(f"/proc/{process.pid}/ns/user").readlink()


def filters_of(process: psutil.Process) -> int:
    """How many lists of allowed calls a process is under."""
    found = re.search(r"(?m)^Seccomp_filters:\s*(\d+)$", Path(f"/proc/{process.pid}/status").read_text())
    assert found, "the kernel does not say"
    return int(found[1])


def wipe(container: Container) -> None:
    """The volume is gone; a new one is there."""
    for path in sorted(container.data.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    assert list(container.data.iterdir()) == []


async def exported(running: Up, account: int) -> bytes:
    """The receipt of what was done, as it is handed on."""
    settings = (await running.ask("GET", f"/api/v1/accounts/{account}/settings")).json()["items"]
    id = next(one["last"]["receipt"] for one in settings if one["setting"] == SHARING)
    return (await running.ask("GET", f"/api/v1/receipts/{id}/export", params={"format": "json"})).content
