"""Declares `check`, `run`, `undo` and `try`. What they do is imported when they are called, so that help is quick."""

from typing import TYPE_CHECKING, Annotated

import typer

from backend.cli.call import finish

if TYPE_CHECKING:
    from backend.cli.targets import Asked

Platform = Annotated[
    str | None, typer.Argument(metavar="PLATFORM", help="As `x`; see `platforms`.", show_default=False)
]
Name = Annotated[str | None, typer.Argument(metavar="NAME", help="Your name for the account.", show_default=False)]
Settings = Annotated[
    list[str] | None,
    typer.Argument(metavar="SETTING", help="Only these, also when they cost something.", show_default=False),
]
Everyone = Annotated[bool, typer.Option("--all", help="Every account.")]
Setting = Annotated[list[str] | None, typer.Option("--setting", metavar="SETTING", help="The same, with --all.")]
Essential = Annotated[bool, typer.Option("--essential", help="Only what is essential: the smallest honest run.")]
Width = Annotated[
    int | None,
    typer.Option(min=1, max=64, metavar="NUMBER", help="Browsers at once. [default: up to 4]", show_default=False),
]
Headed = Annotated[bool, typer.Option("--headed", help="Show the browser windows.")]
Consent = Annotated[bool, typer.Option("--consent", help="Consent, once, where a platform speaks against this.")]


def add_to(app: typer.Typer) -> None:
    """Adds these commands."""
    app.command("try")(try_out)
    app.command("check")(check)
    app.command("run")(run)
    app.command("undo")(undo)


def try_out(
    context: typer.Context,
    headed: Headed = False,
    width: Width = None,
) -> None:
    """See it work, without any account. Opts practice accounts out, in a real browser, on stand-ins on this machine."""
    from backend.cli.practising import practise

    finish(context, practise(context.obj, width=width, headed=headed))


def check(
    context: typer.Context,
    platform: Platform = None,
    name: Name = None,
    settings: Settings = None,
    everyone: Everyone = False,
    setting: Setting = None,
    every: Annotated[bool, typer.Option("--every", help="Also read settings that no run would change.")] = False,
    essential: Essential = False,
    width: Width = None,
    headed: Headed = False,
    consent: Consent = False,
) -> None:
    """Looks where every setting stands. Changes nothing."""
    from automations.errand import Mode
    from backend.cli.targets import Asked

    asked = Asked(
        mode=Mode.CHECK,
        platform=platform,
        name=name,
        settings=(*(settings or ()), *(setting or ())),
        all=everyone,
        essential=essential,
        every=every,
        width=width,
        headed=headed,
        consent=consent,
    )
    _visit(context, asked)


def run(
    context: typer.Context,
    platform: Platform = None,
    name: Name = None,
    settings: Settings = None,
    everyone: Everyone = False,
    setting: Setting = None,
    essential: Essential = False,
    width: Width = None,
    headed: Headed = False,
    consent: Consent = False,
) -> None:
    """Opts out, and proves it. What costs you something is left alone unless you name it."""
    from automations.errand import Mode
    from backend.cli.targets import Asked

    asked = Asked(
        mode=Mode.RUN,
        platform=platform,
        name=name,
        settings=(*(settings or ()), *(setting or ())),
        all=everyone,
        essential=essential,
        width=width,
        headed=headed,
        consent=consent,
    )
    _visit(context, asked)


def undo(
    context: typer.Context,
    platform: Platform = None,
    name: Name = None,
    settings: Settings = None,
    everyone: Everyone = False,
    setting: Setting = None,
    width: Width = None,
    headed: Headed = False,
    consent: Consent = False,
) -> None:
    """Puts back what was there before. Only what Unconsent changed, and with the same proof."""
    from automations.errand import Mode
    from backend.cli.targets import Asked

    asked = Asked(
        mode=Mode.UNDO,
        platform=platform,
        name=name,
        settings=(*(settings or ()), *(setting or ())),
        all=everyone,
        width=width,
        headed=headed,
        consent=consent,
    )
    _visit(context, asked)


def _visit(context: typer.Context, asked: "Asked") -> None:
    from backend.cli.visit import visit

    finish(context, visit(context.obj, asked))
