"""`serve` as a person starts it: where it listens, what it does, and how it stops."""

import asyncio
import signal
import sys
from pathlib import Path

import psutil
import pytest
import trustme

from automations.practice.scenario import Scenario
from backend.flow.jobs import Jobs, State
from tests.flow.conftest import SHARING, House, until
from tests.processes import is_called, runs
from tests.service.conftest import serving

STOPPED_WITHIN = 25.0  # 10 where nothing else goes on; it would be killed after 30
GONE_SECONDS = 20.0
STOPS = 50


async def test_it_answers_says_where_and_is_alone(house: House) -> None:
    async with serving(house) as served:
        assert served.here["address"] in served.said and served.here["address"].startswith("http://127.0.0.1:")
        assert (await served.get("/healthz")).json() == {"status": "ok"}
        assert (await served.get("/readyz")).status_code == 200
        for name in ("service.json", "service.secret", "flow.db", "unconsent.db"):
            assert (house.settings.home / name).stat().st_mode & 0o077 == 0, name
        other = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "backend.cli.main", "serve"), env=house.environ, stderr=asyncio.subprocess.PIPE
        )
        _, error = await other.communicate()
        assert other.returncode == 2 and b"runs on" in error and served.here["address"].encode() in error
        assert await served.stop(signal.SIGINT) < STOPPED_WITHIN
        assert served.process.returncode == 0
    assert not (house.settings.home / "service.json").exists()
    assert not (house.settings.home / "service.secret").exists(), "its secret ends with it"


async def test_a_job_from_asking_to_receipt(house: House) -> None:
    async with house.office() as office:
        account = await house.account(office)
    async with serving(house) as served:
        wish = {"accounts": [account.id], "mode": "run", "settings": [SHARING]}
        asked = await served.post("/api/v1/jobs", json=wish, headers={"Idempotency-Key": "one"})
        job = asked.json()["jobs"][0]["job"]["id"]

        async def over() -> bool:
            return bool((await served.get(f"/api/v1/jobs/{job}")).json()["state"] == "done")

        await until(over)
        settings = (await served.get(f"/api/v1/accounts/{account.id}/settings")).json()["items"]
        one = next(one["last"] for one in settings if one["setting"] == SHARING)
        assert one["outcome"] == "opted_out"
        exported = await served.get(f"/api/v1/receipts/{one['receipt']}/export", params={"format": "json"})
        assert exported.status_code == 200 and SHARING.encode() in exported.content
    assert house.truth(account)[SHARING] is False


async def stops_in_the_middle(house: House, name: str) -> None:
    """SIGTERM while an account is visited: soon over, no browser left, and the job goes on the next time."""
    async with house.office() as office:
        account = await house.account(office, name, scenario=Scenario.SLOW)
    async with serving(house) as served:
        wish = {"accounts": [account.id], "mode": "run"}
        job = (await served.post("/api/v1/jobs", json=wish)).json()["jobs"][0]["job"]["id"]
        family = psutil.Process(served.process.pid)

        async def visiting() -> bool:
            return any(is_called(one, "chrom") for one in family.children(recursive=True))

        await until(visiting)
        children = family.children(recursive=True)
        assert await served.stop() < STOPPED_WITHIN
        assert served.process.returncode == 0, "it ended, and was not ended"
        _, left = await asyncio.to_thread(psutil.wait_procs, children, GONE_SECONDS)
        assert [one for one in left if runs(one)] == []
    async with house.office() as office:
        now = await Jobs(office.store).get(job)
        assert now and now.state in (State.QUEUED, State.RUNNING)


async def test_it_stops_at_a_safe_point(house: House) -> None:  # R34
    await stops_in_the_middle(house, "me")


@pytest.mark.full
@pytest.mark.timeout(3600)
async def test_it_always_stops(house: House) -> None:  # R34
    for number in range(STOPS):
        await stops_in_the_middle(house, f"me {number}")


async def test_with_a_certificate_it_speaks_tls(house: House, tmp_path: Path) -> None:  # R13
    authority = trustme.CA()
    issued = authority.issue_cert("127.0.0.1")
    issued.cert_chain_pems[0].write_to_path(str(tmp_path / "cert"))
    issued.private_key_pem.write_to_path(str(tmp_path / "key"))
    authority.cert_pem.write_to_path(str(tmp_path / "authority"))
    files = ("--cert", str(tmp_path / "cert"), "--key", str(tmp_path / "key"))
    async with serving(house, *files, verify=str(tmp_path / "authority")) as served:
        assert served.here["address"].startswith("https://")
        assert (await served.get("/healthz")).json() == {"status": "ok"}
