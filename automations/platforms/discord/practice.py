"""Discord as its stand-in shows it: one page, on which User Settings and a tab are opened before there are switches."""

from pathlib import Path

from automations.practice.site import Cookie, Door, Field, Page, Site, Trap, english
from automations.spec import Platform

HERE = Path(__file__).parent
VALUES = "/practice/consent.json"
"""What Discord's page asks for is not recorded."""


def practice(platform: Platform) -> Site:
    """The stand-in of Discord. A cookie of its own takes the place of the token that Discord keeps in local storage."""
    fields = {one.id: Field(read=_key(one.id), write=_key(one.id), to=VALUES) for one in platform.settings}
    return Site(
        platform=platform,
        pages=(
            Page(
                path="/channels/@me",
                title=english("Data & Privacy"),
                settings=tuple(one.id for one in platform.settings),
                waits=False,
                on_error="silent",
                traps=(
                    Trap(loses="requests", button=english("Request all of my data")),
                    Trap(
                        loses="account",
                        button=english("Delete account"),
                        question=english("Delete account"),
                        confirm=english("Delete"),
                    ),
                ),
            ),
            Page(path="/app", title=english("Discord"), kind="home"),
            Page(path="/login", title=english("Welcome back!"), kind="front", open_to_all=True),
        ),
        doors=(Door(read=VALUES, fields=fields),),
        cookies=(Cookie(name="practice_session", domain="discord.com", value="{token}", http_only=True),),
        session="practice_session",
        signed_out={"/channels/*": "/login", "/app": "/login"},
        settings_home="/app",
        texts={
            "retry": english("Try again"),
            "load_failure": english("Your settings could not be loaded."),
        },
        script=HERE / "practice.js",
        style=HERE / "practice.css",
    )


def _key(setting: str) -> str:
    return setting.partition(".")[2]
