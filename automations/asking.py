"""A page that shows a password field where a setting is looked for asks who is there, whatever its language."""

from typing import Any

from playwright.async_api import Error

from automations.errand import Account
from automations.outcome import Need, NeedsYou
from automations.page import Visit, address_of
from automations.seen import controls_seen
from automations.spec import Platform

_FIELDS = """() => {
  const seen = (root, selector) => [...root.querySelectorAll(selector)].filter(one => !one.closest('[role=search]')
    && one.getClientRects().length && one.checkVisibility({ visibilityProperty: true }));
  const passwords = seen(document, 'input[type=password]');
  const around = passwords.length === 1 && (passwords[0].form || document);
  const names = around ? seen(around, 'input:not([type]), input[type=text], input[type=email], input[type=tel]') : [];
  return { passwords: passwords.length, names: names.length };
}"""
TOGGLES_AT_MOST = 1
"""A form that asks who is there may offer to remember it; a page with more on it is one of settings."""


async def stop_when_asked_who(visit: Visit, platform: Platform, account: Account) -> None:
    """NeedsYou when the page shows one password field, and no settings: with a field for a name, it is a sign-in."""
    if platform.sign_in is None:
        return
    try:
        fields: dict[str, Any] = await visit.page.evaluate(_FIELDS)
        toggles = len(await controls_seen(visit.page))
    except Error:
        return
    if fields["passwords"] != 1 or toggles > TOGGLES_AT_MOST:
        return
    if fields["names"]:
        detail = f"{platform.name} shows its sign-in form instead of the setting. Sign in once more."
        raise NeedsYou(Need.SIGN_IN, detail, url=address_of(platform.sign_in.url, account))
    detail = f"{platform.name} asks for the password instead of showing the setting. Enter it, then run again."
    raise NeedsYou(Need.PASSWORD, detail, url=visit.url)
