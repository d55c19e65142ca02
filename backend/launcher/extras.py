"""What is nice to have in the environment: a machine that cannot fetch it does without, and is told so."""

import os
import signal
import subprocess

from backend.launcher.environment import Environment
from backend.launcher.telling import say

MODULE = "automations.consent.fetch"
"""Fetches what refuses cookie banners that no platform's facts tell of, under a lock of its own."""
SECONDS = 60.0
IMPATIENT = {"npm_config_fetch_retries": "1", "npm_config_fetch_retry_mintimeout": "1000"}
"""npm would wait for minutes where its registry cannot be reached."""


def fetch_extras(environment: Environment, guard: int) -> None:
    """Tries once. The guard is handed on, so that nobody empties the folder while a straggler still writes."""
    if (environment.place / "share" / "unconsent" / "consent").exists():
        return
    say("Fetching autoconsent, which refuses cookie banners.")
    child = subprocess.Popen(
        [environment.python, "-P", "-s", "-m", MODULE],
        env={**os.environ, **IMPATIENT, "PYTHONPATH": str(environment.root)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        pass_fds=(guard,),
        start_new_session=True,
        text=True,
        errors="replace",
    )
    try:
        _, said = child.communicate(timeout=SECONDS)
    except BaseException as stopped:
        os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
        if not isinstance(stopped, subprocess.TimeoutExpired):
            raise
        said = f"it took more than {SECONDS:.0f} seconds"
    if child.returncode != 0:
        last = said.strip().splitlines()[-1:] or ["it did not say why"]
        again = f"PYTHONPATH={environment.root} {environment.python} -m {MODULE}"
        reason = last[0].removeprefix("automations.outcome.Refused: ")
        say(f"  It could not be fetched: {reason}\n  Unconsent works without it. To try again: {again}")
