"""What a sign-in window shows and takes, whichever kind of browser is behind it."""

import asyncio
from dataclasses import dataclass, field
from typing import Literal, Protocol


@dataclass(frozen=True, kw_only=True)
class Size:
    """Of the picture, in pixels."""

    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Pointer:
    """The one mouse button, or a finger, at a place of the picture. `clicks`: 2 for a double click."""

    action: Literal["move", "down", "up"]
    x: int
    y: int
    clicks: int = 1


@dataclass(frozen=True, kw_only=True)
class Wheel:
    """Scrolling at a place, in pixels."""

    x: int
    y: int
    right: int
    down: int


@dataclass(frozen=True, kw_only=True)
class Press:
    """A key that is no letter, as browsers name it, with what was held."""

    key: str
    ctrl: bool = False
    shift: bool = False
    alt: bool = False


@dataclass(frozen=True, kw_only=True)
class Text:
    """What was typed or pasted. Never shown, logged or put into an error."""

    text: str = field(repr=False)


Event = Pointer | Wheel | Press | Text


@dataclass(frozen=True, kw_only=True)
class Where:
    """The page that is shown. `host`: None where the browser does not tell."""

    title: str
    host: str | None


class Screen(Protocol):
    """A browser as one sees and uses it."""

    gone: asyncio.Event
    """Set when the browser has ended by itself."""

    async def picture(self) -> bytes:
        """The next JPEG: as soon as it looks different from the one before. Nobody asks for two at once."""

    def look_again(self) -> None:
        """The next picture is handed out even when nothing has changed."""

    async def do(self, event: Event) -> None:
        """Does what a person did. Keys that are not let in do nothing."""

    async def where(self) -> Where:
        """Which page it is."""
