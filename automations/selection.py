"""Which settings an errand concerns, and why the others are left alone."""

from collections.abc import Set
from dataclasses import dataclass

from automations.errand import Mode, Wanted
from automations.outcome import Refused
from automations.spec import Action, Platform, Setting

WHY_NOT = {
    Action.ASK_FIRST: "Left alone unless you name it.",
    Action.ADVISE: "Only explained, never changed by Unconsent.",
    Action.SUBMIT: "A form that you send yourself.",
    Action.CHECK_ONLY: "Can only be checked.",
    Action.NEVER_DRIVE: "Never driven; only read as a cross-check.",
}
OF_THE_BROWSER = "It belongs to the browser you use: run it from the extension."
SAME = 'The same preference as "{title}", which is seen to already.'


@dataclass(frozen=True, kw_only=True)
class Selection:
    """The settings to visit, and those to skip with the reason for people."""

    wanted: tuple[Wanted, ...]
    skipped: tuple[tuple[Setting, str], ...]


def select(
    platform: Platform,
    mode: Mode,
    *,
    named: Set[str] = frozenset(),
    ticked: Set[str] = frozenset(),
    essential: bool = False,
    every: bool = False,
    own_browser: bool = True,
) -> Selection:
    """Chooses the settings of a check or a run.

    `named`: only these, as asked for now; with the name of a blog or site, only there. `ticked`: settings with a cost
    that the person has chosen before. `essential`: the smallest honest run. `every`: also read what a run would not
    change; for checks only. `own_browser`: whether it happens in the browser that the person uses.
    Refused when a named setting must not be changed.
    """
    wanted: list[Wanted] = []
    skipped: list[tuple[Setting, str]] = []
    for setting in platform.settings:
        own = sorted(one for one in named if one.partition("/")[0] == setting.id)
        if named and not own:
            continue
        why = why_retired(platform, setting)
        why = why or _why_not(setting, mode, bool(own), setting.id in ticked, essential, every)
        if why is None and setting.per == "browser" and not own_browser:
            skipped.append((setting, OF_THE_BROWSER))
        elif why is None:
            wanted += [Wanted(setting=platform.setting(one)) for one in own or [setting.id]]
        elif own:
            raise Refused(f"{setting.id} is not changed by Unconsent: {why} See {setting.url}")
        else:
            skipped.append((setting, why))
    return _each_preference_once(wanted, skipped)


def _each_preference_once(wanted: list[Wanted], skipped: list[tuple[Setting, str]]) -> Selection:
    """Of two settings that are one preference only the first one is visited."""
    titles = {one.setting.id: one.setting.title for one in wanted}
    twice = [one for one in wanted if one.setting.same_as in titles]
    why = ((one.setting, SAME.format(title=titles[str(one.setting.same_as)])) for one in twice)
    return Selection(wanted=tuple(one for one in wanted if one not in twice), skipped=(*skipped, *why))


def why_retired(platform: Platform, setting: Setting) -> str | None:
    """Why the setting is not visited any more, whatever is asked; None when it is."""
    retired = platform.retired or setting.retired
    return f"Retired: {retired}" if retired else None


def _why_not(setting: Setting, mode: Mode, named: bool, ticked: bool, essential: bool, every: bool) -> str | None:
    """Why the setting is skipped, or None when it is not."""
    readable = setting.action is not Action.SUBMIT
    if mode is Mode.CHECK and readable and (named or every):
        return None
    if named and setting.action in (Action.SET, Action.ASK_FIRST):
        return None
    if setting.action is Action.SET:
        return "Not essential." if essential and not setting.essential else None
    if setting.action is Action.ASK_FIRST and ticked:
        return None
    cost = f" {setting.costs}" if setting.action is Action.ASK_FIRST and setting.costs else ""
    return WHY_NOT[setting.action] + cost
