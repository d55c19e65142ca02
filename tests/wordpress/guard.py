"""Servers that are gone when the tests are, also when pytest itself is killed."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.wordpress.installed import PATH

_WATCH = 'while read group; do groups="$groups -$group"; done; [ "$groups" ] && kill -s KILL -- $groups; rm -rf -- "$1"'
"""Reads process groups; at the end of its input, which comes with our own death, it ends them and clears up."""
NOBODY = 65534
START_SECONDS = 60.0
POLL_SECONDS = 0.02
Server = subprocess.Popen[bytes]


@dataclass(frozen=True, kw_only=True)
class Guard:
    """Starts servers in a folder of their own, as an unprivileged user, and ends them all."""

    folder: Path
    _watcher: subprocess.Popen[str]
    _started: list[Server] = field(default_factory=list)

    @classmethod
    def over(cls, folder: Path) -> "Guard":
        """A guard over that folder, which belongs to the unprivileged user from now on."""
        if os.geteuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
        command = ["sh", "-c", _WATCH, "sh", str(folder)]
        watcher = subprocess.Popen(command, stdin=subprocess.PIPE, text=True, start_new_session=True)
        return cls(folder=folder, _watcher=watcher)

    def run(self, *command: str, environ: Mapping[str, str] | None = None, text: str = "") -> str:
        """Runs a command to its end and returns what it printed. RuntimeError with its complaint when it fails."""
        done = subprocess.run(unprivileged(command), env=_environ(environ), input=text, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{command[0]} failed ({done.returncode}): {done.stdout}{done.stderr}")
        return done.stdout

    def start(
        self,
        *command: str,
        log: str,
        environ: Mapping[str, str] | None = None,
        ready: Callable[[], bool] = lambda: True,
    ) -> Server:
        """Starts a server that writes to that log, and waits until it is ready. RuntimeError when it never is."""
        with (self.folder / log).open("ab") as output:
            process = subprocess.Popen(
                unprivileged(command),
                env=_environ(environ),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        stdin = self._watcher.stdin
        assert stdin is not None
        stdin.write(f"{process.pid}\n")
        stdin.flush()
        self._started.append(process)
        if not until(lambda: ready() or process.poll() is not None, START_SECONDS) or process.returncode is not None:
            said = (self.folder / log).read_text(errors="replace")[-2000:]
            raise RuntimeError(f"{command[0]} did not start: {said}")
        return process

    def stop(self, server: Server) -> None:
        """Ends one server with its children at once, as a power cut does.

        It is not waited for before the end: until then its number, which the watcher knows, belongs to nobody else.
        """
        os.killpg(server.pid, signal.SIGKILL)

    def end(self) -> None:
        """Ends every server with its children, and removes the folder."""
        assert self._watcher.stdin is not None
        self._watcher.stdin.close()
        self._watcher.wait(timeout=20)
        for process in self._started:
            process.wait(timeout=20)


def until(true: Callable[[], bool], seconds: float) -> bool:
    """Waits until it is true; False when it does not become so."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True


def unprivileged(command: tuple[str, ...]) -> list[str]:
    """The command, as nobody where we are root: MariaDB refuses to run as root."""
    if os.geteuid() != 0:
        return list(command)
    return ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *command]


def _environ(further: Mapping[str, str] | None) -> dict[str, str]:
    return {**os.environ, "PATH": PATH, **(further or {})}
