"""Choosing in a list that is announced and not drawn: by the arrow keys, watching what is announced as highlighted."""

import asyncio
import time
from collections.abc import Sequence

from automations.element import Part
from automations.outcome import NotRecognised
from automations.texts import among, normalise

MOST_STEPS = 60
"""How many options are walked through at most."""
MOVE_SECONDS = 1.0
"""How long the highlight may take to follow a key."""
POLL_SECONDS = 0.03

_HIGHLIGHTED = """element => {
  if (element.getRootNode().activeElement !== element || element.getAttribute('aria-expanded') !== 'true') return null;
  const id = element.getAttribute('aria-activedescendant') || '';
  const one = element.getRootNode().getElementById(id);
  if (!one || !one.matches('[role=option]') || one.getAttribute('aria-disabled') === 'true') return { id, name: '' };
  return { id, name: (one.getAttribute('aria-label') || one.textContent).trim() };
}"""


async def bring(part: Part, wanted: Sequence[str]) -> None:
    """Moves the highlight of an open list to the one option among these names. NotRecognised when it is not there.

    Keys are pressed only while the control has the focus and says that its list is open.
    """
    seen: list[str] = []
    while len(seen) < MOST_STEPS:
        name = await _moved(part, seen[-1] if seen else None)
        if among(name, wanted):
            return
        if normalise(name) in map(normalise, seen):
            break
        seen.append(name)
        await part.frame.page.keyboard.press("ArrowDown")
    raise NotRecognised("The option that was looked for is not in the list once.", seen=tuple(seen))


async def _moved(part: Part, before: str | None) -> str:
    """The name of what is highlighted, once it is another than before, or has stayed the same."""
    deadline = time.monotonic() + MOVE_SECONDS
    while True:
        found = await part.element.evaluate(_HIGHLIGHTED)
        if found is None:
            raise NotRecognised("The list was closed while an option was looked for in it.")
        name = str(found["name"])
        if (name and name != before) or time.monotonic() > deadline:
            return name
        await asyncio.sleep(POLL_SECONDS)
