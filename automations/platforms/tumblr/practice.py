"""Tumblr as its stand-in shows it: a page for every blog, and `window.tumblr`. How it draws and saves is free."""

from pathlib import Path
from typing import Any

from automations.practice.people import Person
from automations.practice.site import Cookie, Door, Entry, Field, Page, SignInForm, Site, english
from automations.spec import Platform

HERE = Path(__file__).parent
BLOG = ("tumblr.third_party_sharing", "tumblr.discourage_search", "tumblr.hide_logged_out")
BLOGS = ("maple-notes", "quiet-harbour")
OF_FRIENDS = "choir-of-friends"
"""A blog of which the account is a member only."""


def practice(platform: Platform) -> Site:
    """The stand-in of Tumblr."""
    return Site(
        platform=platform,
        pages=(*_settings_pages(), *_other_pages()),
        doors=(
            _door("/api/v2/practice/blog/{part}/visibility", BLOG),
            _door("/api/v2/practice/account", ("tumblr.find_by_email",)),
            _door("/api/v2/practice/privacy", ("tumblr.improved_search",)),
        ),
        cookies=(Cookie(name="sid", domain=".tumblr.com", value="{token}", http_only=True),),
        session="sid",
        signed_out={
            "/settings*": "/login?redirect_to={path}",
            "/dashboard": "/login?redirect_to={path}",
            "/api/*": "/login",
        },
        settings_home="/settings/account",
        sign_in=_sign_in(),
        parts=BLOGS,
        tells={"/api/v2/user/info": _user},
        texts={
            "retry": english("Try again"),
            "not_found": english("There's nothing here."),
            "saved": english("Saved"),
        },
        script=HERE / "practice.js",
    )


def _user(person: Person) -> dict[str, Any]:
    """What `/v2/user/info` answers; the account bears the name of its first blog."""
    blogs = [
        {"name": name, "primary": number == 0, "admin": True, "uuid": f"t:{number}"}
        for number, name in enumerate(person.parts)
    ]
    friends = {"name": OF_FRIENDS, "primary": False, "admin": False, "uuid": "t:friends"}
    return {"meta": {"status": 200}, "response": {"user": {"name": person.handle, "blogs": [*blogs, friends]}}}


def _door(path: str, settings: tuple[str, ...]) -> Door:
    """The real requests are not recorded."""
    fields = {one: Field(read=one.split(".")[1], write=one.split(".")[1], to=path) for one in settings}
    return Door(read=path, fields=fields)


def _settings_pages() -> tuple[Page, ...]:
    """Whether there is a Save button is not known: here a blog's page has one, and the others have none."""
    return (
        Page(path="/settings/blog/{part}", title=english("Visibility"), settings=BLOG, save=english("Save")),
        Page(path="/settings/account", title=english("Account"), settings=("tumblr.find_by_email",)),
        Page(path="/settings/privacy", title=english("Privacy"), settings=("tumblr.improved_search",)),
    )


def _other_pages() -> tuple[Page, ...]:
    return (
        Page(path="/dashboard", title=english("Dashboard"), kind="home", lines=(english("Nothing new here."),)),
        Page(path="/", title=english("Come for what you love"), kind="front"),
        Page(path="/login", title=english("Log in"), kind="sign_in"),
    )


def _sign_in() -> SignInForm:
    return SignInForm(
        path="/login",
        posts_to="/api/v2/oauth2/token",
        ends_at="/dashboard",
        title="Log in",
        entries=(
            Entry(what="identifier", label="Email", input={"name": "email"}, button="Next"),
            Entry(
                what="password",
                label="Password",
                input={"name": "password", "type": "password"},
                button="Log in",
                button_attributes={"type": "submit"},
            ),
        ),
    )
