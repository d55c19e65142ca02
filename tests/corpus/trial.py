"""Trying one variant, and judging it by what the server knows; the engine's own words are only what is judged."""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from playwright.async_api import BrowserContext, Error

from automations.session import Session
from automations.errand import Account, Errand, Mode, Progress, Timing, Wanted
from automations.outcome import PROVEN, Outcome, Result
from automations.practice.row import out_value
from automations.runner import run_account
from tests.corpus.operators import twist_of
from tests.corpus.variants import Variant
from tests.platforms.play import Player, Stage

TIMING = Timing(open=15, find=4, save=3, steady=0.1, disabled=0.3, absent=0.5, later=0.5)
LONGEST = 60.0
ALLOWED = frozenset({"save", "confirm", "banner-refuse"})
"""What may be touched besides the setting's own control."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What came of one variant."""

    variant: Variant
    outcome: Outcome | None
    """None when the run ended in an error instead of an outcome."""
    detail: str
    claimed: bool
    is_out: bool
    touched: frozenset[str]
    """Elements that real input reached and should not have."""
    written: frozenset[str]
    """Other settings that the server was asked to change."""
    seconds: float

    @property
    def false_success(self) -> bool:
        return self.claimed and not self.is_out

    def __str__(self) -> str:
        ended = self.outcome.value if self.outcome else "error"
        return f"{self.variant}: {ended} after {self.seconds:.1f} s; {self.detail[:160]}"


async def tried(stage: Stage, variant: Variant) -> Verdict:
    """Runs the variant on an account of its own."""
    twist = twist_of(variant.operators, variant.site, variant.setting, variant.seed)
    started = time.monotonic()
    async with stage.player(variant.site.platform, twist=twist) as player:
        try:
            result = await asyncio.wait_for(_run(player, variant), LONGEST)
            outcome, detail, claimed = result.outcome, result.detail, result.outcome in PROVEN
        except TimeoutError:
            outcome, detail, claimed = None, "it did not end", False
        except (Error, LookupError, TypeError, ValueError, RuntimeError) as error:
            outcome, detail, claimed = None, repr(error), False
        is_out = player.truth[variant.setting.id] == out_value(variant.site, variant.setting)
        return Verdict(
            variant=variant,
            outcome=outcome,
            detail=detail,
            claimed=claimed,
            is_out=bool(is_out),
            touched=_touched(player, variant),
            written=_written(player, variant),
            seconds=time.monotonic() - started,
        )


async def _run(player: Player, variant: Variant) -> Result:
    account = Account(name=f"corpus-{secrets.token_hex(2)}", handle=player.handle)
    wanted = (Wanted(setting=variant.setting),)
    errand = Errand(platform=variant.site.platform, account=account, mode=Mode.RUN, wanted=wanted)
    session = Session(context=player.context, outside=lambda: _visitor(player))
    results = [result async for result in run_account(session, errand, journal=_nobody, timing=TIMING)]
    return results[0]


@asynccontextmanager
async def _visitor(player: Player) -> AsyncIterator[BrowserContext]:
    context = await player.browser.new_context()
    yield context
    await context.close()


async def _nobody(progress: Progress) -> None:
    """Nobody listens."""


def _touched(player: Player, variant: Variant) -> frozenset[str]:
    own = ALLOWED | {f"control:{variant.setting.id}"}
    return frozenset(event.marker for event in player.events if event.trusted and event.marker not in own)


def _written(player: Player, variant: Variant) -> frozenset[str]:
    own = {variant.setting.id, *variant.site.covers.get(variant.setting.id, ())}
    return frozenset(write.setting for write in player.writes if write.setting not in own)
