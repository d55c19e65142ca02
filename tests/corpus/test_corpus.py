"""R1, R2, R4: however a page is bent, no success is claimed falsely, and nothing but the control is touched."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from playwright.async_api import async_playwright

from automations.catalogue import load
from automations.practice.server import Practice
from automations.practice.site import Site
from tests.conftest import CHROMIUM
from tests.corpus.operators import ALL, BENDS
from tests.corpus.trial import LONGEST, Verdict, tried
from tests.corpus.variants import Variant, all_variants, sample
from tests.platforms.conftest import DELAYS
from tests.platforms.play import Stage

OWN_PLATFORMS = Path(__file__).with_name("platforms")
A_DAY = 60
ABREAST = 3
"""Variants tried at the same time."""
BENIGN_AT_LEAST = 0.95


@pytest.fixture(scope="session")
async def bent() -> AsyncIterator[Stage]:
    """The packaged practice platforms and one that holds every kind of control."""
    async with Practice(load([OWN_PLATFORMS]), delays=DELAYS) as practice, async_playwright() as playwright:
        hosts = [f"MAP {host}:443 127.0.0.1:{practice.port}" for host in practice.hosts]
        arguments = [
            f"--host-resolver-rules={', '.join((*hosts, 'EXCLUDE 127.0.0.1', 'MAP * ~NOTFOUND'))}",
            f"--ignore-certificate-errors-spki-list={practice.spki}",
            "--disable-quic",
        ]
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield Stage(practice=practice, browser=browser)
        await browser.close()


def sites(stage: Stage) -> list[Site]:
    """The stand-ins, without those that need an address."""
    return [stand.site for stand in stage.practice.stands.values() if not stand.site.address]


async def judged(stage: Stage, variants: Sequence[Variant]) -> list[Verdict]:
    """Tries all of them, a few abreast."""
    turns = asyncio.Semaphore(ABREAST)

    async def one(variant: Variant) -> Verdict:
        async with turns:
            return await tried(stage, variant)

    return await asyncio.gather(*(one(variant) for variant in variants))


def told(verdicts: Sequence[Verdict]) -> str:
    """The counts, and everything that should not be."""
    benign = [one for one in verdicts if one.variant.benign]
    counts = Counter(one.outcome.value if one.outcome else "error" for one in verdicts)
    slowest = max(verdicts, key=lambda one: one.seconds)
    lines = [
        f"{len(verdicts)} variants: " + ", ".join(f"{word} {count}" for word, count in counts.most_common()),
        f"false successes: {sum(one.false_success for one in verdicts)}",
        f"foreign elements touched: {sum(bool(one.touched) for one in verdicts)}",
        f"other settings written: {sum(bool(one.written) for one in verdicts)}",
        f"benign drift: {sum(one.claimed for one in benign)} of {len(benign)} succeed",
        f"slowest: {slowest.seconds:.1f} s ({slowest.variant})",
    ]
    lines += [f"FALSE {one}" for one in verdicts if one.false_success]
    lines += [f"FOREIGN {sorted(one.touched | one.written)} {one}" for one in verdicts if one.touched or one.written]
    lines += [f"ERROR {one}" for one in verdicts if one.outcome is None]
    lines += [f"benign, and not done: {one}" for one in benign if not one.claimed]
    return "\n".join(lines)


def hold(verdicts: Sequence[Verdict]) -> None:
    """Prints the counts, and insists on them."""
    report = told(verdicts)
    print(report)  # noqa: T201
    benign = [one.claimed for one in verdicts if one.variant.benign]
    assert not any(one.false_success for one in verdicts), report  # R1
    assert not any(one.touched or one.written for one in verdicts), report  # R2
    assert all(one.outcome for one in verdicts), report
    assert sum(benign) >= BENIGN_AT_LEAST * len(benign), report  # R4
    assert max(one.seconds for one in verdicts) <= LONGEST, report


@pytest.mark.timeout(900)
async def test_a_sample(bent: Stage) -> None:
    hold(await judged(bent, sample(all_variants(sites(bent)), A_DAY)))


@pytest.mark.full
@pytest.mark.timeout(4 * 3600)
async def test_the_whole_corpus(bent: Stage) -> None:
    variants = all_variants(sites(bent))
    assert len(variants) >= 1000
    hold(await judged(bent, variants))


def test_every_bend_has_an_operator() -> None:
    script = BENDS.read_text(encoding="utf-8").partition("const BENDS = {")[2]
    assert all(f"  {one.name}(" in script for one in ALL if one.bends)
    assert len({one.name for one in ALL}) == len(ALL)
