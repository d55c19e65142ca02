"""Declares `accounts` and `sign-in`. What they do is imported when they are called, so that help is quick."""

from pathlib import Path
from typing import Annotated

import typer

from backend.cli.call import finish

Platform = Annotated[str, typer.Argument(metavar="PLATFORM", help="As `x`; see `platforms`.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="Your name for the account.")]
Handle = Annotated[
    str | None,
    typer.Option(metavar="HANDLE", help="The name by which the platform knows it; checked before every run."),
]


def add_to(app: typer.Typer) -> None:
    """Adds these commands."""
    accounts = typer.Typer(help="Adds, lists and removes accounts.", no_args_is_help=False)
    accounts.callback(invoke_without_command=True)(everyone)
    accounts.command("add")(add)
    accounts.command("list")(show)
    accounts.command("tick")(tick)
    accounts.command("blogs")(blogs)
    accounts.command("remove")(remove)
    accounts.command("import")(take_in)
    app.add_typer(accounts, name="accounts")
    app.command("sign-in")(sign_in)


def everyone(context: typer.Context) -> None:
    """Adds, lists and removes accounts. Without a word after it: lists them."""
    if context.invoked_subcommand is None:
        show(context, None)


def add(
    context: typer.Context,
    platform: Platform,
    name: Name,
    handle: Handle = None,
    address: Annotated[
        str | None, typer.Option(metavar="URL", help="Where it is, for a site of your own, as https://blog.example.")
    ] = None,
    blog: Annotated[
        list[str] | None,
        typer.Option("--blog", metavar="BLOG", help="A blog or site of it, where you name them; may be repeated."),
    ] = None,
    user: Annotated[
        str | None, typer.Option(metavar="USER", help="The user name to sign in with, if it may be stored.")
    ] = None,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Store the password, which is read from standard input.")
    ] = False,
    totp: Annotated[
        bool,
        typer.Option("--totp", help="Store the seed of the one-time codes, too; the second line of standard input."),
    ] = False,
    consent: Annotated[
        bool, typer.Option("--consent", help="Consent, once, where the platform speaks against this.")
    ] = False,
) -> None:
    """Tells Unconsent about an account. NAME is of your own choosing."""
    from backend.cli.enrolling import Wanted, enrol

    wanted = Wanted(
        platform=platform,
        name=name,
        handle=handle,
        address=address,
        blogs=tuple(blog or ()),
        user=user,
        password_stdin=password_stdin,
        totp=totp,
        consent=consent,
    )
    finish(context, enrol(context.obj, wanted))


def show(
    context: typer.Context,
    platform: Annotated[str | None, typer.Argument(metavar="PLATFORM", help="Only there.", show_default=False)] = None,
) -> None:
    """Lists the accounts, and where each stands."""
    from backend.cli.account_list import listed

    finish(context, listed(context.obj, platform))


def tick(
    context: typer.Context,
    platform: Platform,
    name: Name,
    settings: Annotated[list[str], typer.Argument(metavar="SETTING...", help="As `discoverable_email`.")],
    off: Annotated[bool, typer.Option("--off", help="Take it back.")] = False,
) -> None:
    """Has every run change a setting that costs something. Others need no tick."""
    from backend.cli.ticking import tick

    finish(context, tick(context.obj, platform, name, settings, off=off))


def blogs(
    context: typer.Context,
    platform: Platform,
    name: Name,
    blogs: Annotated[
        list[str] | None, typer.Argument(metavar="[BLOG...]", help="As in their addresses.", show_default=False)
    ] = None,
) -> None:
    """Names the blogs or sites to visit. Without any: all those that the platform lists."""
    from backend.cli.naming import name_blogs

    finish(context, name_blogs(context.obj, platform, name, blogs or ()))


def remove(
    context: typer.Context,
    platform: Platform,
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Forgets an account. Its browser profile and password, too; receipts are kept."""
    from backend.cli.enrolling import forget

    finish(context, forget(context.obj, platform, name, sure=yes))


def take_in(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="CSV, or one JSON object per line; `-`: standard input.")
    ],
) -> None:
    """Adds many accounts from a file. It has platform, name, handle, address; if one is wrong, none is added."""
    from backend.cli.importing import take_in

    finish(context, take_in(context.obj, file))


def sign_in(
    context: typer.Context,
    platform: Platform,
    name: Name,
    session: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A session from elsewhere: Playwright's storage state or a cookies.txt."),
    ] = None,
    handle: Handle = None,
) -> None:
    """Signs in, once per account. In an ordinary browser window that opens, or with a session from a file."""
    from backend.cli.signing_in import sign_in

    finish(context, sign_in(context.obj, platform, name, session=session, handle=handle))
