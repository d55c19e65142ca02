"""Waiting for what becomes so by itself, where nothing tells of it."""

import asyncio
from collections.abc import Callable

LOOK_SECONDS = 0.05


async def until(met: Callable[[], object], seconds: float = 60) -> None:
    """Returns once it is so. TimeoutError when it does not become so in that time."""
    async with asyncio.timeout(seconds):
        while not met():  # noqa: ASYNC110 (there is no event for it)
            await asyncio.sleep(LOOK_SECONDS)
