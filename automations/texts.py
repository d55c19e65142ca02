"""Comparing labels: quotes, hyphens, spaces, widths, marks, icons and capitals do not count; all else does."""

import re
import unicodedata
from collections.abc import Iterable

from automations.spec import Labels

_ALIKE = {
    "'": "'\u2018\u2019\u201a\u201b\u02bc\u2032\uff07",
    '"': '"\u201c\u201d\u201e\u201f\u2033\uff02',
    "-": "-\u2010\u2011\u2012\u2013\u2212\uff0d",
}
"""Signs that typographers put for one another without changing what is said."""
_PLAIN = str.maketrans({sign: plain for plain, signs in _ALIKE.items() for sign in signs})
_MARKS = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
_GLYPHS = "\ue000-\uf8ff"
"""Signs for private use, which mean nothing by themselves: fonts draw icons as such letters."""
_MARK = re.compile(f"[{_MARKS}{_GLYPHS}\U000f0000-\U0010ffff]")
_PAIRS = r"[\udb80-\udbff][\udc00-\udfff]"
"""The further signs for private use, as JavaScript sees them."""
_NOTHING = f"(?:[\\s{_MARKS}{_GLYPHS}]|{_PAIRS})"
_FULL_WIDTH = 0xFEE0
"""How far the full-width form of an ASCII sign is from it."""


def normalise(text: str) -> str:
    """The text as it is compared: plain signs, single spaces, no invisible marks, folded case."""
    bare = unicodedata.normalize("NFKC", without_marks(text).translate(_PLAIN))
    return " ".join(unicodedata.normalize("NFKC", bare.casefold()).split())


def all_texts(labels: Labels) -> tuple[str, ...]:
    """Every text of the map, in all languages, each once."""
    return tuple(dict.fromkeys(text for texts in labels.values() for text in texts))


def without_marks(text: str) -> str:
    """The text as it is heard: without invisible marks, and without icons that are drawn as letters."""
    return _MARK.sub("", text)


def same(one: str, other: str) -> bool:
    """Whether two texts are the same label."""
    return normalise(one) == normalise(other)


def among(text: str, known: Iterable[str]) -> bool:
    """Whether the text is one of the known labels."""
    bare = normalise(text)
    return any(normalise(one) == bare for one in known)


def name_pattern(texts: Iterable[str], *, endings: Iterable[str] = (), more: bool = False) -> re.Pattern[str]:
    """An anchored pattern, for Playwright's `name=`, that matches exactly these labels as `normalise` compares them.

    With `endings`, a label may be followed by one of these texts: some clients append the help text to the name.
    With `more`, any further words may stand before and after it: whoever asks so must look at the words.
    """
    labels = "|".join(_loosely(text) for text in texts)
    ends = "|".join(_loosely(text) for text in endings)
    tail = f"(?:[\\s:,.]+(?:{ends}))?" if ends else ""
    if more:
        return re.compile(f"^(?:.*[\\s:,.])?(?:{labels})(?:[\\s:,.].*)?$", re.IGNORECASE | re.DOTALL)
    return re.compile(f"^(?:{labels}){tail}\\s*$", re.IGNORECASE)


def starts_with(text: str, known: Iterable[str]) -> bool:
    """Whether the text begins with one of the known texts."""
    bare = normalise(text)
    return any(bare.startswith(normalise(one)) for one in known)


def rest_of(name: str, label: str) -> str | None:
    """What a name says besides a label with which it begins or ends, in plain words; None when it does neither."""
    bare, known = normalise(name), normalise(label)
    before, after = bare.removesuffix(known), bare.removeprefix(known)
    if after != bare and (not after or not after[0].isalnum()):
        return after.strip(" :,.")
    if before != bare and not before[-1:].isalnum():
        return before.strip(" :,.")
    return None


def _loosely(text: str) -> str:
    """Regular expressions, valid in Python and in JavaScript, for one label: composed, and just as it is written.

    Some platforms compose their own labels in half (X in Bengali and Yoruba), which neither normal form has.
    """
    return "|".join(_spelled(one) for one in dict.fromkeys((unicodedata.normalize("NFC", text), text)))


def _spelled(text: str) -> str:
    """Marks within a word are forgiven where the label has them itself; soft hyphens are taken out by Playwright."""
    wide = any(unicodedata.east_asian_width(char) in "WF" for char in text)
    spelled = ("".join(_letter(char, wide=wide) for char in word) for word in text.split())
    return f"{_NOTHING}*" + f"{_NOTHING}+".join(spelled) + f"{_NOTHING}*"


def _letter(char: str, *, wide: bool) -> str:
    """One letter in all its spellings."""
    if _MARK.match(char):
        return f"(?:{char})?"
    plain = char.translate(_PLAIN)
    if plain in _ALIKE:
        return f"[{_ALIKE[plain]}]" if plain != "-" else f"[{_ALIKE[plain][1:]}-]"
    if char.isascii() and not wide:
        return _plainly(char)
    forms = {char, unicodedata.normalize("NFD", char), unicodedata.normalize("NFKC", char)}
    if "!" <= char <= "~":
        forms.add(chr(ord(char) + _FULL_WIDTH))
    spelled = sorted("".join(_plainly(sign) for sign in form) for form in forms)
    return spelled[0] if len(spelled) == 1 else f"(?:{'|'.join(spelled)})"


def _plainly(sign: str) -> str:
    return "\\" + sign if sign in "\\^$.|?*+()[]{}/" else sign
