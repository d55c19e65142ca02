"""Trying one variant, and judging it by what the server knows; the engine's own words are only what is judged."""

import asyncio
import secrets
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.async_api import Error

from automations.errand import Account, Errand, Mode, Progress, Timing, Wanted
from automations.outcome import PROVEN, Outcome, Result
from automations.practice.row import out_value
from automations.practice.scenario import Scenario
from automations.practice.server import STRANGER
from automations.practice.stand import Seen
from automations.runner import run_account
from automations.session import Session
from tests.corpus.operators import twist_of
from tests.corpus.servers import Spot
from tests.corpus.variants import Variant
from tests.platforms.expected import closes_prompt
from tests.platforms.play import Player, Stage, visitor

TIMING = Timing(open=15, find=4, save=3, steady=0.1, disabled=0.3, absent=0.5, later=0.5)
LONGEST = 60.0
ALLOWED = frozenset({"save", "confirm", "banner-refuse", "opener"})
"""What may be touched besides the setting's own control."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What came of one variant."""

    variant: str
    benign: bool
    outcome: Outcome | None
    """None when the run ended in an error instead of an outcome."""
    detail: str
    claimed: bool
    is_true: bool
    """Whether the server held the opted-out value; where it took that back by itself: when it was last asked."""
    noticed: bool
    """Whether a change that the server took back after the claim is told by the next check."""
    touched: frozenset[str]
    """Elements to which something was done and should not have been."""
    written: frozenset[str]
    """Other settings that the server was asked to change."""
    seconds: float

    @property
    def false_success(self) -> bool:
        return self.claimed and not self.is_true

    @property
    def lacked_time(self) -> bool:
        """Whether it may have ended badly only because the machine was busy with something else."""
        ended = self.outcome is not None or self.seconds >= LONGEST
        lost = (self.benign and not self.claimed) or self.outcome is None
        return ended and lost and not self.touched and not self.written

    def __str__(self) -> str:
        ended = self.outcome.value if self.outcome else "error"
        return f"{self.variant}: {ended} after {self.seconds:.1f} s; {self.detail[:160]}"


async def tried(stage: Stage, variant: Variant) -> Verdict:
    """Runs the variant on an account of its own."""
    spot = Spot(site=variant.site, setting=variant.setting)
    twist = twist_of(variant.operators, spot, variant.seed)
    started = time.monotonic()
    async with stage.player(variant.site.platform, variant.scenario, language=variant.language, twist=twist) as player:
        try:
            result = await asyncio.wait_for(_run(player, variant, Mode.RUN), LONGEST)
            outcome, detail = result.outcome, result.detail
        except TimeoutError:
            outcome, detail = None, "it did not end"
        except (Error, LookupError, TypeError, ValueError, RuntimeError) as error:
            outcome, detail = None, repr(error)
        seconds = time.monotonic() - started
        claimed = outcome in PROVEN
        return Verdict(
            variant=str(variant),
            benign=variant.benign,
            outcome=outcome,
            detail=detail,
            claimed=claimed,
            is_true=_is_true(player, spot),
            noticed=not (claimed and spot.taken_back) or await _noticed(player, variant),
            touched=_touched(player, variant),
            written=_written(player, variant),
            seconds=seconds,
        )


async def _run(player: Player, variant: Variant, mode: Mode) -> Result:
    account = Account(name=f"corpus-{secrets.token_hex(2)}", handle=player.handle)
    wanted = (Wanted(setting=variant.setting),)
    errand = Errand(platform=variant.site.platform, account=account, mode=mode, wanted=wanted)
    session = Session(context=player.context, outside=lambda: visitor(player))
    results = [result async for result in run_account(session, errand, journal=_nobody, timing=TIMING)]
    return results[0]


async def _nobody(progress: Progress) -> None:
    """Nobody listens."""


def _is_true(player: Player, spot: Spot) -> bool:
    if not spot.taken_back:
        return bool(player.truth[spot.setting.id] == out_value(spot.site, spot.setting))
    door = spot.site.door(spot.setting.id)
    reads = {urlsplit(spot.setting.url).path} if spot.site.states or door is None else {_path(door.read)}
    asked = [one.at for one in player.practice.requests(spot.site.platform.slug) if _reads(one, player, reads)]
    written = min(one.at for one in player.writes if one.setting in spot.only)
    return written < max(asked, default=0.0) < min(spot.taken_back)


def _reads(seen: Seen, player: Player, paths: set[str]) -> bool:
    return seen.account == player.handle and seen.method == "GET" and seen.path in paths


def _path(pattern: str) -> str:
    """The path at an address with or without a host."""
    return pattern if pattern.startswith("/") else "/" + pattern.partition("/")[2]


async def _noticed(player: Player, variant: Variant) -> bool:
    """When the time of the taking back has come, a check reads the setting as on."""
    player.practice.pass_time(variant.site.platform.slug, player.handle, LONGEST)
    return (await _run(player, variant, Mode.CHECK)).outcome is Outcome.STILL_ON


def _touched(player: Player, variant: Variant) -> frozenset[str]:
    closed = {"prompt-close"} if closes_prompt(variant.site.platform) else set()
    own = ALLOWED | closed | {f"control:{variant.setting.id}"}
    return frozenset(event.marker for event in player.events if event.marker not in own)


def _written(player: Player, variant: Variant) -> frozenset[str]:
    own = {variant.setting.id, *variant.site.covers.get(variant.setting.id, ())}
    foreign = {write.setting for write in player.writes if write.setting not in own}
    if variant.scenario is Scenario.WRONG_ACCOUNT and player.practice.writes(variant.site.platform.slug, STRANGER):
        foreign.add(STRANGER)
    return frozenset(foreign)
