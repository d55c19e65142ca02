"""Claude as its stand-in shows it: one switch on its privacy page, saved by itself. Names and requests are free."""

from pathlib import Path

from automations.practice.site import Cookie, Door, Field, Page, Site, Trap, english
from automations.spec import Platform

HERE = Path(__file__).parent
SETTINGS = "/api/practice/settings"


def practice(platform: Platform) -> Site:
    """The stand-in of Claude. What its page asks and sends is not recorded."""
    delete = Trap(
        loses="account",
        button=english("Delete account"),
        question=english("Delete your account?"),
        confirm=english("Delete"),
    )
    return Site(
        platform=platform,
        pages=(
            Page(
                path="/settings/data-privacy-controls",
                aliases=("/settings/privacy",),
                title=english("Privacy"),
                settings=("claude.improve_models",),
                waits=False,
                on_error="silent",
                traps=(delete,),
            ),
            Page(path="/new", title=english("New chat"), kind="home"),
            Page(path="/login", title=english("Sign in"), kind="front", open_to_all=True),
        ),
        doors=(
            Door(
                read=SETTINGS,
                fields={"claude.improve_models": Field(read="improve", write="improve", to=SETTINGS)},
                method="PATCH",
            ),
        ),
        cookies=(Cookie(name="sessionKey", domain=".claude.ai", value="{token}", http_only=True),),
        session="sessionKey",
        signed_out={"/settings/*": "/login", "/new": "/login"},
        settings_home="/new",
        helps={"claude.improve_models": platform.settings[0].control.help},
        texts={
            "load_failure": english("Too many requests."),
        },
        script=HERE / "practice.js",
    )
