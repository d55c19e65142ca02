"""The page for someone who has just cloned the project: nothing is installed yet, and nothing need be to read it."""

import ast
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from backend.launcher.environment import ROOT

WORDS = ("LEAD", "PARTS")


def first_page(program: str, place: Path) -> str:
    """The start page in plain text, read from where the command line keeps its words."""
    words = _words(ROOT / "backend" / "cli" / "start.py")
    longest = max(len(command) for _, commands in words["PARTS"] for command, _ in commands)
    lines = ["", "  Unconsent", f"  {words['LEAD']}"]
    for title, commands in words["PARTS"]:
        lines += ["", f"  {title}"]
        lines += [f"    {program} {command:<{longest}}   {what}" for command, what in commands]
    lines += ["", f"  Everything else: {program} --help", ""]
    lines += [f"  The first command makes an environment of its own in {place},"]
    lines += ["  once, in about a minute.", ""]
    return "\n".join(lines) + "\n"


def _words(file: Path) -> Mapping[str, Any]:
    """The texts of a module that cannot be imported before its dependencies are there."""
    return {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in ast.parse(file.read_text()).body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in WORDS
    }
