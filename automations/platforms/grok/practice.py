"""grok.com as its stand-in shows it: a dialog over the chat, switches that are stored under names of their own."""

from pathlib import Path

from automations.practice.site import Banner, Cookie, Door, Field, Page, Site, Trap, english
from automations.spec import Platform

HERE = Path(__file__).parent
SETTINGS = "/rest/user-settings"
KEYS = {
    "grok.improve_model": "excludeFromTraining",
    "grok.personalize_x": "allowXPersonalization",
    "grok.link_sharing": "allowAutoShare",
}
SIGN_IN = "https://accounts.x.ai/sign-in"


def practice(platform: Platform) -> Site:
    """The stand-in of grok.com."""
    (cookie_bar,) = platform.overlays
    delete = Trap(
        loses="conversations",
        button=english("Delete all conversations"),
        question=english("Delete all of them?"),
        confirm=english("Delete"),
    )
    return Site(
        platform=platform,
        pages=(
            Page(path="/", title=english("Data Controls"), settings=tuple(KEYS), traps=(delete,)),
            Page(path="/history", title=english("History"), kind="home"),
            Page(path="/sign-in", title=english("Sign in"), kind="front", open_to_all=True),
        ),
        doors=(
            Door(read=SETTINGS, fields={one: Field(read=key, write=key, to=SETTINGS) for one, key in KEYS.items()}),
        ),
        cookies=(
            Cookie(name="sso", domain=".grok.com", value="{token}", http_only=True),
            Cookie(name="sso-rw", domain=".grok.com", http_only=True),
        ),
        session="sso",
        signed_out={"/": SIGN_IN, "/history": SIGN_IN},
        settings_home="/history",
        banner=Banner(text=english("We use cookies."), refuse=cookie_bar.button, accept=english("Accept All Cookies")),
        texts={
            "load_failure": english("Too many requests."),
        },
        script=HERE / "practice.js",
    )
