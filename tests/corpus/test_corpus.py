"""R1, R2, R4: however a page is bent, no success is claimed falsely, and nothing but the control is touched."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

import pytest

from automations.catalogue import load
from automations.practice.server import Practice
from automations.practice.site import Site
from tests.chromium import launched_for
from tests.corpus.counts import BENIGN_AT_LEAST, COUNTS, Counts
from tests.corpus.operators import ALL, BENDS
from tests.corpus.trial import Verdict, tried
from tests.corpus.variants import Variant, all_variants, part, sample
from tests.platforms.hall import DELAYS
from tests.platforms.play import Stage

OWN_PLATFORMS = Path(__file__).with_name("platforms")
A_DAY = 24
PARTS_A_DAY = 4
PARTS = 40
ABREAST = 2
"""Variants tried at the same time."""
Note = Callable[[str, object], None]


@pytest.fixture(scope="session")
async def bent() -> AsyncIterator[Stage]:
    """The packaged practice platforms and one that holds every kind of control."""
    async with Practice(load([OWN_PLATFORMS]), delays=DELAYS) as practice, launched_for(practice) as browser:
        yield Stage(practice=practice, browser=browser)


def variants_on(stage: Stage) -> tuple[Variant, ...]:
    """The whole corpus on all stand-ins, but for those that need an address."""
    sites: list[Site] = [stand.site for stand in stage.practice.stands.values() if not stand.site.address]
    return all_variants(sites)


async def judged(stage: Stage, variants: Sequence[Variant]) -> Counts:
    """Tries all of them, a few abreast. What lacked time and did nothing wrong is tried once more, alone."""
    turns = asyncio.Semaphore(ABREAST)

    async def one(variant: Variant) -> Verdict:
        async with turns:
            return await tried(stage, variant)

    verdicts = await asyncio.gather(*(one(variant) for variant in variants))
    again = [place for place, verdict in enumerate(verdicts) if verdict.lacked_time]
    for place in again:
        verdicts[place] = await tried(stage, variants[place])
    return Counts.of(verdicts, again=len(again))


def hold(counts: Counts, note: Note) -> None:
    """Notes the counts, and insists on them."""
    note(COUNTS, counts.to_text())
    report = "\n".join(counts.lines())
    assert not counts.false_successes, report  # R1
    assert not counts.foreign, report  # R2
    assert not counts.errors and not counts.unnoticed, report
    assert not counts.benign_wrong, report  # R4
    assert len(counts.benign_lost) <= max(1, (1 - BENIGN_AT_LEAST) * counts.benign), report  # R4


@pytest.mark.timeout(900)
@pytest.mark.parametrize("number", range(PARTS_A_DAY))
async def test_a_sample(bent: Stage, number: int, record_property: Note) -> None:
    daily = sample(variants_on(bent), A_DAY)
    hold(await judged(bent, part(daily, number, PARTS_A_DAY)), record_property)


@pytest.mark.full
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("number", range(PARTS))
async def test_the_whole_corpus(bent: Stage, number: int, record_property: Note) -> None:
    hold(await judged(bent, part(variants_on(bent), number, PARTS)), record_property)


async def test_the_corpus_is_large_and_complete(bent: Stage) -> None:
    variants = all_variants([bent.practice.stands[slug].site for slug in ("x", "harbour")])
    assert len(variants) >= 1000  # R1
    assert {operator for one in variants for operator in one.operators} == set(ALL)
    assert len({one.setting.control.kind for one in variants}) >= 9


def test_every_bend_has_an_operator() -> None:
    script = BENDS.read_text(encoding="utf-8").partition("const BENDS = {")[2]
    assert all(f"  {one.name}(" in script for one in ALL if one.bends)
    assert len({one.name for one in ALL}) == len(ALL)
