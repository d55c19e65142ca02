"""Ours beside hand-written Playwright scripts on the same practice page: time and peak memory, as ratios.

`python -m tests.benchmarks.compare [ROUNDS]`. Each round runs all, in processes of their own, in turn.
"""

import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from typing import Any

import psutil

from automations.catalogue import load
from automations.practice.scenario import Delays, Scenario
from automations.practice.server import Practice
from tests.benchmarks.contenders import CONTENDERS, HANDLE, SETTING
from tests.chromium import CHROMIUM, launched_for

RUNS = 5
SCENES = {"quick": 0.0, "0.3 s": 0.3, "1 s": 1.0}
"""How long the practice server takes over every answer, in seconds."""


async def child(which: str, delay: str) -> dict[str, Any]:
    """Runs one contender several times, and tells the seconds of each run and the peak memory in MB."""
    catalogue, wait = load(), SCENES[delay]
    scenario = Scenario.SLOW if wait else Scenario.SHARING_ON
    async with (
        Practice(catalogue, delays=Delays(slow=wait)) as practice,
        launched_for(practice, program=CHROMIUM) as browser,
    ):
        peak = _Peak()
        seconds = []
        for _ in range(RUNS):
            context = await browser.new_context(storage_state=practice.person("x", HANDLE, scenario=scenario))  # type: ignore[arg-type]
            started = time.perf_counter()
            await CONTENDERS[which](browser, context, catalogue.platform("x"))
            seconds.append(time.perf_counter() - started)
            if practice.truth("x", HANDLE)[SETTING] is not False:
                raise AssertionError(f"{which} did not opt out")
            await context.close()
        return {"seconds": seconds[1:], "peak": peak.stop()}


class _Peak:
    """The largest sum of the memory of this process and all its children, sampled twenty times a second."""

    def __init__(self) -> None:
        self._most = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while not self._over.wait(0.05):
            self._most = max(self._most, sum(map(_megabytes, _family())))

    def stop(self) -> float:
        """Ends the watch."""
        self._over.set()
        self._thread.join()
        return self._most


def _family() -> list[psutil.Process]:
    here = psutil.Process()
    return [here, *here.children(recursive=True)]


def _megabytes(process: psutil.Process) -> float:
    try:
        return float(process.memory_info().rss) / 1_000_000
    except psutil.Error:
        return 0.0


def main(rounds: int) -> None:
    """Runs the rounds and prints the table."""
    print("| server | bare, s | same steps, s | ours, s | ours / bare | ours / same steps | memory, ours / bare |")  # noqa: T201
    print("|---|---|---|---|---|---|---|")  # noqa: T201
    for delay in SCENES:
        told: dict[str, list[dict[str, Any]]] = {which: [] for which in CONTENDERS}
        for _ in range(rounds):
            for which, results in told.items():
                results.append(_in_a_process(which, delay))
        time = {
            which: statistics.median(s for one in results for s in one["seconds"]) for which, results in told.items()
        }
        peak = {which: statistics.median(one["peak"] for one in results) for which, results in told.items()}
        times = " | ".join(f"{time[which]:.2f}" for which in CONTENDERS)
        ratios = f"{time['ours'] / time['bare']:.2f} | {time['ours'] / time['same steps']:.2f}"
        print(f"| {delay} | {times} | {ratios} | {peak['ours'] / peak['bare']:.2f} |")  # noqa: T201


def _in_a_process(which: str, delay: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.benchmarks.compare", "--child", which, delay]
    with tempfile.TemporaryFile() as out:
        subprocess.run(command, stdout=out, check=True)
        out.seek(0)
        told: dict[str, Any] = json.loads(out.read())
    return told


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        sys.stdout.write(json.dumps(asyncio.run(child(*sys.argv[2:4]))))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 3)
