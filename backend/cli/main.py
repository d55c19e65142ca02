"""The entry: reads the command line, runs one command, and turns what it ends with into text and an exit status."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from backend.cli import (
    account_commands,
    backup_commands,
    form_commands,
    keeping_commands,
    letter_commands,
    member_commands,
    notify_commands,
    service_commands,
    update_commands,
    visit_commands,
)
from backend.cli.arguments import to_the_front
from backend.cli.call import Call, program
from backend.cli.exit_status import Exit
from backend.cli.screen import make_screen

EPILOG = "Exit status: 0 fine, else the sum of 1 internal, 2 usage, 4 still on, 8 needs you, 16 not recognised, 32 unreachable."


ORDER = (
    "try",
    "accounts",
    "sign-in",
    "check",
    "run",
    "undo",
    "letters",
    "submit",
    "serve",
    "extension",
    "pair",
    "schedule",
    "notify",
    "members",
    "devices",
    "activity",
    "backup",
    "restore",
    "worker",
    "platforms",
    "update",
    "receipts",
    "certificate",
    "verify",
    "report",
    "doctor",
    "new-platform",
    "test",
)
"""As a newcomer needs them."""


class InOrder(TyperGroup):
    """Shows the commands in that order, where groups would come last."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of the commands."""
        return sorted(super().list_commands(ctx), key=ORDER.index)


def make_app(name: str) -> typer.Typer:
    """The application with all its commands; `name` is how the person starts it."""
    app = typer.Typer(
        name=name,
        cls=InOrder,
        help="Takes accounts out of AI training and data sharing, and proves it.",
        epilog=EPILOG,
        add_completion=False,
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"]},
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(options)
    visit_commands.add_to(app)
    form_commands.add_to(app)
    account_commands.add_to(app)
    service_commands.add_to(app)
    member_commands.add_to(app)
    notify_commands.add_to(app)
    backup_commands.add_to(app)
    keeping_commands.add_to(app)
    letter_commands.add_to(app)
    update_commands.add_to(app)
    return app


def options(
    context: typer.Context,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")] = False,
    home: Annotated[Path | None, typer.Option(metavar="FOLDER", help="The data folder. [env: UNCONSENT_HOME]")] = None,
    no_color: Annotated[bool, typer.Option("--no-color", help="No colours. [env: NO_COLOR]")] = False,
    resolve: Annotated[
        list[str] | None,
        typer.Option(
            metavar="HOST=ADDRESS:PORT", help="Try a test site under a real name. Repeatable. [env: UNCONSENT_RESOLVE]"
        ),
    ] = None,
    trust_spki: Annotated[
        list[str] | None,
        typer.Option(metavar="HASH", help="Trust the key of a test site, too. Repeatable. [env: UNCONSENT_TRUST_SPKI]"),
    ] = None,
    show_version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Options that may stand before or after the name of a command."""
    context.obj = Call(
        screen=make_screen(json=json, no_color=no_color, environ=os.environ),
        environ=os.environ,
        home=home,
        resolve=tuple(resolve or ()),
        trust_spki=tuple(trust_spki or ()),
    )
    if show_version:
        from backend.version import installed_version

        context.obj.screen.out.print(f"unconsent {installed_version()}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        from backend.cli.start import start_page

        context.obj.screen.out.print(start_page(program(os.environ), context.obj.screen.out.width))


def run(arguments: Sequence[str]) -> int:
    """Runs one command line to its exit status; nothing is raised."""
    try:
        name = program(os.environ)
        status = make_app(name)(to_the_front(arguments), prog_name=name, standalone_mode=False)
        return int(status or Exit.FINE)
    except (Exception, KeyboardInterrupt) as trouble:
        from backend.cli.trouble import tell

        return tell(trouble, arguments, os.environ)


def main() -> None:
    """`unconsent` and `python -m backend.cli.main`."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
