"""Takes whatever may be personal out of the names on a page: what is known of the person, links, numbers, handles."""

import re
import unicodedata
from collections.abc import Iterable

from automations.texts import normalise

LONGEST = 120
"""Signs of a name that are kept."""
SHORTEST_WITHIN = 6
"""A personal value of so many letters is found within words, too; a shorter one where a word begins."""
SHORTEST_PART = 3
"""A part of a personal value, as of a handle or an e-mail address, that has so many letters is personal, too."""
_PATTERNS = {
    "a link": re.compile(r"://|\bwww\.|\b[\w-]+\.[a-z]{2,}\b"),
    "a number": re.compile(r"\d"),
}
_WORD = re.compile(r"[^\W_]+")
_NO_SPACES_FROM = "\u2e80"
"""From here on scripts do not put spaces between words."""


class Redactor:
    """Knows what is personal to one person, and which labels are a platform's own and tell nothing of anybody.

    `spoken`: those of them in the language of the page. Their words are ordinary there; elsewhere they may be names.
    """

    def __init__(self, personal: Iterable[str], own_labels: Iterable[str], spoken: Iterable[str] = ()) -> None:
        self._labels = frozenset(normalise(one) for one in own_labels)
        vocabulary = {word for label in spoken for word in _words(label)}
        values = {_squashed(one) for one in personal} - {""}
        parts = {word for one in personal for word in _words(one) if len(word) >= SHORTEST_PART} - vocabulary
        self._within = {one for one in values | parts if len(one) >= SHORTEST_WITHIN or one >= _NO_SPACES_FROM}
        self._beginning = {one for one in values | parts if one not in vocabulary} - self._within

    def why_personal(self, text: str) -> str | None:
        """Why a name on a page must not leave the house; None when it may. A known label may."""
        bare = normalise(text)
        if bare in self._labels:
            return None
        if "@" in bare:
            return "an e-mail address or a handle"
        for what, pattern in _PATTERNS.items():
            if pattern.search(bare):
                return what
        return "something of yours" if self._is_personal(bare) else None

    def remark(self, text: str) -> str | None:
        """A sentence of ours without what it quotes; None when something personal is left in it. Counts may stay."""
        unquoted = re.sub(r"'[^']*'|\"[^\"]*\"", "...", text)
        counted = re.sub(r"\d", "", unquoted)
        return None if self.why_personal(counted) else unquoted

    def _is_personal(self, bare: str) -> bool:
        squashed, words = _squashed(bare), _words(bare)
        if any(one in squashed for one in self._within):
            return True
        return any(
            word == one or (len(one) > SHORTEST_PART and word.startswith(one))
            for one in self._beginning
            for word in words
        )


def cut(text: str) -> str:
    """The name, at most so long."""
    return text if len(text) <= LONGEST else text[:LONGEST].rstrip() + "..."


def _words(text: str) -> list[str]:
    return _WORD.findall(_plain(text))


def _squashed(text: str) -> str:
    """Nothing but letters and digits, so that `anna_example` is found in "Anna Example"."""
    return "".join(_words(text))


def _plain(text: str) -> str:
    """Without accents, which people leave out of their handles."""
    apart = unicodedata.normalize("NFD", normalise(text))
    return "".join(one for one in apart if not unicodedata.combining(one))
