"""What tests of choices share: three options, a page that holds one, and going through all that is done with them."""

from playwright.async_api import Page

from automations import controls
from automations.spec import Control
from tests.engine.widgets import touched

NAMES = ("Everyone", "Friends", "Nobody")
BETWEEN = ("body", "html", "page")
"""What a click reaches whose press and release met different things, because the press opened one."""
HELD = """window.held = 'Everyone'; const $ = selector => document.querySelector(selector);
const mark = (all, state) => { for (const one of all) one.setAttribute(state, one.dataset.name === held); };"""


def options(role: str, state: str, chosen: str = "Everyone", more: str = "") -> str:
    """The three, with what says which is chosen."""
    return "".join(
        f"<div role={role} tabindex=-1 {state}={str(name == chosen).lower()} data-name={name} {more}>{name}</div>"
        for name in NAMES
    )


async def chooses(page: Page, control: Control) -> None:
    """Read, set, read as out, and put back; nothing else is reached."""
    found = await controls.find(page, control, seconds=2)
    assert (await controls.read(found)).value == "Everyone"
    await controls.put(found, None)
    assert await page.evaluate("held") == "Nobody"
    assert (await controls.read(found)).opted_out
    await controls.put(found, "Friends")
    assert await page.evaluate("held") == "Friends"
    assert (await controls.read(found)).value == "Friends"
    assert await touched(page) <= {"real", "list", *BETWEEN}
