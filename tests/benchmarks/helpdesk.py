"""A helpdesk's 1,000 accounts at five platforms: how long the file takes in, and what is known of them comes out.

`python -m tests.benchmarks.helpdesk [ACCOUNTS]`. The outcomes are written into the store as a run writes them, five for
each account with their receipts; the visits themselves are what `tests.benchmarks.scale` measures.
"""

import asyncio
import csv
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from automations.errand import Mode
from backend.office import open_office
from backend.settings import read_settings
from tests.store.household import result, writing

PLATFORMS = ("x", "linkedin", "reddit", "pinterest", "github-copilot")
EACH = 5
"""Settings of an account with an outcome, or as many as its platform has."""


def command(home: Path, *arguments: str) -> float:
    """Runs the program as a helpdesk does. Returns seconds."""
    began = time.perf_counter()
    environ = os.environ | {"UNCONSENT_HOME": str(home)}
    subprocess.run([sys.executable, "-m", "backend.cli.main", *arguments], check=True, env=environ, capture_output=True)
    return time.perf_counter() - began


def written(folder: Path, count: int) -> Path:
    """The file that the helpdesk brings."""
    file = folder / "accounts.csv"
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(("platform", "name", "handle"))
        writer.writerows((PLATFORMS[n % len(PLATFORMS)], f"Desk {n}", f"desk{n}") for n in range(count))
    return file


async def outcomes(home: Path) -> int:
    """As if every account had been visited. Returns how many outcomes there are."""
    count = 0
    async with open_office(read_settings(dict(os.environ), home=home)) as office:
        for account in await office.accounts.all():
            for setting in [one.id for one in office.platform_of(account).settings][:EACH]:
                await office.records.writing(account, writing(account, setting))
                await office.records.finish(account, Mode.RUN, result(account, setting))
                count += 1
    return count


def main(count: int) -> None:
    """Prints one line for each thing that a helpdesk does."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        nothing = command(home, "accounts", "list")
        took = {f"take in {count} accounts": command(home, "accounts", "import", str(written(Path(folder), count)))}
        made = asyncio.run(outcomes(home))
        took["list the accounts"] = command(home, "accounts", "list")
        took[f"a table of {made} outcomes"] = command(home, "certificate", "--to", str(Path(folder) / "report.csv"))
        took["a certificate to print"] = command(home, "certificate", "--to", str(Path(folder) / "report.pdf"))
        rows = len((Path(folder) / "report.csv").read_text(encoding="utf-8-sig").splitlines()) - 1
        if rows != made:
            raise AssertionError(f"{rows} rows for {made} outcomes")
        size = sum(one.stat().st_size for one in home.rglob("*") if one.is_file())
    print("| | s | of a command that finds nothing |\n|---|---|---|")  # noqa: T201
    for what, seconds in took.items():
        print(f"| {what} | {seconds:.1f} | {seconds / nothing:.1f} |")  # noqa: T201
    print(f"{size / 1e6:.0f} MB are kept")  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
