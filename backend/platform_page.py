"""Writes `docs/reference/platforms.md` from the platform files: `python -m backend.platform_page > FILE`."""

import sys
from collections.abc import Iterable, Iterator

from automations.catalogue import Catalogue, load
from automations.spec import Action, Platform, Setting

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
HEAD = """\
# Platforms and settings

Written by `python -m backend.platform_page` from the platform files; do not edit. *Seen* is when a source last
showed the setting, *proofs* are the kinds that must agree before Unconsent says "opted out".
"""


def page(catalogue: Catalogue) -> str:
    """The whole page, in Markdown."""
    return "\n".join([HEAD, *(line for platform in catalogue for line in _platform(platform))])


def _platform(platform: Platform) -> Iterator[str]:
    yield f"## {platform.name} (`{platform.slug}`)\n"
    how = UNATTENDED[platform.unattended]
    yield f"Place: `{platform.place}`; {how}. Newest source: {platform.seen}, {platform.firmness}.\n"
    yield f"{platform.policy_note}\n"
    yield f"After success this may be said, and no more: *{platform.claim}*\n"
    yield "| setting | what | a run will | proofs | regions | confidence | seen |"
    yield "|---|---|---|---|---|---|---|"
    yield from (_row(setting) for setting in platform.settings)
    yield ""
    yield from _list("Not offered", (f"{note.what}: {note.wording}" for note in platform.not_offered))
    yield from _list("What a switch cannot do", platform.advice)
    yield from _list("Open questions", platform.open_questions)


def _row(setting: Setting) -> str:
    essential = ", essential" if setting.essential else ""
    costs = f" ({setting.costs})" if setting.costs else ""
    cells = (
        f"`{setting.id}`",
        f"[{setting.title}]({setting.url}). {setting.why}",
        f"{ACTIONS[setting.action]}{essential}{costs}",
        " + ".join(setting.proofs),
        setting.regions,
        setting.confidence,
        setting.seen,
    )
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _list(title: str, items: Iterable[str]) -> Iterator[str]:
    lines = [f"- {item}" for item in items]
    if lines:
        yield f"{title}:\n"
        yield from lines
        yield ""


if __name__ == "__main__":
    sys.stdout.write(page(load()) + "\n")
