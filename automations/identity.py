"""Who a page shows as signed in: by an element, by a cookie, or, where no source tells how, by nobody's name."""

import re
from fnmatch import fnmatchcase
from urllib.parse import unquote, urlsplit

from playwright.async_api import Error, Page

from automations.script import script_of, told_by
from automations.spec import Identity, Platform, SignIn

UNNAMED = "(name not shown)"
"""Who is signed in where no source tells how the platform's pages name a person."""


def is_named(platform: Platform) -> bool:
    """Whether it is known how the platform's pages name the person who is signed in."""
    return bool(script_of(platform.folder).signed_in_as or (platform.sign_in and platform.sign_in.identity))


async def handle_on(page: Page, platform: Platform) -> str | None:
    """The handle that the page shows as signed in, without @; UNNAMED where none is known to be shown."""
    sign_in, tells = platform.sign_in, script_of(platform.folder).signed_in_as
    if sign_in is None:
        return None
    if tells:
        return await told_by(page, tells)
    for identity in sign_in.identity:
        try:
            text = await (_cookie(page, identity.cookie) if identity.cookie else _text(page, identity))
        except Error:
            continue
        match = re.search(identity.pattern, text or "")
        if match:
            return match[1]
    if sign_in.identity or asks_to_sign_in(page.url, platform) or not await has_cookies(page, sign_in):
        return None
    return UNNAMED


def asks_to_sign_in(url: str, platform: Platform) -> bool:
    """Whether an address is one to which the signed-out are sent."""
    parts = urlsplit(url)
    where = parts.path + (f"?{parts.query}" if parts.query else "")
    globs = [glob for signal in platform.signals if signal.kind == "signed_out" for glob in signal.urls]
    return any(fnmatchcase(url if glob.startswith("https://") else where, glob) for glob in globs)


async def _text(page: Page, identity: Identity) -> str | None:
    element = page.locator(str(identity.selector)).first
    if await element.count() == 0:
        return None
    if identity.attribute:
        return await element.get_attribute(identity.attribute, timeout=1000)
    return await element.text_content(timeout=1000)


async def _cookie(page: Page, name: str) -> str | None:
    """The cookie's value; in a browser that is only lent, of those that the page itself may read."""
    try:
        found = [one.get("value", "") for one in await page.context.cookies(page.url) if one.get("name") == name]
    except Error:
        pairs = [one.strip().partition("=") for one in str(await page.evaluate("document.cookie")).split(";")]
        found = [value for key, _, value in pairs if key == name]
    return unquote(found[0]) if found else None


async def has_cookies(page: Page, sign_in: SignIn) -> bool:
    """Whether the cookies are there without which nobody is signed in, or the browser does not tell."""
    there = await _cookie_names(page)
    return there is None or all(any(fnmatchcase(name, glob) for name in there) for glob in sign_in.cookies)


async def _cookie_names(page: Page) -> set[str] | None:
    """The names of the cookies that the page has; None where the browser is only lent and does not tell."""
    try:
        return {cookie.get("name", "") for cookie in await page.context.cookies(page.url)}
    except Error:
        return None
