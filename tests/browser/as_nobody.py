"""Run as a process: gives up being root, starts a browser for a real platform, and prints the process list."""

import asyncio
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from automations.browser import Browsers
from automations.discovery import find_browser
from automations.reach import Reach

NOBODY = 65534


async def visit(reach: Reach) -> str:
    """The command lines of all processes that belong to a browser which was started for this."""
    with tempfile.TemporaryDirectory() as folder:
        environ = {**os.environ, "HOME": folder}
        async with (
            Browsers(find_browser(environ), environ=environ, notice=print) as browsers,
            browsers.profile(Path(folder) / "profile", reach) as session,
        ):
            page = await session.context.new_page()
            assert await page.evaluate("1 + 1") == 2
            return "\n".join(line for line in processes() if folder in line)


def processes() -> list[str]:
    """Everything that runs: user and command line."""
    return subprocess.run(
        ["ps", "-eo", "uid=,args=", "-ww"], capture_output=True, text=True, check=True
    ).stdout.splitlines()


def main() -> None:
    """Once as whoever started it, so that everything is imported; then as nobody."""
    if os.geteuid() == 0:
        asyncio.run(visit(Reach(hosts=())))
        os.chdir("/")
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    sys.stdout.write(asyncio.run(visit(Reach(hosts=("x.com",)))))


if __name__ == "__main__":
    main()
