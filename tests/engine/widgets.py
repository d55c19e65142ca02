"""What tests of controls share: a control to look for, and a page that remembers what real input reached."""

import json

from playwright.async_api import Page

from automations.spec import Control

LABEL = "Let partners use my data"
RECORDER = """() => { window.touched = [];
for (const kind of ['click', 'keydown']) window.addEventListener(kind, event => {
  const known = event.composedPath().find(one => one.dataset && one.dataset.is);
  if (event.isTrusted) touched.push(known ? known.dataset.is : event.target.localName || 'page'); }, true); }"""
FLIPS = "onclick=\"this.setAttribute('aria-checked', this.getAttribute('aria-checked') !== 'true')\""
SMALL = "display:inline-block;width:30px;height:16px;background:#88f"
CLIPPED = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)"


def control(**fields: object) -> Control:
    """A control of that label, by default a switch that is out when off."""
    if not fields.get("kind"):
        fields = {"kind": "switch", "out": "off", **fields}
    return Control.model_validate_json(json.dumps({"labels": {"en": [LABEL]}, **fields}))


def choice(kind: str, **fields: object) -> Control:
    """A choice among Everyone, Friends and Nobody, which opts out."""
    options = {"options": {"en": ["Nobody"]}, "others": {"en": ["Everyone", "Friends"]}}
    return control(kind=kind, **(options | fields))


async def drawn(page: Page, markup: str, script: str = "") -> None:
    """Shows the markup, runs the script, and starts to remember what is touched."""
    await page.set_content(f"<!doctype html><html lang=en><body>{markup}")
    if script:
        await page.evaluate(f"() => {{ {script} }}")
    await page.evaluate(RECORDER)


async def touched(page: Page) -> set[str]:
    """What real input reached: the data-is around it, else its tag."""
    return set(await page.evaluate("touched"))
