"""The command line with and without a running service: the same accounts, the same outcomes, the same document."""

import asyncio
import json
import signal
import sys
from typing import Any

from automations.practice.scenario import Scenario
from backend.service.here import announce
from tests.flow.conftest import SHARING, House

PATIENCE = 100.0
"""Seconds for one command, on a busy machine."""


async def typed(house: House, *words: str) -> tuple[int, dict[str, Any], str]:
    """One command in a process of its own, led to the practice platforms; exit status, document, standard error."""
    environ = house.environ | {"PYTHONFAULTHANDLER": "1"}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "backend.cli.main", *words, "--json"),
        env=environ,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(PATIENCE):
            out, error = await process.communicate()
    except TimeoutError:
        process.send_signal(signal.SIGABRT)
        _, error = await process.communicate()
        here = "".join(str(one.get_stack(limit=3)) + "\n" for one in asyncio.all_tasks())
        raise AssertionError(f"it hangs:\n{error.decode()}\n{here}") from None
    return process.returncode or 0, json.loads(out or b"{}"), error.decode()


def comparable(document: dict[str, Any]) -> list[dict[str, Any]]:
    """What two documents of the same run share: all but names, moments, receipts and durations."""
    kept = ("platform", "setting", "outcome", "needs", "before", "after", "detail", "url", "seen")
    return [
        {**{key: one[key] for key in kept}, "proofs": [proof["kind"] for proof in one["proofs"]]}
        for one in document["results"]
    ]


async def test_a_run_is_the_same_with_and_without_a_service(house: House) -> None:
    async with house.office() as office:
        mine = [await house.account(office, name) for name in ("me", "work")]
    alone = await typed(house, "run", "x", "me", SHARING)
    async with house.service() as service:
        announce(house.settings, None)
        together = await typed(house, "run", "x", "work", SHARING)
        jobs = await service.jobs.list(mine[0].member)
    assert [job.asked_by for job in jobs] == ["command line"], "the service did it"
    assert alone[0] == together[0] == 0, (alone, together)
    assert comparable(alone[1]) == comparable(together[1])
    assert together[1]["results"][0]["receipt"]
    assert [house.truth(one)[SHARING] for one in mine] == [False, False]


async def test_what_went_wrong_has_the_same_exit_status(house: House) -> None:
    async with house.office() as office:
        await house.account(office, scenario=Scenario.SIGNED_OUT)
    alone = await typed(house, "run", "x", "me", SHARING)
    async with house.service():
        announce(house.settings, None)
        together = await typed(house, "run", "x", "me", SHARING)
    assert alone[0] == together[0] == 8
    assert comparable(alone[1]) == comparable(together[1])


async def test_a_service_on_other_test_sites_is_not_used(house: House) -> None:
    async with house.office() as office:
        account = await house.account(office)
    async with house.service() as service:
        announce(house.settings, None)
        here = house.settings.home / "service.json"
        here.write_text(here.read_text().replace("x.com=127", "x.com=128"))
        status, document, _ = await typed(house, "run", "x", "me", SHARING)
        assert status == 2 and "test sites" in document["error"]
        assert await service.jobs.list(account.member) == ()
    assert house.truth(account)[SHARING] is True
