"""Holds a process back from what a message never needs: private addresses, files, other programs, lines in the clear.

It hooks into Python's own audit events (PEP 578), below every library: a name that turns into a private address after
it was looked at, or an answer that sends on to one, meets it all the same. A hook cannot be taken out again.
"""

import mimetypes
import os
import sys
import zoneinfo
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from automations.addresses import is_public, may_be_called, read_address
from backend.messenger.form import Why

CALLS = ("socket.connect", "socket.sendto", "socket.sendmsg")
OTHER_PROGRAMS = (
    *("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty"),
    *("os.startfile", "pty.spawn"),
)
CHANGES = (
    *("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod"),
    *("os.chown", "os.utime", "shutil.move", "shutil.rmtree", "shutil.copyfile"),
)
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Forbidden(PermissionError):
    """Something that is not done here."""


@dataclass(kw_only=True)
class Guard:
    """`private`: addresses inside the network may be called. `encrypted`: as far as known before anything is called."""

    private: bool
    encrypted: bool = True
    why: Why | None = None
    """What was held back last."""
    _called: str = ""
    _roots: tuple[str, ...] = ()

    def put_up(self) -> None:
        """From now on, until the process ends."""
        roots = {*sys.path, sys.prefix, sys.base_prefix, *zoneinfo.TZPATH}
        self._roots = tuple(f"{Path(one).resolve()}{os.sep}" for one in roots if one)
        sys.addaudithook(self._look)

    def _look(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in CALLS:
            self._call(arguments[1])
        elif event == "http.client.connect":
            self._speak(arguments[0])
        elif event == "open":
            self._open(*arguments)
        elif event in OTHER_PROGRAMS or event in CHANGES:
            raise self._held(Why.FILE)

    def _call(self, where: Any) -> None:
        """Before a line is opened, or something is sent without one."""
        if where is None:
            return
        host = where[0] if isinstance(where, tuple) and where and isinstance(where[0], str) else ""
        if not may_be_called(host, private=self.private):
            raise self._held(Why.PRIVATE)
        if not self.encrypted and is_public(read_address(host)):
            raise self._held(Why.CLEAR)
        self._called = host

    def _speak(self, connection: Any) -> None:
        """Before the first word of HTTP: the line is open, and nothing was said yet."""
        is_tls = type(connection).__name__ == "HTTPSConnection"
        if not is_tls and is_public(read_address(self._called)):
            raise self._held(Why.CLEAR)

    def _open(self, path: Any, mode: Any, flags: Any) -> None:
        """Libraries read themselves; nothing else is read, and nothing is written."""
        if not isinstance(path, str | bytes | os.PathLike):
            return
        name = os.fsdecode(path)
        if name == os.devnull or name in mimetypes.knownfiles:
            return
        writes = any(one in str(mode or "") for one in "wax+") or bool(int(flags or 0) & WRITES)
        if writes or not os.path.realpath(name).startswith(self._roots):
            raise self._held(Why.FILE)

    def _held(self, why: Why) -> Forbidden:
        self.why = why
        return Forbidden(why.value)
