"""Substack as its stand-in shows it: one page of settings at the address of every publication."""

from automations.practice.site import Cookie, Door, Entry, Field, Page, SignInForm, Site, english
from automations.spec import Platform

SWITCH = "substack.block_ai"
SETTINGS = "{part}.substack.com/publish/settings"
REQUEST = "{part}.substack.com/api/v1/practice/publication"
"""The real request is not recorded."""


def practice(platform: Platform) -> Site:
    """The stand-in of Substack."""
    return Site(
        platform=platform,
        pages=(
            Page(path=SETTINGS, title=english("Publication details"), settings=(SWITCH,)),
            Page(path="/home", title=english("Home"), kind="home", lines=(english("Nothing new here."),)),
            Page(path="/", title=english("A place for independent writing"), kind="front"),
            Page(path="/sign-in", title=english("Sign in"), kind="sign_in"),
        ),
        doors=(Door(read=REQUEST, fields={SWITCH: Field(read="block_ai", write="block_ai", to=REQUEST)}),),
        cookies=(Cookie(name="substack.sid", domain=".substack.com", value="{token}", http_only=True),),
        session="substack.sid",
        signed_out={
            "/publish/*": "https://substack.com/sign-in?redirect={path}",
            "/home": "https://substack.com/sign-in",
        },
        settings_home="/home",
        sign_in=SignInForm(
            path="/sign-in",
            posts_to="/api/v1/login",
            ends_at="/home",
            entries=(
                Entry(what="identifier", label="Email", input={"name": "email"}, button="Continue"),
                Entry(
                    what="password",
                    label="Password",
                    input={"name": "password", "type": "password"},
                    button="Sign in",
                ),
            ),
        ),
        parts=("maple-letters", "quiet-harbour"),
        texts={
            "retry": english("Try again"),
            "not_found": english("Page not found"),
        },
    )
