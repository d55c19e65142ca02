"""Ways to make a platform's facts wrong, so that the contract has something to find."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from automations.practice.site import LANGUAGE, Site, said
from automations.spec import TWO_STATES, Kind, Platform, Setting

STATED = ("reads", "page_state", "page_entity")
"""Where facts say that the platform states a value."""
Facts = dict[str, Any]
Damage = Callable[[Site, Setting, Facts, Facts], bool]
"""Changes the facts of a setting, or of another one too; False where there is nothing of the kind to be wrong."""


def damaged(site: Site, setting: Setting, damage: Damage) -> Platform | None:
    """The platform with wrong facts, which its model still accepts; None where the damage does not concern it."""
    facts: Facts = json.loads(site.platform.model_dump_json())
    by_id: dict[str, Facts] = {one["id"]: one for one in facts["settings"]}
    own = setting.id.partition("/")[0]
    if not damage(site, setting, by_id[own], by_id[partner(site, setting).id]):
        return None
    made = Platform.model_validate_json(json.dumps(facts))
    return made.came_from(site.platform.folder) if site.platform.folder else made


def partner(site: Site, setting: Setting) -> Setting:
    """The setting with which this one is most easily confused: of the same page if there is one, of the same kind.

    Itself where there is no other.
    """
    own = site.platform.setting(setting.id.partition("/")[0])
    others = [one for one in site.platform.settings if one.id != own.id] or [own]
    return max(others, key=lambda one: (one.url == own.url, one.control.kind is own.control.kind, not _is_any(one)))


def _is_any(setting: Setting) -> bool:
    """Whether the platform states it under whatever name the page gives it, which is right of every page."""
    return setting.api is not None and setting.api.page_entity == "*"


def none_at_all(site: Site, setting: Setting, own: Facts, other: Facts) -> bool:
    """The facts as they are: nothing may turn red."""
    return True


def wrong_label(site: Site, setting: Setting, own: Facts, other: Facts) -> bool:
    """A label that is nowhere on the page."""
    own["control"] |= {"labels": {LANGUAGE: ["Share my attic with strangers"]}, "hint": None, "under": {}}
    return True


def wrong_out_state(site: Site, setting: Setting, own: Facts, other: Facts) -> bool:
    """The opposite state counts as opted out; of a choice, the option that shares."""
    control = own["control"]
    states = TWO_STATES.get(setting.control.kind)
    if states:
        control["out"] = states[control["out"] == states[0]]
        return True
    if setting.control.kind is Kind.ACTION:
        control["labels"], control["done"] = control["done"], control["labels"]
        return True
    options = site.options[setting.id.partition("/")[0]]
    shares = next(said(option.labels, LANGUAGE) for option in options if not option.out)
    control["options" if control["options"] else "labels"] = {LANGUAGE: [shares or "?"]}
    return bool(shares)


def wrong_hint(site: Site, setting: Setting, own: Facts, other: Facts) -> bool:
    """No label in the language of the page, and a hint that leads to the control beside it."""
    page = site.page_of(setting.id)
    places = {one: number for number, one in enumerate(page.settings, start=1)}
    place = len(places) + 1 if other is own else places.get(other["id"], len(places) + 1)
    own["control"] |= {"labels": {}, "hint": f":nth-match(input[type=checkbox], {place})"}
    return setting.control.kind in TWO_STATES


def swapped_labels(site: Site, setting: Setting, own: Facts, other: Facts) -> bool:
    """Two settings bear each other's names."""
    own["control"]["labels"], other["control"]["labels"] = other["control"]["labels"], own["control"]["labels"]
    own["control"]["under"] = other["control"]["under"] = {}
    return other is not own


def field_of_another(site: Site, setting: Setting, own: Facts, other: Facts) -> bool:
    """The platform's answer is read where it states another setting."""
    if other is own or not _is_read(own) or not _is_read(other):
        return False
    own["api"] |= {name: other["api"][name] for name in STATED}
    return True


def field_of_nothing(site: Site, setting: Setting, own: Facts, other: Facts) -> bool:
    """The platform's answer has no such field."""
    if not _is_read(own):
        return False
    own["api"]["reads"] = [read | {"key": "nothing.of_the_kind"} for read in own["api"]["reads"]]
    own["api"] |= {name: "nothing_of_the_kind" for name in STATED[1:] if own["api"][name]}
    return True


def wrong_api_value(site: Site, setting: Setting, own: Facts, other: Facts) -> bool:
    """The opposite value in the platform's answer counts as opted out."""
    if not _is_read(own) or not isinstance(own["api"]["out"], bool):
        return False
    own["api"]["out"] = not own["api"]["out"]
    return True


def _is_read(facts: Facts) -> bool:
    return "api" in facts["proofs"] and bool(facts["api"])


DAMAGES: Mapping[str, Damage] = {
    one.__name__: one
    for one in (
        wrong_label,
        wrong_out_state,
        wrong_hint,
        swapped_labels,
        field_of_another,
        field_of_nothing,
        wrong_api_value,
    )
}
