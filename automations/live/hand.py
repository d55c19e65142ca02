"""Mouse and keyboard of a display: Debian's xdotool and xclip, one command after the other.

Whatever is typed reaches it by its input, never by its arguments, which every user of a machine can read.
"""

import asyncio
from dataclasses import dataclass

from automations.live.display import Display
from automations.live.keys import X_NAMES, is_let_in
from automations.live.screen import Event, Pointer, Press, Text, Wheel

PACE_MS = "8"
"""Between two letters: faster ones are lost by some pages."""
PASTED_SECONDS = 0.3
"""In which a page takes what is pasted; then it is forgotten."""
NOTCH = 53
"""Pixels that Chromium scrolls for one notch of a wheel."""
NOTCHES = 20
"""At most, for one event."""
TO_THE_LEFT, TO_THE_RIGHT, UP, DOWN = "6", "7", "4", "5"


@dataclass(frozen=True, kw_only=True)
class Hand:
    """At one display. `environ`: of the commands, besides where the display is."""

    display: Display
    environ: dict[str, str]

    async def do(self, event: Event) -> None:
        """Does what a person did."""
        if isinstance(event, Text):
            await (self._type(event.text) if event.text.isascii() else self._paste(event.text))
            return
        commands = commands_of(event)
        if commands:
            await self.told(*commands)

    async def _type(self, text: str) -> None:
        await self.told("type", "--delay", PACE_MS, "--file", "-", given=text)

    async def _paste(self, text: str) -> None:
        """Signs that are not on the keyboard; typed, some of them would be lost. The clipboard is the display's own."""
        await self._copy(text)
        await self.told("key", "ctrl+v")
        await asyncio.sleep(PASTED_SECONDS)
        await self._copy("")

    async def _copy(self, text: str) -> None:
        process = await asyncio.create_subprocess_exec(
            *("xclip", "-in", "-selection", "clipboard"),
            env={**self.environ, **self.display.environ},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        await process.communicate(text.encode())

    async def titles(self) -> list[str]:
        """The titles of all windows, the topmost last."""
        windows = (await self.told("search", "--onlyvisible", "--name", ".")).split()
        return [(await self.told("getwindowname", one)).strip() for one in windows]

    async def told(self, *arguments: str, given: str | None = None) -> str:
        """What xdotool says; it says nothing when what it was told of is gone."""
        process = await asyncio.create_subprocess_exec(
            "xdotool",
            *arguments,
            env={**self.environ, **self.display.environ},
            stdin=asyncio.subprocess.DEVNULL if given is None else asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        said, _ = await process.communicate(given.encode() if given is not None else None)
        return said.decode(errors="replace")


def commands_of(event: Event) -> list[str]:
    """What xdotool is told; nothing for keys that are not let in, and for text, which is never an argument."""
    match event:
        case Pointer(action="move"):
            return _at(event)
        case Pointer(action="down"):
            return [*_at(event), "mousedown", "1"]
        case Pointer():
            return [*_at(event), "mouseup", "1"]
        case Wheel():
            return [*_at(event), *_turned(event.down, UP, DOWN), *_turned(event.right, TO_THE_LEFT, TO_THE_RIGHT)]
        case Press() if is_let_in(event):
            names = [name for is_held, name in _holding(event) if is_held]
            return ["key", "--delay", PACE_MS, "+".join([*names, X_NAMES.get(event.key, event.key)])]
    return []


def _at(event: Pointer | Wheel) -> list[str]:
    return ["mousemove", str(event.x), str(event.y)]


def _turned(pixels: int, back: str, on: str) -> list[str]:
    notches = min(NOTCHES, -(-abs(pixels) // NOTCH))
    return ["click", "--delay", "0", "--repeat", str(notches), on if pixels > 0 else back] if notches else []


def _holding(press: Press) -> list[tuple[bool, str]]:
    return [(press.ctrl, "ctrl"), (press.shift, "shift"), (press.alt, "alt")]
