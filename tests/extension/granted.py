"""A person's browser in which the extension may see the platforms' cookies: they agreed to it earlier."""

import json
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import BrowserContext, Playwright

from automations.practice.server import Practice
from tests.chromium import CHROMIUM
from tests.extension.house import EXTENSION, House, own_address, pair, popup_of
from tests.extension.tab_home import TabHome, arguments, service_in


@asynccontextmanager
async def home_of(
    playwright: Playwright, folder: Path, practice: Practice, *, shown: str = ""
) -> AsyncIterator[TabHome]:
    """A new person, paired with a new service. On the screen `shown` there is a window, and nothing is agreed to yet.

    Nobody can answer a prompt in a browser without a window. What a manifest demands is agreed to by loading it, and
    stays agreed to when a later manifest makes it optional.
    """
    extension = folder / "extension"
    shutil.copytree(EXTENSION, extension)
    with service_in(folder / "home", practice.overrides) as (service, served):
        if not shown:
            manifest = extension / "manifest.json"
            real = manifest.read_text(encoding="utf-8")
            manifest.write_text(_demanding(real), encoding="utf-8")
            async with _browser(playwright, folder / "profile", extension, practice) as context:
                await own_address(context)
            manifest.write_text(real, encoding="utf-8")
        async with _browser(playwright, folder / "profile", extension, practice, shown) as context:
            house = House(running=service, served=served)
            popup = await popup_of(context)
            await pair(popup, house)
            yield TabHome(practice_=practice, context=context, popup=popup, house=house)


@asynccontextmanager
async def _browser(
    playwright: Playwright, profile: Path, extension: Path, practice: Practice, shown: str = ""
) -> AsyncIterator[BrowserContext]:
    context = await playwright.chromium.launch_persistent_context(
        profile,
        executable_path=CHROMIUM,
        headless=not shown,
        no_viewport=bool(shown),
        env={**os.environ, "DISPLAY": shown},
        args=[
            "--window-position=0,0",
            "--window-size=800,700",
            "--test-type",  # else a bar tells of options that only a test needs
            *(one.replace(str(EXTENSION), str(extension)) for one in arguments(practice)),
        ],
    )
    try:
        yield context
    finally:
        await context.close()


def _demanding(text: str) -> str:
    manifest = json.loads(text)
    manifest["permissions"].append("cookies")
    manifest["optional_permissions"].remove("cookies")
    manifest["host_permissions"] += manifest.pop("optional_host_permissions")
    return json.dumps(manifest)
