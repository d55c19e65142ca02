"""Declares `notify`: where you are told of what looks found, when, and a test. What they do is imported when called."""

from typing import Annotated, Literal

import typer

from backend.cli.call import finish

Name = Annotated[str, typer.Argument(metavar="NAME", help="As `notify` lists it.")]
Day = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def add_to(app: typer.Typer) -> None:
    """Adds these commands."""
    notify = typer.Typer(help="Tells you what looks found, by mail, chat or push.", no_args_is_help=False)
    notify.callback(invoke_without_command=True)(everywhere)
    notify.command("list")(show)
    notify.command("add")(add)
    notify.command("remove")(remove)
    notify.command("test")(test)
    notify.command("settings")(settings)
    app.add_typer(notify, name="notify")


def everywhere(context: typer.Context) -> None:
    """Tells you what looks found, by mail, chat or push. Without a word after it: lists where."""
    if context.invoked_subcommand is None:
        show(context)


def show(context: typer.Context) -> None:
    """Lists where you are told, and whether it arrives."""
    from backend.cli.notify_targets import listed

    finish(context, listed(context.obj))


def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Your own name for it, as `phone`.")],
    url_stdin: Annotated[
        bool, typer.Option("--url-stdin", help="Read the address from standard input; otherwise it is asked for.")
    ] = False,
) -> None:
    """Adds a place. Its address, as Apprise writes it, is typed unseen and sealed."""
    from backend.cli.notify_targets import added

    finish(context, added(context.obj, name, stdin=url_stdin))


def remove(context: typer.Context, name: Name) -> None:
    """Forgets a place with its address."""
    from backend.cli.notify_targets import removed

    finish(context, removed(context.obj, name))


def test(context: typer.Context, name: Name) -> None:
    """Sends a test message there, and says what came of it."""
    from backend.cli.notify_targets import tested

    finish(context, tested(context.obj, name))


def settings(
    context: typer.Context,
    at_once: Annotated[
        list[str] | None,
        typer.Option(
            "--at-once",
            metavar="WHAT",
            help="Told at once: came_back, needs_you, letter_due, or nothing. Repeatable; the rest comes with the digest.",
        ),
    ] = None,
    quiet: Annotated[
        str | None, typer.Option("--quiet", metavar="FROM-UNTIL", help="As 22:00-07:00; `never` for none.")
    ] = None,
    time_zone: Annotated[
        str | None, typer.Option("--time-zone", metavar="ZONE", help="As Europe/Berlin; UTC until you say so.")
    ] = None,
    digest: Annotated[
        bool | None, typer.Option("--digest/--no-digest", help="Once a week how things stand.", show_default=False)
    ] = None,
    day: Annotated[Day | None, typer.Option("--day", help="The digest's day.", show_default=False)] = None,
    hour: Annotated[
        int | None, typer.Option("--hour", min=0, max=23, help="The digest's hour.", show_default=False)
    ] = None,
) -> None:
    """Shows what you are told and when, after changing what is named."""
    from backend.cli.notify_wishes import Change, shown

    change = Change(at_once=at_once, quiet=quiet, zone=time_zone, digest=digest, day=day, hour=hour)
    finish(context, shown(context.obj, change))
