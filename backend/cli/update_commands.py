"""Declares `update`. What it does is imported when it is called, so that help is quick."""

from typing import Annotated

import typer

from backend.cli.call import finish


def add_to(app: typer.Typer) -> None:
    """Adds this command."""
    app.command("update")(update)


def update(
    context: typer.Context,
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="SOURCE",
            help="A signed catalogue: a file, or an https address. [env: UNCONSENT_CATALOGUE_URL]",
            show_default=False,
        ),
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Only look at it, and say what would change.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Agree to new hosts, and to all else that is asked.")] = False,
    rollback: Annotated[bool, typer.Option("--rollback", help="Back to the catalogue of this release.")] = False,
    show: Annotated[
        bool, typer.Option("--show", help="Which catalogue is in use, and whose keys are trusted.")
    ] = False,
    trust_key: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY", help="Trust this public key, or the one in this file. Repeatable."),
    ] = None,
) -> None:
    """Takes newer facts about platforms from a signed file. Never code; and only when you ask."""
    from backend.cli.updating import Asked, updated

    asked = Asked(source=source, check=check, yes=yes, rollback=rollback, show=show, trust_keys=tuple(trust_key or ()))
    finish(context, updated(context.obj, asked))
