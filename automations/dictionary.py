"""Labels in the language of the page, from the dictionary out of which the page itself takes them."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from playwright.async_api import Error, Page

from automations.spec import Labels, Platform, Setting

IN_PAGE = "page"
"""Under this key stand labels that the open page has told."""
_READ = """path => {
  let held = window;
  for (const key of path.split('.')) held = held?.[key];
  const entries = held && typeof held === 'object' ? Object.entries(held) : [];
  return entries.filter(([, text]) => typeof text === 'string');
}"""
_SLOT = re.compile(r"\{\{\s*[\w.]+\s*\}\}|%?\{\s*[\w.]+\s*\}|%(?:\d+\$)?[sd@]")
"""What stands for a name in a text: `{{name}}`, `{name}`, `%{name}`, `%s`, `%1$s`."""
_HOLE = "\ufffc"
Words = Mapping[str, str]
"""English texts and what they are in the page's language, with a hole where a name belongs."""


async def words_of(page: Page, platform: Platform) -> Words:
    """The dictionary of the open page; empty where the platform has none. What it says in two ways is left out."""
    if platform.dictionary is None:
        return {}
    try:
        entries = await page.evaluate(_READ, platform.dictionary)
    except Error:
        return {}
    words: dict[str, str] = {}
    for key, text in entries:
        english, translated = _SLOT.sub(_HOLE, key), _SLOT.sub(_HOLE, text)
        if english.count(_HOLE) == translated.count(_HOLE) <= 1 and "<" not in translated:
            words[english] = translated if words.get(english, translated) == translated else ""
    return {english: translated for english, translated in words.items() if translated.strip(f" {_HOLE}")}


def worded(setting: Setting, words: Words) -> Setting:
    """The setting with the labels that the page's own dictionary adds to those that are known."""
    if not words:
        return setting
    told = _told(json.loads(setting.model_dump_json()), words, setting.part)
    return setting.model_validate_json(json.dumps(told))


def in_page(texts: Iterable[str], words: Words, part: str) -> tuple[str, ...]:
    """What these English texts are in the page's language, as far as it has them."""
    found = (words.get(text.replace(part, _HOLE) if part else text) for text in texts)
    return tuple(one.replace(_HOLE, part) for one in found if one)


def _told(held: Any, words: Words, part: str) -> Any:
    if isinstance(held, list):
        return [_told(one, words, part) for one in held]
    if not isinstance(held, dict):
        return held
    if _is_labels(held):
        added = in_page(held["en"], words, part)
        return held | ({IN_PAGE: list(added)} if added else {})
    return {key: _told(one, words, part) for key, one in held.items()}


def _is_labels(held: Labels) -> bool:
    return "en" in held and all(isinstance(texts, list) for texts in held.values())
