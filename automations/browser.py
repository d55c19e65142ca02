"""The browser in which an errand runs."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from playwright.async_api import BrowserContext


@dataclass(frozen=True, kw_only=True)
class Session:
    """The signed-in browser of one account, and a way to look at the platform as a visitor without any cookies."""

    context: BrowserContext
    outside: Callable[[], AbstractAsyncContextManager[BrowserContext]]
