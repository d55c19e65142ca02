"""Grammarly as its stand-in shows it: one switch behind the Settings of the account. All but its label is free."""

from pathlib import Path

from automations.practice.site import Cookie, Door, Field, Page, Site, english
from automations.spec import Platform

HERE = Path(__file__).parent
ACCOUNT = "/practice/account"


def practice(platform: Platform) -> Site:
    """The stand-in of Grammarly. Cookies, requests and the shape of its page are not recorded."""
    return Site(
        platform=platform,
        pages=(
            Page(path="/", title=english("Account"), settings=("grammarly.training",)),
            Page(path="/subscription", title=english("Subscription"), kind="home"),
            Page(path="/signin", title=english("Sign in"), kind="front", open_to_all=True),
        ),
        doors=(
            Door(read=ACCOUNT, fields={"grammarly.training": Field(read="training", write="training", to=ACCOUNT)}),
        ),
        cookies=(Cookie(name="practice_session", domain=".grammarly.com", value="{token}", http_only=True),),
        session="practice_session",
        signed_out={"/": "https://www.grammarly.com/signin", "/subscription": "https://www.grammarly.com/signin"},
        settings_home="/subscription",
        texts={
            "load_failure": english("Too many requests."),
        },
        script=HERE / "practice.js",
    )
