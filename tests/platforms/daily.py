"""What of the contract is tried every day: most of one platform, and of each other one a part, in turns."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import cycle, islice

import pytest

MOSTLY = frozenset({"x"})
"""The platform with most ways of drawing, loading and saving, and most languages."""
FEWER = {
    "test_every_language_is_read": 12,
    "test_language": 4,
    "test_scenario": 26,
    "test_what_is_not_loaded_yet_is_not_off": 6,
}
"""Of it only so many cases of these, which take turns."""
A_DAY = {"test_scenario": 2}
"""So many cases of each other platform; of the remaining tests one."""
AT_SOME = {
    "test_interleaved_runs": 6,
    "test_language": 6,
    "test_the_rest_of_an_errand_is_left_alone": 4,
    "test_every_language_is_read": 4,
    "test_an_undo_that_does_not_stick_is_not_claimed": 10,
    "test_the_language_of_the_account_stays": 3,
    "test_right_facts_leave_it_green": 6,
    "test_what_is_not_loaded_yet_is_not_off": 3,
    "test_a_person_signs_in_and_says_so": 3,
    "test_a_switch_at_every_stage": 2,
    "test_wrong_facts_turn_the_contract_red": 10,
    "test_a_later_check_tells": 12,
    "test_run_twice_and_undone": 24,
}
"""Tests that are tried at every second, third... platform only."""
ALWAYS = ("-sharing_on",)


def left_out(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """The cases of all platforms that are not of every day."""
    groups: dict[str, dict[str, list[pytest.Item]]] = defaultdict(lambda: defaultdict(list))
    for item in sorted(items, key=lambda one: one.nodeid):
        slug = platform_of(item)
        name = name_of(item)
        if slug and (slug not in MOSTLY or name in FEWER) and not item.get_closest_marker("full"):
            groups[name][slug].append(item)
    return [
        item
        for name, by_platform in groups.items()
        for place, slug in enumerate(sorted(by_platform))
        for item in _rest(by_platform[slug], FEWER[name] if slug in MOSTLY else _count(name, place), place)
    ]


def platform_of(item: pytest.Item) -> str | None:
    """The platform of a case of the contract; None for any other test."""
    parameters = getattr(item, "callspec", None)
    if parameters is None:
        return None
    site, case = parameters.params.get("site"), parameters.params.get("case")
    platform = getattr(site or case, "platform", None)
    return getattr(platform, "slug", None)


def name_of(item: pytest.Item) -> str:
    """The name of its function."""
    return getattr(item, "originalname", item.name)


def _count(name: str, place: int) -> int:
    turn = AT_SOME.get(name, 1)
    return A_DAY.get(name, 1) if place % turn == 0 else 0


def _rest(cases: Sequence[pytest.Item], count: int, place: int) -> list[pytest.Item]:
    """The cases but for so many: first those of every day, then others, beginning elsewhere at each platform."""
    first = [next((one for one in cases if one.name.rstrip("]").endswith(end)), None) for end in ALWAYS]
    always = [one for one in first if one is not None][:count]
    others = [one for one in cases if one not in always]
    wanted = min(count - len(always), len(others))
    step = max(1, len(others) // max(1, wanted))
    turning = list(islice(cycle(others), place, place + len(others))) if others else []
    kept = {id(one) for one in (*always, *turning[::step][:wanted])}
    return [one for one in cases if id(one) not in kept]
