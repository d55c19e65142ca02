"""Comparing labels: quotes, spaces, invisible marks and capitals do not count; everything else does."""

import re
from collections.abc import Iterable

from automations.spec import Labels

_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"'})
_MARKS = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_MARK = re.compile(f"[{_MARKS}]")


def normalise(text: str) -> str:
    """The text as it is compared: straight quotes, single spaces, no invisible marks, folded case."""
    return " ".join(_MARK.sub("", text.translate(_QUOTES)).split()).casefold()


def all_texts(labels: Labels) -> tuple[str, ...]:
    """Every text of the map, in all languages, each once."""
    return tuple(dict.fromkeys(text for texts in labels.values() for text in texts))


def same(one: str, other: str) -> bool:
    """Whether two texts are the same label."""
    return normalise(one) == normalise(other)


def among(text: str, known: Iterable[str]) -> bool:
    """Whether the text is one of the known labels."""
    bare = normalise(text)
    return any(normalise(one) == bare for one in known)


def name_pattern(texts: Iterable[str], *, endings: Iterable[str] = ()) -> re.Pattern[str]:
    """An anchored pattern, for Playwright's `name=`, that matches exactly these labels as `normalise` compares them.

    With `endings`, a label may be followed by one of these texts: some clients append the help text to the name.
    """
    starts = "|".join(_loosely(text) for text in texts)
    ends = "|".join(_loosely(text) for text in endings)
    tail = f"(?:[\\s:,]+(?:{ends}))?" if ends else ""
    return re.compile(f"^\\s*(?:{starts}){tail}\\s*$", re.IGNORECASE)


def starts_with(text: str, known: Iterable[str]) -> bool:
    """Whether the text begins with one of the known texts."""
    bare = normalise(text)
    return any(bare.startswith(normalise(one)) for one in known)


def _loosely(text: str) -> str:
    """A regular expression, valid in Python and in JavaScript, for one label."""
    return f"[{_MARKS}]*" + f"[\\s{_MARKS}]+".join(_word(word) for word in text.split()) + f"[{_MARKS}]*"


def _word(word: str) -> str:
    return "".join(_letter(char) for char in word)


def _letter(char: str) -> str:
    if char in "'\u2018\u2019\u02bc":
        return "['\u2018\u2019\u02bc]"
    if char in '"\u201c\u201d':
        return '["\u201c\u201d]'
    if _MARK.match(char):
        return f"{char}?"
    return "\\" + char if char in "\\^$.|?*+()[]{}/" else char
