"""Accounts that a person has in hand: as long as they are signing in there, no job visits the profile."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

LOOK_SECONDS = 0.2
BUSY = "A job is at work in this account. Cancel it, wait until it has stopped, and try again."
OPEN_ALREADY = "A sign-in window of this account is open. Go on there, or close that one first."


@dataclass(kw_only=True)
class Held:
    """By their ids, with their platforms."""

    _accounts: dict[int, str] = field(default_factory=dict)

    @contextmanager
    def holding(self, account: int, platform: str) -> Iterator[None]:
        """Holds one, which nobody does yet."""
        self._accounts[account] = platform
        try:
            yield
        finally:
            del self._accounts[account]

    def holds(self, account: int) -> bool:
        """Whether somebody has it in hand."""
        return account in self._accounts

    @property
    def platforms(self) -> frozenset[str]:
        """Of all that are held: whoever waits behind one of them in its line was not forgotten."""
        return frozenset(self._accounts.values())

    async def free(self, account: int) -> None:
        """Waits until nobody has it in hand."""
        while self.holds(account):  # noqa: ASYNC110 (they last minutes)
            await asyncio.sleep(LOOK_SECONDS)
