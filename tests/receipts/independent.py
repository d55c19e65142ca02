"""`docs/verify_receipt.py`, the checker that shares no code with ours: loaded as a module, or run as a process."""

import importlib.util
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature

from tests.receipts.samples import SCRIPT

EXPECTED = (ValueError, KeyError, TypeError, AttributeError, RecursionError, InvalidSignature)
"""What its last lines catch."""


@cache
def script() -> Any:
    """The script as a module."""
    found = importlib.util.spec_from_file_location("verify_receipt", SCRIPT)
    assert found
    assert found.loader
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def is_valid(content: bytes) -> bool:
    """What it says of one file."""
    try:
        script().check(content)
    except EXPECTED:
        return False
    return True


def is_chain(contents: Sequence[bytes], *, whole: bool = False) -> bool:
    """What it says of several files."""
    try:
        script().chain([script().check(one) for one in contents], whole)
    except EXPECTED:
        return False
    return True


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Runs it as somebody does who has nothing but the file and `cryptography`."""
    return subprocess.run(
        [sys.executable, "-I", "-W", "error", SCRIPT, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=SCRIPT.parent,
        env={},
    )
