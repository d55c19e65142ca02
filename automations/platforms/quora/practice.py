"""Quora as its stand-in shows it: one switch. More than its name is not recorded, so the rest is the practice's own."""

from automations.practice.site import Cookie, Door, Field, Page, Site, english
from automations.spec import Platform

TRAINING = "quora.llm_training"
SAVE = "/practice/preferences"
"""How the page asks and saves is not recorded."""


def practice(platform: Platform) -> Site:
    """The stand-in of Quora."""
    return Site(
        platform=platform,
        pages=(
            Page(path="/settings/privacy", title=english("Privacy"), settings=(TRAINING,), on_error="silent"),
            Page(path="/settings", title=english("Settings"), kind="home"),
            Page(path="/", title=english("Quora"), kind="front", open_to_all=True),
        ),
        doors=(Door(read=SAVE, fields={TRAINING: Field(read="training", write="training", to=SAVE)}),),
        cookies=(
            Cookie(name="m-b", domain="www.quora.com", value="{token}", http_only=True),
            Cookie(name="m-s", domain="www.quora.com"),
        ),
        session="m-b",
        signed_out={"/settings*": "/"},
        settings_home="/settings",
        texts={
            "write_failure": english("Something went wrong."),
            "not_found": english("Page Not Found"),
        },
    )
