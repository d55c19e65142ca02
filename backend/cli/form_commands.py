"""Declares `submit`. What it does is imported when it is called."""

from pathlib import Path
from typing import Annotated

import typer

from backend.cli.call import finish

Platform = Annotated[str, typer.Argument(metavar="PLATFORM", help="As `facebook`; see `platforms`.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="Your name for the account.")]
FormId = Annotated[str, typer.Argument(metavar="FORM", help="As `meta.objection_facebook`.")]


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("submit")(submit)


def submit(
    context: typer.Context,
    platform: Platform,
    name: Name,
    form: FormId,
    email: Annotated[str, typer.Option(metavar="ADDRESS", help="Instead of the one that the form holds.")] = "",
    reason: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Your own words, from a text file; - reads standard input.")
    ] = None,
    show: Annotated[bool, typer.Option("--show", help="Only show what would be sent.")] = False,
    approve: Annotated[str, typer.Option(metavar="HASH", help="Send what --show showed under this hash.")] = "",
    sent: Annotated[bool, typer.Option("--sent", help="Send nothing: keep that you sent it yourself.")] = False,
    headed: Annotated[bool, typer.Option("--headed", help="Show the browser window.")] = False,
    consent: Annotated[bool, typer.Option("--consent", help="Consent, once, where a platform needs it.")] = False,
) -> None:
    """Objects with a platform's own form. Shows all of it first, asks, and sends it once."""
    from backend.cli.submitting import Wanted, submitted

    wanted = Wanted(
        platform=platform,
        name=name,
        form=form,
        email=email,
        reason=reason,
        show=show,
        approve=approve,
        sent=sent,
        headed=headed,
        consent=consent,
    )
    finish(context, submitted(context.obj, wanted))
