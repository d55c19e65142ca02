"""`accounts tick`: settings that cost something, which every run shall change nevertheless."""

from collections.abc import Sequence

from rich.text import Text

from automations.catalogue import nearest
from automations.outcome import Refused
from automations.spec import Action
from backend.cli import words
from backend.cli.call import Answer, Call
from backend.cli.document import account_part
from backend.cli.enrolling import AccountDocument


async def tick(call: Call, platform: str, name: str, settings: Sequence[str], *, off: bool) -> Answer:
    """Ticks the settings, or takes that back. Refused, and nothing done, when one has no need of it."""
    async with call.office() as office:
        known = office.catalogue.platform(platform)
        account = await office.accounts.get(known.slug, name)
        ask_first = [one.id for one in known.settings if one.action is Action.ASK_FIRST]
        ids = [_full(setting, ask_first, known.name) for setting in settings]
        for setting in ids:
            change = office.accounts.untick if off else office.accounts.tick
            account = await change(account, setting)
        text = words.UNTICKED if off else words.TICKED
        return Answer(
            document=AccountDocument(account=account_part(account), done="unticked" if off else "ticked"),
            text=Text(text.format(settings=", ".join(ids), name=f"{account.platform} {account.name}")),
        )


def _full(setting: str, ask_first: Sequence[str], platform: str) -> str:
    """The full id of a setting that is only changed when it is asked for."""
    for one in ask_first:
        if setting in (one, one.split(".")[1]):
            return one
    if not ask_first:
        raise Refused(f"{platform} has no setting that would have to be ticked.")
    raise Refused(f"{setting!r} is no setting of {platform} that has to be ticked. {nearest(setting, ask_first)}")
