"""What a closed control shows: its own text, or what is drawn over a field that is empty itself."""

from automations.element import Part

_SHOWN = """element => {
  if (element.localName === 'select') return [...element.selectedOptions].map(one => one.label.trim()).join('; ');
  if (element.localName === 'input' || element.localName === 'textarea') return element.value.trim();
  const text = node => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    const unsaid = '[aria-hidden=true], [hidden], style, script, svg';
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(unsaid)) return '';
    const style = getComputedStyle(node);
    if (style.display === 'none' || style.visibility === 'hidden') return '';
    const inner = node.localName === 'slot' ? node.assignedNodes() : (node.shadowRoot || node).childNodes;
    const said = [...inner].map(text).join('');
    return style.display === 'inline' ? said : ` ${said} `;
  };
  return text(element).trim();
}"""

_OVER = f"""element => {{
  if (element.localName !== 'input') return null;
  const shown = {_SHOWN};
  const others = 'input:not([type=hidden]), select, textarea, button, label, [role=combobox], [role=listbox]';
  for (let node = element.parentElement; node; node = node.parentElement) {{
    const here = [...node.querySelectorAll(others)].filter(one => one !== element && one.checkVisibility());
    if (here.length) return '';
    const said = shown(node);
    if (said) return said;
  }}
  return '';
}}"""
"""What is drawn over an empty field to type in, as long as nothing but the field is near it."""
_OPENS = "element => element.matches('[aria-expanded=false]')"
"""Whether it says that there is something to open."""


async def text(part: Part) -> str:
    """What the control itself shows."""
    return " ".join(str(await part.element.evaluate(_SHOWN)).split())


async def over(part: Part) -> str | None:
    """What is drawn over an empty field, and empty where that cannot be told; None where it is no field."""
    said = await part.element.evaluate(_OVER)
    return None if said is None else " ".join(str(said).split())


async def opens(part: Part) -> bool:
    """Whether it says that there is something to open."""
    return bool(await part.element.evaluate(_OPENS))
