"""Shutterstock as its stand-in shows it: settings behind the dashboard's profile menu, the sales among them."""

from pathlib import Path

from automations.practice.site import Cookie, Door, Entry, Field, Page, SignInForm, Site, Trap, english
from automations.spec import Platform

HERE = Path(__file__).parent
SETTINGS = "/practice/account-settings"
"""The address is not recorded."""
SAVE = "/practice/licensing-options"
"""How the page asks and saves is not recorded."""
LOGIN = "https://contributor-accounts.shutterstock.com/login"


def practice(platform: Platform) -> Site:
    """The stand-in of Shutterstock."""
    ids = tuple(one.id for one in platform.settings)
    names = {one: one.partition(".")[2] for one in ids}
    sales = tuple(
        Trap(loses=name.lower().replace(" ", "_"), button=english(name)) for name in platform.neighbours["en"]
    )
    return Site(
        platform=platform,
        pages=(
            Page(path="/dashboard", title=english("Dashboard"), kind="home"),
            Page(
                path=SETTINGS,
                title=english("Account settings"),
                settings=ids,
                traps=sales,
                save=english("Save settings"),
            ),
            Page(path="/login", title=english("Contributor log in"), kind="sign_in"),
        ),
        doors=(Door(read=SAVE, fields={key: Field(read=name, write=name, to=SAVE) for key, name in names.items()}),),
        # Names of cookies are not recorded.
        cookies=(Cookie(name="practice_session", domain=".shutterstock.com", value="{token}", http_only=True),),
        session="practice_session",
        signed_out={"/dashboard*": f"{LOGIN}?next=/oauth/authorize", f"{SETTINGS}*": f"{LOGIN}?next=/oauth/authorize"},
        settings_home="/dashboard",
        sign_in=_sign_in(),
        texts={
            "write_failure": english("Your settings were not saved."),
            "not_found": english("Page not found"),
            "section": english("Licensing options"),
            "settings": english(SETTINGS),
        },
        script=HERE / "practice.js",
        style=HERE / "practice.css",
    )


def _sign_in() -> SignInForm:
    return SignInForm(
        path="/login",
        posts_to="/practice/login",
        ends_at="https://submit.shutterstock.com/dashboard",
        title="Contributor log in",
        entries=(
            Entry(what="identifier", label="Email", input={"type": "email", "name": "email"}, button="Continue"),
            Entry(
                what="password",
                label="Password",
                input={"type": "password", "name": "password"},
                button="Log in",
                button_attributes={"type": "submit"},
            ),
        ),
    )
