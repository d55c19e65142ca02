"""What a platform's `script.py` may do beside its data: list an account's blogs or sites, or tell who is signed in."""

import asyncio
import importlib.util
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from playwright.async_api import Error, Page

from automations.outcome import Refused

Parts = Callable[[Page], Awaitable[Sequence[tuple[str, str]] | None]]
"""Names with, where there is one, the reason why they are left alone; None while the page does not tell them yet."""
ANSWER_SECONDS = 10.0
"""How long a page may take to answer one question of a script."""
Told = TypeVar("Told")
SignedInAs = Callable[[Page], Awaitable[str | None]]
"""The handle that the page tells; None while it tells none."""


@dataclass(frozen=True, kw_only=True)
class Script:
    """The functions that the platform's script has."""

    parts: Parts | None = None
    signed_in_as: SignedInAs | None = None


@lru_cache
def script_of(folder: Path | None) -> Script:
    """The functions of the `script.py` in a platform's folder, if it has one. Refused when it cannot be loaded."""
    file = folder / "script.py" if folder else None
    if file is None or not file.is_file():
        return Script()
    spec = importlib.util.spec_from_file_location(f"script_of_{file.parent.name}", file)
    if spec is None or spec.loader is None:
        raise Refused(f"{file} cannot be loaded. It must be a Python file.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: dict[str, Any] = {name: getattr(module, name, None) for name in ("parts", "signed_in_as")}
    return Script(**found)


async def told_by(page: Page, function: Callable[[Page], Awaitable[Told | None]]) -> Told | None:
    """What the function tells of the page; None also while that is replaced, silent, or shaped in another way."""
    try:
        return await asyncio.wait_for(function(page), ANSWER_SECONDS)
    except (Error, TimeoutError, LookupError, TypeError):
        return None
