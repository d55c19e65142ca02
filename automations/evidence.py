"""What was seen of one control: a picture in which all but the control and its label is painted over."""

import io
from datetime import UTC, datetime
from typing import Any

from PIL import Image, ImageDraw
from playwright.async_api import Error, Locator, Page

from automations.outcome import Evidence

MARGIN = 24
"""Pixels around the control that stay in the picture; at most 64 by policy."""
_PAINT = (225, 225, 228)

_SEEN = "({language: document.documentElement.lang, width: innerWidth, height: innerHeight})"
_BOXES = """element => {
  const root = element.getRootNode();
  const named = (element.getAttribute('aria-labelledby') || '').split(/\\s+/).filter(Boolean)
    .map(id => root.getElementById(id));
  const shown = [element, ...named, ...(element.labels || [])].filter(Boolean)
    .map(one => one.getBoundingClientRect()).filter(box => box.width > 1 && box.height > 1)
    .filter(box => box.height < 400);
  const own = element.getBoundingClientRect();
  const labels = [...(element.labels || []), element.closest('label')].filter(Boolean);
  const inside = (inner, outer) => {
    for (let node = inner; node; node = node.parentNode || node.host) if (node === outer) return true;
    return false;
  };
  const hit = root.elementFromPoint((own.left + own.right) / 2, (own.top + own.bottom) / 2);
  if (!hit || !(inside(hit, element) || inside(element, hit) || labels.some(label => inside(hit, label)))) return [];
  return shown.map(box => [box.left - own.left, box.top - own.top, box.right - own.left, box.bottom - own.top]);
}"""


async def take(page: Page, element: Locator, *, moment: str, value: str, name: str) -> Evidence:
    """What the element read, with a cropped and masked picture of it and its label where one can be drawn."""
    seen: dict[str, Any] = await page.evaluate(_SEEN)
    description = {
        "page": page.url.split("?")[0].split("#")[0],
        "language": str(seen["language"]),
        "control": name,
        "reads": value,
    }
    picture = await _picture(page, element, seen["width"], seen["height"])
    return Evidence(moment=moment, at=datetime.now(UTC), description=description, picture=picture)


async def _picture(page: Page, element: Locator, width: float, height: float) -> bytes | None:
    try:
        one = await element.element_handle(timeout=1000)
        await one.scroll_into_view_if_needed(timeout=1000)
        own = await one.bounding_box()
        if own is None:
            return None
        offsets: list[list[float]] = await one.evaluate(_BOXES)
        if not offsets:
            return None  # something that is none of our business lies over it
        boxes = [(x1 + own["x"], y1 + own["y"], x2 + own["x"], y2 + own["y"]) for x1, y1, x2, y2 in offsets]
        clip = _around(boxes, width, height)
        if clip is None:
            return None
        left, top, right, bottom = clip
        shot = await page.screenshot(
            clip={"x": left, "y": top, "width": right - left, "height": bottom - top}, scale="css", timeout=5000
        )
        return masked(shot, [(x1 - left, y1 - top, x2 - left, y2 - top) for x1, y1, x2, y2 in boxes])
    except Error:
        return None


def masked(picture: bytes, keep: list[tuple[float, float, float, float]]) -> bytes:
    """The PNG with everything painted over but the boxes to keep, in pixels: left, top, right, bottom."""
    with Image.open(io.BytesIO(picture)) as original:
        clean = Image.new("RGB", original.size, _PAINT)
        for left, top, right, bottom in keep:
            box = (max(int(left), 0), max(int(top), 0), min(int(right), clean.width), min(int(bottom), clean.height))
            if box[2] > box[0] and box[3] > box[1]:
                clean.paste(original.convert("RGB").crop(box), box[:2])
                ImageDraw.Draw(clean).rectangle(box, outline=(150, 150, 155))
    out = io.BytesIO()
    clean.save(out, "PNG", optimize=True)
    return out.getvalue()


def _around(
    boxes: list[tuple[float, float, float, float]], width: float, height: float
) -> tuple[float, float, float, float] | None:
    """The rectangle of all boxes with the margin, within the window; None when nothing is inside it."""
    if not boxes:
        return None
    left = max(min(box[0] for box in boxes) - MARGIN, 0.0)
    top = max(min(box[1] for box in boxes) - MARGIN, 0.0)
    right = min(max(box[2] for box in boxes) + MARGIN, width)
    bottom = min(max(box[3] for box in boxes) + MARGIN, height)
    return (left, top, right, bottom) if right - left >= 1 and bottom - top >= 1 else None
