"""Declares `letters smtp`: the mail server through which letters go out."""

from typing import Annotated, Literal

import typer

from backend.cli.call import finish

Security = Literal["starttls", "tls", "none"]


def add_to(letters: typer.Typer) -> None:
    """Adds these commands."""
    smtp = typer.Typer(help="Your own mail server, through which letters can go out.", no_args_is_help=False)
    smtp.callback(invoke_without_command=True)(server)
    smtp.command("show")(show)
    smtp.command("set")(put)
    smtp.command("test")(test)
    smtp.command("remove")(remove)
    letters.add_typer(smtp, name="smtp")


def server(context: typer.Context) -> None:
    """Your own mail server, through which letters can go out. Without a word after it: shows it."""
    if context.invoked_subcommand is None:
        show(context)


def show(context: typer.Context) -> None:
    """Shows it, without its password."""
    from backend.cli.letter_mailbox import shown

    finish(context, shown(context.obj))


def put(
    context: typer.Context,
    host: Annotated[str, typer.Option("--host", metavar="HOST", help="As `smtp.example.org`.")],
    address: Annotated[str, typer.Option("--address", metavar="EMAIL", help="What your mail comes from.")],
    user: Annotated[
        str | None, typer.Option("--user", metavar="USER", help="To sign in with; otherwise the address.")
    ] = None,
    port: Annotated[
        int | None, typer.Option("--port", min=1, max=65535, help="587 for starttls, 465 for tls.", show_default=False)
    ] = None,
    security: Annotated[
        Security, typer.Option("--security", help="How it is encrypted; `none` only for this machine.")
    ] = "starttls",
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from standard input; otherwise it is asked for.")
    ] = False,
) -> None:
    """Says which one it is. Its password is sealed."""
    from backend.cli.letter_mailbox import put

    finish(context, put(context.obj, host, port, security, address, user, stdin=password_stdin))


def test(context: typer.Context) -> None:
    """Signs in there, and sends nothing."""
    from backend.cli.letter_mailbox import tried

    finish(context, tried(context.obj))


def remove(context: typer.Context) -> None:
    """Forgets it with its password."""
    from backend.cli.letter_mailbox import removed

    finish(context, removed(context.obj))
