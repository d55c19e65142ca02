"""Nothing is left behind by the servers that tests start, however the tests end."""

import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.wordpress.guard import Guard, until

SECONDS = 60.0
WITH_CHILD = 'sleep 600 & echo $! > "$1/child"; wait'
KILLED = """
import sys, time
from pathlib import Path
from tests.wordpress.guard import Guard
Guard.over(Path(sys.argv[1])).start("sh", "-c", sys.argv[2], "sh", sys.argv[1], log="log")
time.sleep(600)
"""


def test_servers_and_their_children_end_with_the_guard() -> None:
    folder = Path(tempfile.mkdtemp(prefix="unconsent-"))
    guard = Guard.over(folder)
    server = guard.start("sh", "-c", WITH_CHILD, "sh", str(folder), log="log")
    child = child_of(folder)
    guard.end()
    assert server.returncode == -signal.SIGKILL
    assert until(lambda: not runs(child), SECONDS)
    assert not folder.exists()


def test_servers_and_their_children_end_when_the_tests_are_killed() -> None:
    folder = Path(tempfile.mkdtemp(prefix="unconsent-"))
    tests = subprocess.Popen([sys.executable, "-c", KILLED, str(folder), WITH_CHILD], cwd=Path(__file__).parents[2])
    child = child_of(folder)
    tests.kill()
    tests.wait()
    assert until(lambda: not runs(child), SECONDS)
    assert until(lambda: not folder.exists(), SECONDS)


def child_of(folder: Path) -> Path:
    """Where the system tells of the server's child, once it runs."""
    written = folder / "child"
    assert until(lambda: written.exists() and written.read_text().endswith("\n"), SECONDS)
    child = Path("/proc") / written.read_text().strip()
    assert runs(child)
    return child


def runs(process: Path) -> bool:
    """Whether the process is there and not dead already."""
    try:
        return process.joinpath("stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
