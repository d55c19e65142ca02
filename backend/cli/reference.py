"""Writes `docs/reference/command-line.md` from the commands themselves: `python -m backend.cli.reference > FILE`."""

import sys
from collections.abc import Iterator
from typing import Any

import typer.main

from backend.cli.main import make_app

HEAD = """\
# The command line

Written by `python -m backend.cli.reference` from the commands; do not edit. Options of every command may stand before or
after its name. What the exit status and `--json` say: [exit status and JSON](exit-status-and-json.md).
"""


def reference() -> str:
    """The whole page, in Markdown."""
    app: Any = typer.main.get_command(make_app("unconsent"))
    lines = [HEAD, "## Options of every command", "", *_table(app), "", *_commands(app, "unconsent")]
    return "\n".join(lines).rstrip() + "\n"


def _commands(group: Any, path: str) -> Iterator[str]:
    context = typer.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if hasattr(command, "commands"):
            yield from _commands(command, f"{path} {name}")
            continue
        arguments = [_argument(one) for one in command.params if one.param_type_name == "argument" and not _hidden(one)]
        yield f"## `{' '.join([path, name, *arguments])}`"
        yield ""
        yield (command.help or "").strip()
        yield ""
        table = list(_table(command))
        if len(table) > len(TABLE_HEAD):
            yield from table
            yield ""


TABLE_HEAD = ("| | |", "|---|---|")


def _table(command: Any) -> Iterator[str]:
    yield from TABLE_HEAD
    for one in command.params:
        if _hidden(one) or one.name == "help" or not getattr(one, "help", None):
            continue
        said = one.help.replace("|", "\\|")
        yield f"| {_name(one)} | {said} |"


def _name(one: Any) -> str:
    if one.param_type_name == "argument":
        return f"`{_argument(one)}`"
    value = "" if one.is_flag else f" {one.metavar or '|'.join(one.type_descriptor.choices or ()) or one.name.upper()}"
    return f"`{', '.join(one.opts)}{value}`".replace("|", "\\|")


def _argument(one: Any) -> str:
    name = one.metavar or one.name.upper()
    name = f"{name}..." if one.nargs == -1 else name
    return name if one.required else f"[{name}]"


def _hidden(one: Any) -> bool:
    return bool(getattr(one, "hidden", False))


if __name__ == "__main__":
    sys.stdout.write(reference())
