"""Who was let in a moment ago: many reads in a row ask the store once. A token that is revoked lives half a second."""

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from backend.members.principal import Principal

SECONDS = 0.5
MOST_KEPT = 1000


class Recent:
    """Remembers principals by a hash of their token, shorter than anybody may rely on."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: OrderedDict[tuple[str, str | None], tuple[float, Principal]] = OrderedDict()

    async def find(
        self, token_hash: str, extension: str | None, authenticate: Callable[[], Awaitable[Principal]]
    ) -> Principal:
        """The principal; asked for again when that is longer ago. Trouble is never remembered."""
        key = (token_hash, extension)
        then, who = self._known.get(key, (0.0, None))
        if who is not None and self._clock() - then < SECONDS:
            return who
        began = self._clock()
        who = await authenticate()
        self._known[key] = (began, who)
        if len(self._known) > MOST_KEPT:
            self._known.popitem(last=False)
        return who

    def forget(self) -> None:
        """Begins anew: something is about to change."""
        self._known.clear()
