"""Declares `platforms`, `receipts`, `certificate`, `verify`, `report`, `doctor`, `new-platform` and `test`, which visit nobody."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from backend.cli.call import finish

Format = Literal["json", "html", "pdf"]
Export = Annotated[
    Format | None,
    typer.Option("--export", help="Write it to a file: `json` to verify, the others to read.", show_default=False),
]
To = Annotated[Path | None, typer.Option("--to", metavar="FILE", help="Where to; `-`: standard output.")]


def add_to(app: typer.Typer) -> None:
    """Adds these commands."""
    app.command("platforms")(platforms)
    receipts = typer.Typer(help="Lists, shows and exports receipts.", no_args_is_help=False)
    receipts.callback(invoke_without_command=True)(every_receipt)
    receipts.command("list")(listed)
    receipts.command("show")(show)
    app.add_typer(receipts, name="receipts")
    app.command("certificate")(certificate)
    app.command("verify")(verify)
    app.command("report")(report)
    app.command("doctor")(doctor)
    app.command("new-platform")(new_platform)
    app.command("test", context_settings={"ignore_unknown_options": True})(test)


def platforms(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME", help="A platform, a setting or another service, in full, with steps.", show_default=False
        ),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Let it be visited again after a limit or a challenge.")
    ] = False,
) -> None:
    """What is known of each platform. What a run changes there, since when it is known, and what to do by hand."""
    from backend.cli.platform_list import listed

    finish(context, listed(context.obj, name, resume=resume))


def every_receipt(context: typer.Context) -> None:
    """Lists, shows and exports receipts. Without a word after it: lists them."""
    if context.invoked_subcommand is None:
        listed(context, None, None)


def listed(
    context: typer.Context,
    platform: Annotated[str | None, typer.Argument(metavar="PLATFORM", help="Only there.", show_default=False)] = None,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Only this account.", show_default=False)] = None,
) -> None:
    """Lists the receipts, newest first."""
    from backend.cli.receipt_list import listed

    finish(context, listed(context.obj, platform, name))


def show(
    context: typer.Context,
    receipt: Annotated[str, typer.Argument(metavar="ID", help="As `receipts` lists it; its beginning is enough.")],
    export: Export = None,
    to: To = None,
) -> None:
    """Shows one receipt, or writes it to a file."""
    from backend.cli.receipt_list import exported, shown

    finish(context, exported(context.obj, receipt, export, to) if export or to else shown(context.obj, receipt))


def certificate(
    context: typer.Context,
    family: Annotated[
        bool, typer.Option("--family", help="Of everybody here; of others outcomes and dates only.")
    ] = False,
    history: Annotated[bool, typer.Option("--history", help="List every change of every setting.")] = False,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="certificate.pdf, or a file that ends in .html or .csv.")
    ] = None,
) -> None:
    """Writes on one sheet what is switched off, since when, and which receipts stand behind it."""
    from backend.cli.certifying import certified

    finish(context, certified(context.obj, family=family, history=history, to=to))


def verify(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="A receipt that was exported as JSON.")],
    whole: Annotated[bool, typer.Option("--whole", help="They must be all receipts, from the first one on.")] = False,
) -> None:
    """Checks exported receipts. Signature, chain and pictures; needs no network and no data folder."""
    from backend.cli.verifying import verify

    finish(context, verify(context.obj, files, whole=whole))


def report(
    context: typer.Context,
    platform: Annotated[str | None, typer.Argument(metavar="PLATFORM", help="Only there.", show_default=False)] = None,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Only this account.", show_default=False)] = None,
    to: Annotated[Path | None, typer.Option("--to", metavar="FILE", help="Where to.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write it without asking, as you have read it.")] = False,
) -> None:
    """Tells maintainers of pages that were not as known. Without personal text, shown to you first, and never sent."""
    from backend.cli.report import report

    finish(context, report(context.obj, platform, name, to, yes=yes))


def doctor(context: typer.Context) -> None:
    """Looks whether everything is in place. And says what to do where it is not."""
    from backend.cli.doctor import doctor

    finish(context, doctor(context.obj))


def new_platform(
    context: typer.Context,
    slug: Annotated[str, typer.Argument(metavar="SLUG", help="As `example-forum`.")],
    to: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Where your own platforms are.")] = None,
) -> None:
    """Writes a new platform folder to fill in."""
    from backend.cli.scaffold import scaffold

    finish(context, scaffold(context.obj, slug, to))


def test(context: typer.Context, arguments: Annotated[list[str] | None, typer.Argument(hidden=True)] = None) -> None:
    """Runs the checks of the project. From its folder, as ./unconsent test."""
    from automations.outcome import Refused

    raise Refused(
        "The checks belong to the project's folder, which makes their environment. There, type: ./unconsent test"
    )
