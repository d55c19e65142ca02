"""Which variants there are: every operator on several settings of every platform, and seeded pairs of operators."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle, islice

from automations.identity import is_named
from automations.practice.scenario import Scenario
from automations.practice.site import LANGUAGE, Site
from automations.runner import WRITTEN
from automations.spec import Setting
from tests.corpus.operators import ADVERSARIAL, ALL, BENIGN, Operator, languages

SETTINGS_EACH = 4
"""On how many settings of each platform a single operator is tried."""
PAIRS = 460
SEED = 20261124


@dataclass(frozen=True, kw_only=True)
class Variant:
    """One setting on a bent page."""

    site: Site
    setting: Setting
    operators: tuple[Operator, ...]
    seed: int

    @property
    def benign(self) -> bool:
        """Whether a run should succeed."""
        return all(operator.benign for operator in self.operators)

    @property
    def scenario(self) -> Scenario:
        """How the account stands before anything is bent."""
        wished = (one.scenario for one in self.operators if one.scenario is not Scenario.SHARING_ON)
        return next(wished, Scenario.SHARING_ON)

    @property
    def language(self) -> str:
        """The account's language: English, unless an operator says otherwise."""
        translated = any(one.translated for one in self.operators)
        known = languages(self.setting)
        return known[self.seed % len(known)] if translated else LANGUAGE

    def __str__(self) -> str:
        return f"{'+'.join(one.name for one in self.operators)} on {self.setting.id}"


def all_variants(sites: Iterable[Site]) -> tuple[Variant, ...]:
    """Every variant of the whole corpus, in a fixed order."""
    found = tuple(sites)
    return (*_singles(found), *_pairs(found))


def sample(variants: tuple[Variant, ...], count: int) -> tuple[Variant, ...]:
    """Some of them, spread over operators and platforms."""
    return tuple(random.Random(SEED).sample(variants, count))  # noqa: S311


def part(variants: tuple[Variant, ...], number: int, parts: int) -> tuple[Variant, ...]:
    """One of so many parts, each with something of everything."""
    return variants[number::parts]


def _singles(sites: tuple[Site, ...]) -> Iterator[Variant]:
    for number, operator in enumerate(ALL):
        for site in sites:
            fitting = [setting for setting in _changeable(site) if _concerned(operator, site, setting)]
            turn = islice(cycle(fitting), number, number + min(SETTINGS_EACH, len(fitting))) if fitting else ()
            for place, setting in enumerate(turn):
                yield Variant(site=site, setting=setting, operators=(operator,), seed=number * 100 + place)


def _pairs(sites: tuple[Site, ...]) -> Iterator[Variant]:
    chance = random.Random(SEED)  # noqa: S311
    pools = ((BENIGN, BENIGN), (BENIGN, ADVERSARIAL), (BENIGN, ADVERSARIAL), (ADVERSARIAL, ADVERSARIAL))
    for number, (first, second) in zip(range(PAIRS), cycle(pools), strict=False):
        site = chance.choice(sites)
        setting = chance.choice(_changeable(site))
        one = chance.choice([operator for operator in first if _concerned(operator, site, setting)])
        other = chance.choice(
            [operator for operator in second if _concerned(operator, site, setting) and operator is not one]
        )
        yield Variant(site=site, setting=setting, operators=(one, other), seed=number)


def _concerned(operator: Operator, site: Site, setting: Setting) -> bool:
    """Whether it changes anything there: who is signed in, only where pages are known to tell it."""
    return operator.concerns(setting) and (operator.scenario is not Scenario.WRONG_ACCOUNT or is_named(site.platform))


def _changeable(site: Site) -> list[Setting]:
    own = (one.of(site.parts[-1]) if one.in_parts else one for one in site.platform.settings)
    return [setting for setting in own if setting.action in WRITTEN]
