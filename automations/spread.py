"""A setting of blogs or sites, spread out: once for each that the account holds."""

from automations.desk import Desk
from automations.errand import Wanted
from automations.outcome import NotOffered
from automations.spec import Setting


async def spread(desk: Desk, setting: Setting) -> tuple[Wanted, ...]:
    """What to visit instead of it, without what is done already. Raises Stopped when the platform does not tell."""
    parts = await desk.parts()
    if not parts:
        raise NotOffered(f"Neither {desk.errand.platform.name} nor you have named a {setting.per} of this account.")
    each = (Wanted(setting=setting.of(name), left_alone=why) for name, why in parts)
    return tuple(one for one in each if one.setting.id not in desk.errand.done)
