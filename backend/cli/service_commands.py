"""Declares `serve`, `extension`, `worker` and `schedule`. What they do is imported when they are called, so that help is quick."""

from pathlib import Path
from typing import Annotated

import typer

from backend.cli.call import finish

Width = Annotated[
    int | None,
    typer.Option(min=1, max=64, metavar="NUMBER", help="Browsers at once. [default: up to 4]", show_default=False),
]


def add_to(app: typer.Typer) -> None:
    """Adds these commands."""
    app.command("serve")(serve)
    app.command("extension")(extension)
    app.command("worker")(worker)
    app.command("schedule")(schedule)


def serve(
    context: typer.Context,
    bind: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Listen there instead of on this machine only.", show_default=False),
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="[default: 8765, or the next free one]", show_default=False)
    ] = None,
    cert: Annotated[Path | None, typer.Option(metavar="FILE", help="TLS certificate.", show_default=False)] = None,
    key: Annotated[Path | None, typer.Option(metavar="FILE", help="Its key.", show_default=False)] = None,
    proxy: Annotated[
        list[str] | None,
        typer.Option(metavar="ADDRESS", help="A reverse proxy to be trusted. Repeatable.", show_default=False),
    ] = None,
    public_url: Annotated[
        str | None, typer.Option(metavar="URL", help="How others reach it, as https://...", show_default=False)
    ] = None,
    width: Width = None,
    metrics: Annotated[bool, typer.Option("--metrics", help="Offer /metrics.")] = False,
) -> None:
    """Runs the service: for the extension, for schedules, for the family. Ctrl-C stops it."""
    from backend.cli.serving import served
    from backend.service.address import chosen_address

    address = chosen_address(bind, port, cert=cert, key=key, reverse_proxies=proxy or (), public_url=public_url)
    finish(context, served(context.obj, address, width=width, metrics=metrics))


def extension(
    context: typer.Context,
    firefox: Annotated[bool, typer.Option("--firefox", help="For Firefox. Otherwise: Chrome, Edge, Brave...")] = False,
    zip: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write it to an archive, as the stores take it.", show_default=False),
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Write the archive anew where there is one.")] = False,
) -> None:
    """Says where the browser extension lies. And how to load it."""
    from backend.cli.extension import extended
    from backend.extension_package import Browser

    browser = Browser.FIREFOX if firefox else Browser.CHROMIUM
    finish(context, extended(context.obj, browser, zip, replace=replace))


def worker(context: typer.Context, width: Width = None) -> None:
    """Takes jobs from the same PostgreSQL database as a service elsewhere."""
    from backend.cli.serving import worked

    finish(context, worked(context.obj, width=width))


def schedule(
    context: typer.Context,
    platform: Annotated[str | None, typer.Argument(metavar="PLATFORM", show_default=False)] = None,
    name: Annotated[str | None, typer.Argument(metavar="NAME", show_default=False)] = None,
    days: Annotated[
        int | None, typer.Option(min=0, max=90, help="Look again every so many days; 0: never.", show_default=False)
    ] = None,
    repair: Annotated[
        bool | None,
        typer.Option("--repair/--no-repair", help="Set again what came back on, where that is allowed."),
    ] = None,
) -> None:
    """When accounts are looked at again. With PLATFORM and NAME: changes that."""
    from backend.cli.scheduling import scheduled

    finish(context, scheduled(context.obj, platform, name, days=days, repair=repair))
