"""Which cases there are: found through the catalogue, all of them, and those of every day."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, cycle, islice

import pytest
from _pytest.mark import ParameterSet

from automations.catalogue import Catalogue, load
from automations.practice.scenario import Scenario, applicable
from automations.practice.server import site_of
from automations.practice.site import Site
from automations.runner import WRITTEN
from automations.spec import Action, Platform, Setting

TYPES_A_DAY = 2
"""On how many settings of differing kind each scenario is tried every day; the others follow in the next scenarios."""
LANGUAGES_A_DAY = 8
EVERY_SETTING = (Scenario.SHARING_ON, Scenario.ALREADY_OUT)


@dataclass(frozen=True, kw_only=True)
class Case:
    """One setting of one platform, in one scenario or language."""

    platform: Platform
    setting: Setting
    scenario: Scenario = Scenario.SHARING_ON
    language: str = "en"


def practising(catalogue: Catalogue) -> Iterator[Site]:
    """The stand-ins of all platforms that have one."""
    for platform in catalogue:
        file = catalogue.folders[platform.slug] / "practice.py"
        if file.is_file():
            yield site_of(platform, file)


def sites() -> tuple[Site, ...]:
    """All stand-ins; there is at least one, or the tests would try nothing."""
    found = tuple(practising(load()))
    assert found, "no platform practises"
    return found


def changeable(site: Site) -> tuple[Setting, ...]:
    """The settings that a run may change; those of blogs or sites in the last one, as the first is found easily."""
    return tuple(one for one in readable(site) if one.action in WRITTEN)


def readable(site: Site) -> tuple[Setting, ...]:
    """The settings that can be read, also those that a run would not change."""
    own = (one.of(site.parts[-1]) if one.in_parts else one for one in site.platform.settings)
    return tuple(one for one in own if one.action is not Action.SUBMIT)


def of_each_type(site: Site) -> tuple[Setting, ...]:
    """One setting for each way in which pages draw, load, save and prove."""
    types: dict[object, Setting] = {}
    for setting in changeable(site):
        types.setdefault(_type(site, setting), setting)
    return tuple(types.values())


def scenario_cases() -> list[ParameterSet]:
    """Platform x setting x scenario; marked `full` where they are not of every day."""
    return list(chain.from_iterable(_scenario_cases(site) for site in sites()))


def language_cases() -> list[ParameterSet]:
    """Platform x setting x language, to be run; a sample of the languages every day."""
    return list(chain.from_iterable(_language_cases(site) for site in sites()))


def reading_cases() -> list[ParameterSet]:
    """Platform x language, to be read: every language every day, and the settings take turns."""
    found = []
    for site in sites():
        for language, setting in zip(languages(site), cycle(changeable(site)), strict=False):
            case = Case(platform=site.platform, setting=setting, language=language)
            found.append(pytest.param(case, id=f"{site.platform.slug}-{language}"))
    return found


def setting_cases(*, only_types: bool = False) -> list[ParameterSet]:
    """Platform x setting; with `only_types` every day one of each type."""
    found = []
    for site in sites():
        daily = of_each_type(site) if only_types else changeable(site)
        found += [_param(site, one, "", one in daily) for one in changeable(site)]
    return found


def readable_cases() -> list[ParameterSet]:
    """Platform x setting that can be read, also those that a run would not change."""
    return [_param(site, one, "", True) for site in sites() for one in readable(site)]


def languages(site: Site) -> tuple[str, ...]:
    """Every language in which a label of the platform is known."""
    known = chain.from_iterable(one.control.labels for one in site.platform.settings)
    return tuple(sorted(set(known)))


def _scenario_cases(site: Site) -> Iterator[ParameterSet]:
    types = of_each_type(site)
    for number, scenario in enumerate(applicable(site)):
        today = set(islice(cycle(one.id for one in types), number, number + TYPES_A_DAY))
        for setting in changeable(site):
            if scenario is Scenario.REDIRECTED_ELSEWHERE and site.page_of(setting.id).path == site.settings_home:
                continue  # that is where all others are sent
            daily = setting.id in today or scenario in EVERY_SETTING
            yield _param(site, setting, scenario, daily, scenario=scenario)


def _language_cases(site: Site) -> Iterator[ParameterSet]:
    known, settings = languages(site), changeable(site)
    step = max(1, len(known) // LANGUAGES_A_DAY)
    for number, language in enumerate(known):
        for place, setting in enumerate(settings):
            daily = number % step == 0 and place == number // step % len(settings)
            yield _param(site, setting, language, daily, language=language)


def _type(site: Site, setting: Setting) -> object:
    page = site.page_of(setting.id)
    control, save = setting.control.kind, setting.save.kind
    return control, save, setting.confirm is None, setting.absent is None, setting.proofs, page.waits, page.on_error


def _param(
    site: Site,
    setting: Setting,
    what: str,
    daily: bool,
    *,
    scenario: Scenario = Scenario.SHARING_ON,
    language: str = "en",
) -> ParameterSet:
    case = Case(platform=site.platform, setting=setting, scenario=scenario, language=language)
    slug = "" if setting.id.split(".")[0] == site.platform.slug.split("-")[0] else f"{site.platform.slug}-"
    name = f"{slug}{setting.id}-{what}".rstrip("-")
    return pytest.param(case, id=name, marks=() if daily else pytest.mark.full)
