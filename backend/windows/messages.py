"""What the page says to its window, word for word. Whatever else comes ends the line."""

from typing import Annotated, Literal, TypeVar

from pydantic import Field, StringConstraints, TypeAdapter, ValidationError

from automations.live.screen import Event, Pointer, Press, Text, Wheel
from backend.api.pages import In
from backend.api.words import Whole

LONGEST = 16 * 1024
GREATEST_SIDE = 4000
FURTHEST = 20_000
Message = TypeVar("Message")
Place = Annotated[int, Field(ge=0, le=GREATEST_SIDE), Whole]
Way = Annotated[int, Field(ge=-FURTHEST, le=FURTHEST), Whole]


class HelloIn(In):
    """The first message."""

    type: Literal["hello"]
    token: Annotated[str, StringConstraints(max_length=200)] = Field(repr=False)


class MouseIn(In):
    """The mouse, or a finger, in pixels of the picture."""

    type: Literal["mouse"]
    action: Literal["move", "down", "up"]
    x: Place
    y: Place
    clicks: Annotated[int, Field(ge=1, le=3), Whole] = 1

    @property
    def event(self) -> Event:
        """As the screen takes it."""
        return Pointer(action=self.action, x=self.x, y=self.y, clicks=self.clicks)


class WheelIn(In):
    """Scrolling, in pixels."""

    type: Literal["wheel"]
    x: Place
    y: Place
    right: Way = 0
    down: Way = 0

    @property
    def event(self) -> Event:
        """As the screen takes it."""
        return Wheel(x=self.x, y=self.y, right=self.right, down=self.down)


class KeyIn(In):
    """A key that types nothing, by the name that browsers have for it."""

    type: Literal["key"]
    key: Annotated[str, StringConstraints(pattern=r"^([a-z]|[A-Z][A-Za-z0-9]{1,15})$")]
    ctrl: bool = False
    shift: bool = False
    alt: bool = False

    @property
    def event(self) -> Event:
        """As the screen takes it."""
        return Press(key=self.key, ctrl=self.ctrl, shift=self.shift, alt=self.alt)


class TextIn(In):
    """What was typed or pasted."""

    type: Literal["text"]
    text: Annotated[str, StringConstraints(min_length=1, max_length=2000, pattern=r"^[^\x00-\x1f\x7f-\x9f]+$")] = Field(
        repr=False
    )

    @property
    def event(self) -> Event:
        """As the screen takes it."""
        return Text(text=self.text)


class EndIn(In):
    """`done`: the person is signed in. `close`: they do not go on."""

    type: Literal["done", "close"]


class ConfirmIn(In):
    """Whether the name that was read is theirs."""

    type: Literal["confirm"]
    yes: bool


InputIn = MouseIn | WheelIn | KeyIn | TextIn
Said = InputIn | EndIn | ConfirmIn
HELLO: TypeAdapter[HelloIn] = TypeAdapter(HelloIn)
SAID: TypeAdapter[Said] = TypeAdapter(Annotated[Said, Field(discriminator="type")])


def read_hello(text: str) -> HelloIn | None:
    """The first message; None when it is none."""
    return _read(HELLO, text)


def read_said(text: str) -> Said | None:
    """A later message; None when it is none."""
    return _read(SAID, text)


def _read(adapter: TypeAdapter[Message], text: str) -> Message | None:
    try:
        return adapter.validate_json(text) if len(text) <= LONGEST else None
    except (ValidationError, RecursionError):
        return None
