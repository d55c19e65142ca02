"""A screen without a monitor, and a hand at its keyboard and mouse."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Screen:
    """One X display."""

    name: str

    def press(self, *keys: str) -> None:
        """Presses keys, as xdotool names them."""
        self._do("key", "--delay", "60", *keys)

    def type(self, text: str) -> None:
        """Types a text."""
        self._do("type", "--delay", "20", text)

    def click(self, x: int, y: int) -> None:
        """Clicks at a place."""
        self._do("mousemove", str(x), str(y), "click", "1")

    def wait_for(self, title: str, patience_seconds: float = 60) -> None:
        """Returns when a window of this title is there, and has the keyboard."""
        end = time.monotonic() + patience_seconds
        while True:
            found = self._do("search", "--onlyvisible", "--name", title, needed=False).split()
            if found:
                self._do("windowfocus", "--sync", found[-1])
                return
            assert time.monotonic() < end, f"no window {title!r} came; there are: {self.titles()}"
            time.sleep(0.1)

    def titles(self) -> list[str]:
        """The titles of all windows."""
        found = self._do("search", "--onlyvisible", "--name", ".", needed=False).split()
        return [self._do("getwindowname", one, needed=False).strip() for one in found]

    def _do(self, *arguments: str, needed: bool = True) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env={**os.environ, "DISPLAY": self.name}, capture_output=True, text=True
        )
        assert done.returncode == 0 or not needed, done.stderr
        return done.stdout


@contextmanager
def screen() -> Iterator[Screen]:
    """A screen for a while, under a number that the server itself finds free."""
    told, telling = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(telling), "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
        pass_fds=(telling,),
        stderr=subprocess.DEVNULL,
    )
    os.close(telling)
    try:
        with os.fdopen(told) as numbers:
            number = numbers.readline().strip()
        yield Screen(name=f":{number}")
    finally:
        server.terminate()
        server.wait()
