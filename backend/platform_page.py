"""Writes `docs/reference/platforms.md` from the platform files: `python -m backend.platform_page > FILE`."""

import sys
from collections.abc import Iterable, Iterator

from automations.age import STALE_AFTER, last_day, stale_from
from automations.catalogue import Catalogue, load
from automations.practice.proven import Proven, read_proven
from automations.spec import Action, ByHand, Form, LegalRoute, Platform, Setting, Unoffered
from backend import guide
from backend.guide import Guide

ACTIONS = {
    Action.SET: "set",
    Action.ASK_FIRST: "only when you name or tick it",
    Action.ADVISE: "explained, never changed",
    Action.SUBMIT: "a form that you send",
    Action.CHECK_ONLY: "only checked",
    Action.NEVER_DRIVE: "never driven",
}
UNATTENDED = {
    "allowed": "may run unattended",
    "with_consent": "runs unattended only with your stored consent",
    "never": "never runs unattended",
}
HEAD = f"""\
# Platforms and settings

Written by `python -m backend.platform_page` from the platform files; do not edit. *Proofs* are the kinds that must
agree before Unconsent says "opted out". *Seen* is when a source last showed the setting. *Stale from* is more than
{STALE_AFTER.days} days after the last day that this can mean: from then on it may look different, unless a run of yours
has proven it since; `unconsent platforms` counts your own runs. *Practised* is when it was last proven on a stand-in of
the platform, in how many scenarios: that says that Unconsent works as the facts say, and nothing of the real page.
Services without a section here: [by hand](others.md).
"""
TABLE = (
    "| setting | what | a run will | proofs | regions | confidence | seen | stale from | practised |",
    "|---|---|---|---|---|---|---|---|---|",
)
OVERVIEW = (
    "| platform | in a run | when named | by hand | forms | not offered | newest source | known |",
    "|---|---|---|---|---|---|---|---|",
)
NEVER = "never"
ALWAYS = "always: no date"


def page(catalogue: Catalogue, proven: Proven | None = None) -> str:
    """The whole page, in Markdown."""
    proven = proven or read_proven()
    lines = [HEAD, *OVERVIEW, *map(_short, catalogue), ""]
    return "\n".join([*lines, *(line for platform in catalogue for line in _platform(platform, proven))])


def table_row(cells: Iterable[str]) -> str:
    """One row of a table in Markdown."""
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def guided(told: Guide, *more: str) -> Iterator[str]:
    """A heading, numbered steps, and what else should be known."""
    yield f"#### {told.title} (`{told.id}`)\n"
    yield from (f"{number}. {step}" for number, step in enumerate(told.steps, 1))
    if told.steps:
        yield ""
    yield from (f"- {remark}" for remark in told.remarks)
    yield from (f"- Not known: {unknown}" for unknown in told.unknown)
    sure = f", confidence {told.confidence}" if told.confidence else ""
    yield f"- Newest source: {told.seen}{sure}"
    yield from (f"- {one}" for one in more if one)
    yield ""


def _short(platform: Platform) -> str:
    actions = [one.action for one in platform.settings]
    counts = (
        actions.count(Action.SET),
        actions.count(Action.ASK_FIRST),
        len(platform.by_hand),
        len(platform.forms),
        len(platform.not_offered),
    )
    return table_row((f"`{platform.slug}`", *map(str, counts), str(platform.seen), platform.firmness))


def _platform(platform: Platform, proven: Proven) -> Iterator[str]:
    yield f"## {platform.name} (`{platform.slug}`)\n"
    how = UNATTENDED[platform.unattended]
    yield f"Place: `{platform.place}`; {how}. Newest source: {platform.seen}, {platform.firmness}.\n"
    yield f"{platform.policy_note}\n"
    if platform.sign_in and platform.sign_in.window_why:
        yield f"Sign-in window on a server: an ordinary browser. {platform.sign_in.window_why}\n"
    yield f"After success this may be said, and no more: *{platform.claim}*\n"
    if platform.shared_with:
        others = ", ".join(f"`{slug}`" for slug in platform.shared_with.slugs)
        yield f"Shared with {others}: {platform.shared_with.note}\n"
    if platform.settings:
        yield from (*TABLE, *(_row(platform, one, proven) for one in platform.settings), "")
    yield from _guides("By hand", platform, [(one, guide.by_hand(one)) for one in platform.by_hand])
    yield from _guides("Forms that you send", platform, [(one, guide.form(one)) for one in platform.forms])
    yield from _list("Not offered", map(_unoffered, platform.not_offered))
    yield from _list("Whom to write to", map(_route, platform.legal_routes))
    yield from _list("What a switch cannot do", platform.advice)
    yield from _list("Open questions", platform.open_questions)


def _row(platform: Platform, setting: Setting, proven: Proven) -> str:
    essential = ", essential" if setting.essential else ""
    costs = f" ({setting.costs})" if setting.costs else ""
    practised = proven.of(setting)
    cells = (
        f"`{setting.id}`",
        f"[{setting.title}]({setting.url}). {setting.why}",
        f"{ACTIONS[setting.action]}{essential}{costs}",
        " + ".join(setting.proofs),
        setting.regions,
        setting.confidence,
        setting.seen,
        _stale_from(platform, setting),
        f"{practised.on}, {practised.scenarios} scenarios" if practised else NEVER,
    )
    return table_row(cells)


def _stale_from(platform: Platform, one: Setting | ByHand | Form) -> str:
    since = stale_from(last_day(one.seen, platform.seen))
    return str(since) if since else ALWAYS


def _guides(title: str, platform: Platform, guides: list[tuple[ByHand | Form, Guide]]) -> Iterator[str]:
    if guides:
        yield f"### {title}\n"
    for one, told in guides:
        yield from guided(told, f"Stale from: {_stale_from(platform, one)}")


def _unoffered(one: Unoffered) -> str:
    rest = "; ".join(text for text in (one.regions, f"since {one.since}" if one.since else None, one.url) if text)
    return f"{one.what}: {one.wording}" + (f" ({rest})" if rest else "")


def _route(one: LegalRoute) -> str:
    where = [*([f"<{one.url}>"] if one.url else []), *one.email, *([one.post] if one.post else [])]
    note = f" {one.note}" if one.note else ""
    return f"{one.what} ({one.kind}; {', '.join(one.regions)}; confidence {one.confidence}): {', '.join(where)}.{note}"


def _list(title: str, items: Iterable[str]) -> Iterator[str]:
    lines = [f"- {item}" for item in items]
    if lines:
        yield f"{title}:\n"
        yield from lines
        yield ""


if __name__ == "__main__":
    sys.stdout.write(page(load()) + "\n")
