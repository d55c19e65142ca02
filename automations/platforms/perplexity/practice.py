"""Perplexity as its stand-in shows it: one switch among the preferences, saved by itself. Requests are free."""

from automations.practice.site import Cookie, Door, Field, Page, Site, english
from automations.spec import Platform

HOST = "www.perplexity.ai"
PREFERENCES = "/rest/practice/preferences"


def practice(platform: Platform) -> Site:
    """The stand-in of Perplexity. What its page asks and sends is not recorded."""
    return Site(
        platform=platform,
        pages=(
            Page(path="/account/preferences", title=english("Preferences"), settings=("perplexity.ai_data_retention",)),
            Page(path="/library", title=english("Library"), kind="home"),
            Page(path="/", title=english("Ask anything"), kind="front", open_to_all=True),
        ),
        doors=(
            Door(
                read=PREFERENCES,
                fields={
                    "perplexity.ai_data_retention": Field(
                        read="settings.retention", write="settings.retention", to=PREFERENCES
                    )
                },
                method="PUT",
            ),
        ),
        cookies=(
            Cookie(name="__Secure-next-auth.session-token", domain=HOST, value="{token}", http_only=True),
            Cookie(name="pplx.visitor-id", domain=HOST),
        ),
        session="__Secure-next-auth.session-token",
        signed_out={"/account/*": "/", "/library": "/"},
        settings_home="/library",
        texts={
            "load_failure": english("Too many requests."),
        },
    )
