"""Declares `members`, `devices`, `pair` and `activity`, which are the owner's. What they do is imported when called."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from backend.cli.call import finish

Name = Annotated[str, typer.Argument(metavar="NAME", help="As `members` lists it.")]
OfMember = Annotated[str | None, typer.Option("--member", metavar="NAME", help="Of this member; else your own.")]


def add_to(app: typer.Typer) -> None:
    """Adds these commands."""
    members = typer.Typer(help="Invites, lists, exports and removes members of the household.", no_args_is_help=False)
    members.callback(invoke_without_command=True)(everybody)
    members.command("list")(show)
    members.command("invite")(invite)
    members.command("export")(export)
    members.command("remove")(remove)
    members.command("password")(password)
    app.add_typer(members, name="members")
    devices = typer.Typer(help="Lists and revokes devices that are signed in.", no_args_is_help=False)
    devices.callback(invoke_without_command=True)(every_device)
    devices.command("list")(show_devices)
    devices.command("revoke")(revoke)
    app.add_typer(devices, name="devices")
    app.command("pair")(pair)
    app.command("activity")(activity)


def everybody(context: typer.Context) -> None:
    """Invites, lists, exports and removes members of the household. Without a word after it: lists them."""
    if context.invoked_subcommand is None:
        show(context)


def show(context: typer.Context) -> None:
    """Lists the members, and who is invited."""
    from backend.cli.member_list import listed

    finish(context, listed(context.obj))


def invite(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What they are called here; they may change it.")],
    role: Annotated[
        Literal["member", "restricted"],
        typer.Option("--role", help="`restricted`: for a child; looked after by you."),
    ] = "member",
) -> None:
    """Invites somebody. The link that it prints works once, for seven days."""
    from backend.cli.member_list import invited

    finish(context, invited(context.obj, name, role))


def export(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Of this member; else your own.")] = None,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="FILE", help="unconsent-export.zip, or a file or folder that you name."),
    ] = None,
) -> None:
    """Writes everything that is kept of a member to one file. Without what is secret; another member's needs their grant."""
    from backend.cli.member_export import export

    finish(context, export(context.obj, name, to=to))


def remove(
    context: typer.Context,
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Removes a member with everything. Accounts, receipts, profiles and passwords are deleted for good."""
    from backend.cli.member_list import removed

    finish(context, removed(context.obj, name, sure=yes))


def password(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Of this member; else your own.")] = None,
    stdin: Annotated[bool, typer.Option("--stdin", help="Read it from standard input, without asking.")] = False,
    without_codes: Annotated[
        bool, typer.Option("--without-codes", help="Switch one-time codes off, too; for a lost phone.")
    ] = False,
) -> None:
    """Sets a password to sign in with. A first one, or one that was forgotten."""
    from backend.cli.member_list import password_set

    finish(context, password_set(context.obj, name, stdin=stdin, without_codes=without_codes))


def every_device(context: typer.Context) -> None:
    """Lists and revokes devices that are signed in. Without a word after it: lists them."""
    if context.invoked_subcommand is None:
        show_devices(context, None)


def show_devices(context: typer.Context, member: OfMember = None) -> None:
    """Lists the devices."""
    from backend.cli.device_list import listed

    finish(context, listed(context.obj, member))


def revoke(
    context: typer.Context,
    device: Annotated[str, typer.Argument(metavar="ID", help="As `devices` lists it; its beginning is enough.")],
    member: OfMember = None,
) -> None:
    """Shuts a device out, at once."""
    from backend.cli.device_list import revoked

    finish(context, revoked(context.obj, device, member))


def pair(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="As the extension shows it, like 7QK2-M0XD.")],
    member: Annotated[
        str | None, typer.Option("--member", metavar="NAME", help="For this member; else for you.")
    ] = None,
) -> None:
    """Lets the extension in that shows this code."""
    from backend.cli.device_list import paired

    finish(context, paired(context.obj, code, member))


def activity(context: typer.Context, member: OfMember = None) -> None:
    """Lists what was done, and by whom. Another member's needs their grant, and they see that you looked."""
    from backend.cli.device_list import done_lately

    finish(context, done_lately(context.obj, member))
