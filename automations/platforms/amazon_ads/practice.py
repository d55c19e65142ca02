"""Amazon's advertising preferences as their stand-in shows them: two radios named `optout`, and a button that sends."""

from pathlib import Path

from automations.practice.site import Cookie, Door, Field, Option, Page, Site, Trap, english
from automations.spec import Platform

HERE = Path(__file__).parent
VALUES = "/practice/adprefs"
"""Where the form is sent to is not recorded."""
COOKIES = (
    Cookie(name="at-main", domain=".amazon.com", value="{token}", http_only=True),
    Cookie(name="x-main", domain=".amazon.com"),
    Cookie(name="session-id", domain=".amazon.com"),
)


def practice(platform: Platform) -> Site:
    """The stand-in of Amazon's advertising preferences."""
    (setting,) = platform.settings
    return Site(
        platform=platform,
        pages=(
            Page(
                path="/adprefs",
                title=english("Advertising preferences"),
                settings=(setting.id,),
                on_error="silent",
                traps=(Trap(loses="ad_data", button=english("Delete my personal information from our ad systems")),),
            ),
            Page(path="/", title=english("Amazon"), kind="home"),
            Page(path="/ap/signin", title=english("Sign in"), kind="front", open_to_all=True),
        ),
        doors=(
            Door(
                read=VALUES,
                fields={setting.id: Field(read="optout", write="optout", to=VALUES)},
                encoding="form",
            ),
        ),
        cookies=COOKIES,
        session="at-main",
        signed_out={"/adprefs*": "/ap/signin", "/": "/ap/signin"},
        settings_home="/",
        options={
            setting.id: (
                Option(value=0, labels=english("Show me interest-based ads provided by Amazon")),
                Option(value=1, labels=setting.control.labels, out=True),
            )
        },
        texts={
            "retry": english("Try again"),
            "load_failure": english("Your preferences could not be loaded."),
        },
        script=HERE / "practice.js",
    )
