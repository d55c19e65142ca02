"""The sites of a WordPress.com account, as its own list has them. The names of the fields are not verified."""

from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Page

LIST = "() => JSON.parse((document.querySelector('pre') || document.body).textContent)"


async def parts(page: Page) -> list[tuple[str, str]] | None:
    """Every site with why it is left alone, if it is; None while the page shows no list."""
    return [(_name(one), _why_left_alone(one)) for one in (await page.evaluate(LIST))["sites"]]


def _name(site: dict[str, Any]) -> str:
    """As the addresses of its settings have it: its own address, with `::` for a slash."""
    address = urlsplit(str(site.get("URL", "")))
    return str(site.get("slug") or (address.netloc + address.path.rstrip("/")).replace("/", "::"))


def _why_left_alone(site: dict[str, Any]) -> str:
    """What the list says; where it says nothing, the site's own page tells."""
    options = site.get("options") or {}
    atomic = site.get("is_wpcom_atomic") or options.get("is_wpcom_atomic") or options.get("is_automated_transfer")
    if (site.get("capabilities") or {}).get("manage_options") is False:
        return "You are not an administrator of this site; only one can opt it out."
    if site.get("is_deleted"):
        return "This site is deleted."
    if site.get("is_wpcom_staging_site") or options.get("is_wpcom_staging_site"):
        return "A staging site: its opt-out is drawn as on, whatever is stored."
    if site.get("is_wpforteams_site") or options.get("is_wpforteams_site"):
        return "A P2 workspace has no such settings."
    if site.get("jetpack") and not atomic:
        return "Hosted elsewhere and only connected by Jetpack: WordPress.com has no such setting for it."
    return ""
