"""What is to be done for one account, and how its progress is told."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from automations.outcome import Need, NeedsYou
from automations.spec import Platform, Setting


class Mode(StrEnum):
    """`check` only reads; `run` brings settings to the opted-out state; `undo` puts back what was there before."""

    CHECK = "check"
    RUN = "run"
    UNDO = "undo"


@dataclass(frozen=True, kw_only=True)
class Account:
    """One sign-in at one platform. `handle` is who must be signed in; `address` is for self-hosted platforms."""

    name: str
    handle: str | None = None
    address: str | None = None
    parts: tuple[str, ...] = ()
    """Its blogs or sites, where the person has named them."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One setting of an errand. `restore` is the state to put back, in an undo.

    `left_alone`: why a blog or site of the account is not visited; `gone`: why it cannot be any more.
    """

    setting: Setting
    restore: str | None = None
    left_alone: str = ""
    gone: str = ""


@dataclass(frozen=True, kw_only=True)
class Errand:
    """The work for one account: which settings, in which mode."""

    platform: Platform
    account: Account
    mode: Mode
    wanted: tuple[Wanted, ...]
    done: frozenset[str] = frozenset()
    """Ids of settings of blogs or sites that are done already, in an errand that was interrupted."""
    known: frozenset[str] = frozenset()
    """Ids of settings of blogs or sites that were there before; those that are not there any more are told as gone."""


class Stage(StrEnum):
    """Where the work on one setting is. `writing` is told, and awaited, before the first change is made."""

    OPENING = "opening"
    READING = "reading"
    WRITING = "writing"
    VERIFYING = "verifying"


@dataclass(frozen=True, kw_only=True)
class Progress:
    """One step of the work on one setting; `value` is the state read so far, where there is one."""

    platform: str
    account: str
    setting: str
    stage: Stage
    value: str | None = None


Journal = Callable[[Progress], Awaitable[None]]
"""Is told every step before it is taken; what it stores of `writing` survives a crash of the write itself."""


@dataclass(frozen=True, kw_only=True)
class Help:
    """Somebody who can do what a platform asks for. `give` raises Stopped when they do not.

    `needs`: what they can do. Each is asked for once in an errand, and never after a change was begun.
    """

    needs: frozenset[Need]
    give: Callable[[NeedsYou], Awaitable[object]]


@dataclass(frozen=True, kw_only=True)
class Timing:
    """How long to wait, in seconds. The defaults suit real platforms."""

    open: float = 30.0
    """For a page to load."""
    find: float = 12.0
    """For a control and its data to appear."""
    save: float = 10.0
    """For the platform to answer a change."""
    steady: float = 0.3
    """Between two reads that must be equal."""
    steady_stated: float = 0.1
    """The same, where the platform's own response states the value and agrees."""
    disabled: float = 1.5
    """For a disabled control to become enabled once its data is there."""
    absent: float = 2.0
    """For a control that may well be absent, once the control beside it is there."""
    later: float = 5.0
    """Between the two fresh loads of a `later` proof."""
    throttled: float = 120.0
    """Before the one retry after a throttling notice."""
