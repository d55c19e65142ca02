"""Switches as design systems draw them: each is found by its name, read, and changed by exactly one press."""

# ruff: noqa: E501 - markup, one part of a widget a line

import pytest
from playwright.async_api import Page

from automations import controls
from tests.engine.widgets import LABEL, SMALL, control, drawn, touched

UNSEEN = "position:absolute;width:1px;height:1px;margin:-1px;padding:0;border:0;overflow:hidden;clip:rect(0 0 0 0);clip-path:inset(50%);white-space:nowrap"
OVER = "position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;z-index:1"
TRACK = f"<i aria-hidden=true style='{SMALL}'></i>"
NATIVE = "for (const one of document.querySelectorAll('[data-is=real] input')) one.addEventListener('change', () => changes.push(one.checked));"
BUTTON = """const one = document.querySelector('button'), state = one.hasAttribute('aria-pressed') ? 'aria-pressed' : 'aria-checked';
one.addEventListener('click', () => { const on = one.getAttribute(state) !== 'true'; one.setAttribute(state, on);
  one.dataset.state = on ? 'checked' : 'unchecked'; changes.push(on); const said = document.querySelector('.said');
  if (said) said.textContent = on ? 'On' : 'Off'; const box = document.querySelector('input'); if (box) box.checked = on; });"""


def component(inside: str, outside: str, attributes: str = "", script: str = "") -> tuple[str, str]:
    """A custom element with an open shadow root, whose box works the element."""
    define = f"""customElements.define('x-switch', class extends HTMLElement {{
      static formAssociated = true; connectedCallback() {{ const root = this.attachShadow({{ mode: 'open' }});
        root.innerHTML = `{inside}`; const box = root.querySelector('input'); this.checked = true;
        const show = () => {{ this.checked = box.checked; box.setAttribute('aria-checked', box.checked);
          this.toggleAttribute('checked', box.checked); {script} }};
        show(); box.addEventListener('change', () => {{ show(); changes.push(box.checked); }}); }} }});"""
    return outside.replace("<x-switch", f"<x-switch {attributes}"), define


SLOTTED = f"<x-switch>{LABEL}</x-switch>"
SWITCHES: dict[str, tuple[str, str]] = {
    "Material UI": (
        f"""<label><span style="position:relative;display:inline-block;width:58px;height:38px;overflow:hidden"><span style="position:absolute;z-index:1;padding:9px">
        <input type=checkbox checked style="position:absolute;opacity:0;width:300%;height:100%;top:0;left:-100%;margin:0;z-index:1">
        <span style="display:inline-block;width:20px;height:20px;background:#44f"></span></span><span style="{SMALL}"></span></span><span>{LABEL}</span></label>""",
        NATIVE,
    ),
    "Angular Material": (
        f"<div><button type=button role=switch aria-checked=true id=s aria-labelledby=l>{TRACK}</button><label for=s id=l>{LABEL}</label></div>",
        BUTTON,
    ),
    "Radix, shadcn": (
        f"""<div style="position:relative"><button type=button role=switch aria-checked=true data-state=checked value=on id=s><span style="{SMALL}"></span></button>
        <input type=checkbox aria-hidden=true tabindex=-1 checked value=on style="position:absolute;pointer-events:none;opacity:0;margin:0;width:44px;height:24px;transform:translateX(-100%)">
        <label for=s>{LABEL}</label></div>""",
        BUTTON,
    ),
    "Headless UI": (
        f"""<div><label id=l>{LABEL}</label><button id=s type=button role=switch aria-checked=true tabindex=0 aria-labelledby=l data-headlessui-state=checked>{TRACK}</button>
        <span hidden style="position:fixed;top:1px;left:1px;width:1px;height:0"><input type=checkbox hidden readonly checked name=n></span></div>""",
        BUTTON,
    ),
    "Ant Design switch": (
        f"<label for=s title='{LABEL}'>{LABEL}</label><button type=button role=switch aria-checked=true id=s><div></div><span><span>On</span><span hidden>Off</span></span></button>",
        BUTTON,
    ),
    "Ant Design checkbox": (
        f"<label><span style='position:relative;display:inline-block;width:16px;height:16px'><input type=checkbox checked style='{OVER}'><span></span></span><span>{LABEL}</span></label>",
        NATIVE,
    ),
    "Bootstrap 4": (
        f"""<style>.c::before, .c::after {{ content: ''; position: absolute; top: 2px; left: -24px; width: 16px; height: 16px; background: #48f }}</style>
        <div style="position:relative;z-index:1;padding-left:24px"><input type=checkbox checked id=c style="position:absolute;left:0;z-index:-1;width:16px;height:20px;opacity:0">
        <label class=c for=c style="position:relative;margin:0">{LABEL}</label></div>""",
        NATIVE,
    ),
    "Bootstrap 5": (
        f"<div style='padding-left:2.5em'><input type=checkbox role=switch checked id=c style='width:2em;margin-left:-2.5em;appearance:none;height:1em;background:#48f'><label for=c>{LABEL}</label></div>",
        NATIVE,
    ),
    "React Aria": (
        f"<label style='position:relative'><div style='{UNSEEN}'><input type=checkbox role=switch checked></div>{TRACK}{LABEL}</label>",
        NATIVE,
    ),
    "Chakra": (
        f"<label style='position:relative;display:inline-block'><input type=checkbox checked style='{UNSEEN}'><span aria-hidden=true style='{SMALL}'></span><span>{LABEL}</span></label>",
        NATIVE,
    ),
    "Shoelace": component(
        f"<label part=base><input type=checkbox role=switch checked style='position:absolute;opacity:0;margin:0;pointer-events:none'>{TRACK}<div><slot></slot></div></label>".replace(
            "'", '"'
        ),
        SLOTTED,
    ),
    "Ionic 7": component(
        f"<label><input type=checkbox role=switch checked style='{UNSEEN}'><div><slot></slot></div>{TRACK}</label>".replace(
            "'", '"'
        ),
        SLOTTED,
    ),
    "Ionic 8": component(
        f"<label for=i><input id=i type=checkbox role=switch checked tabindex=-1 style='{UNSEEN}'><div><slot></slot></div>{TRACK}</label>".replace(
            "'", '"'
        ),
        SLOTTED,
        "role=switch aria-checked=true tabindex=0",
        "this.setAttribute('aria-checked', box.checked);",
    ),
    "Material Web": component(
        f"<div style='position:relative;{SMALL}'><input type=checkbox role=switch checked style='{OVER}'></div>".replace(
            "'", '"'
        ),
        f"<label>{LABEL} <x-switch></x-switch></label>",
    ),
    "faceplate": (
        f"<label><span>{LABEL}</span><x-switch role=switch aria-checked=true tabindex=0 style='{SMALL}'></x-switch></label>",
        """customElements.define('x-switch', class extends HTMLElement { static formAssociated = true; connectedCallback() {
        this.onclick = () => { const on = this.getAttribute('aria-checked') !== 'true'; changes.push(on);
          this.setAttribute('aria-checked', on); }; } });""",
    ),
    "LinkedIn": (
        f"""<h3 id=h>{LABEL}</h3><p id=p>When off, nothing is used.</p><div style="position:relative"><input type=checkbox role=switch checked id=t aria-labelledby=h
        aria-describedby=p style="{UNSEEN}"><label for=t style="{SMALL};width:48px"><span class=said>On</span></label></div>""",
        NATIVE,
    ),
    "Fluent UI 9": (
        f"""<div style="position:relative;display:inline-flex"><input type=checkbox role=switch checked id=s style="position:absolute;left:0;top:0;opacity:0;width:56px;height:100%;margin:0;z-index:1">
        {TRACK}<label for=s style="margin-left:20px">{LABEL}</label></div>""",
        NATIVE,
    ),
    "USWDS": (
        f"<div><input type=checkbox checked id=c style='position:absolute;left:-999em;right:auto'><label for=c style='{SMALL};width:auto'>{LABEL}</label></div>",
        NATIVE,
    ),
}


async def holds(page: Page, wanted: object, states: tuple[str, str]) -> None:
    """Found, read, set once, not set again, and put back."""
    found = await controls.find(page, wanted, seconds=1)  # type: ignore[arg-type]
    reading = await controls.read(found)
    assert (reading.value, reading.enabled) == (states[0], True)
    await controls.put(found, None)
    assert (await controls.read(found)).opted_out
    await controls.put(found, None)
    assert await page.evaluate("changes") == [False], "set is not toggle"
    await controls.put(found, states[0])
    assert (await controls.read(found)).value == states[0]
    assert await page.evaluate("changes") == [False, True]
    assert await touched(page) == {"real"}


@pytest.mark.parametrize("widget", SWITCHES.values(), ids=SWITCHES.keys())
async def test_switches(blank: Page, widget: tuple[str, str]) -> None:
    markup, script = widget
    await drawn(blank, f"<div data-is=real>{markup}</div><p>The end.</p>", f"window.changes = []; {script}")
    await holds(blank, control(), ("on", "off"))


async def test_a_pressed_button_with_its_state_in_words_beside_it(blank: Page) -> None:
    """As Primer draws its toggle."""
    markup = f"<span id=l>{LABEL}</span><span aria-hidden=true class=said>On</span><button aria-pressed=true aria-labelledby=l>{TRACK}</button>"
    await drawn(blank, f"<div data-is=real>{markup}</div>", f"window.changes = []; {BUTTON}")
    await holds(blank, control(kind="pressed_button", out="off"), ("on", "off"))


async def test_a_name_that_ends_in_the_state(blank: Page) -> None:
    """As Fluent UI 8 names its toggle; the facts must say which words may follow the name."""
    markup = f"<label id=l for=t>{LABEL}</label><button type=button role=switch aria-checked=true aria-labelledby='l w' id=t>{TRACK}</button><label id=w for=t class=said>On</label>"
    await drawn(blank, f"<div data-is=real>{markup}</div>", f"window.changes = []; {BUTTON}")
    await holds(blank, control(help={"en": ["On", "Off"]}), ("on", "off"))
