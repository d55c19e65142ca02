"""A setting of blogs or sites, spread out: once for each that the account holds."""

from automations.desk import Desk
from automations.errand import Wanted
from automations.outcome import NotOffered
from automations.spec import Setting

GONE = "This {what} is not among those of the account any more, so nothing is offered for it."


async def spread(desk: Desk, setting: Setting) -> tuple[Wanted, ...]:
    """What to visit instead of it, without what is done already. Raises Stopped when the platform does not tell."""
    parts = await desk.parts()
    if not parts:
        raise NotOffered(f"Neither {desk.errand.platform.name} nor you have named a {setting.per} of this account.")
    platform, done = desk.errand.platform, desk.errand.done
    each = [Wanted(setting=platform.part_of(setting, name), left_alone=why) for name, why in parts]
    there = {one.setting.id for one in each}
    lost = sorted(one for one in desk.errand.known - there if one.partition("/")[0] == setting.id)
    each += [Wanted(setting=platform.setting(one), gone=GONE.format(what=setting.per)) for one in lost]
    return tuple(one for one in each if one.setting.id not in done)
