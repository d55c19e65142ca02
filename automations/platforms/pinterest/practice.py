"""Pinterest as its stand-in shows it: one page of switches, the first drawn as a square box, saved by a button."""

from pathlib import Path

from automations.practice.site import Cookie, Door, Field, Page, Site, Trap, english
from automations.spec import Platform

HERE = Path(__file__).parent
HOST = "www.pinterest.com"
VALUES = "/practice/privacy.json"
"""What Pinterest's page asks for is not recorded."""


def practice(platform: Platform) -> Site:
    """The stand-in of Pinterest."""
    fields = {one.id: Field(read=_key(one.id), write=_key(one.id), to=VALUES) for one in platform.settings}
    return Site(
        platform=platform,
        pages=_pages(platform),
        doors=(Door(read=VALUES, fields=fields),),
        cookies=(
            Cookie(name="_auth", domain=HOST, value="1"),
            Cookie(name="_pinterest_sess", domain=HOST, value="{token}", http_only=True),
        ),
        session="_pinterest_sess",
        signed_out={"/settings*": "/login/"},
        settings_home="/settings",
        texts={
            "retry": english("Try again"),
            "load_failure": english("Your settings could not be loaded."),
        },
        script=HERE / "practice.js",
    )


def _key(setting: str) -> str:
    return setting.partition(".")[2]


def _pages(platform: Platform) -> tuple[Page, ...]:
    return (
        Page(
            path="/settings/privacy",
            aliases=("/settings/privacy/",),
            title=english("Privacy and data"),
            lines=(english("Decide how Pinterest uses your data."),),
            settings=tuple(one.id for one in platform.settings),
            waits=False,
            save=english("Save"),
            traps=(
                Trap(loses="account", button=english("Delete your data and account")),
                Trap(
                    loses="pins",
                    button=english("Clear app data"),
                    question=english("Clear all data?"),
                    confirm=english("Clear"),
                ),
            ),
        ),
        Page(path="/settings", title=english("Settings"), kind="home"),
        Page(path="/login/", aliases=("/login",), title=english("Log in"), kind="front", open_to_all=True),
    )
