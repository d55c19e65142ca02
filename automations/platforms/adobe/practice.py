"""Adobe as its stand-in shows it: one switch on its privacy page. All but label and address is free."""

from automations.practice.site import Cookie, Door, Field, Page, Site, english
from automations.spec import Platform

PRIVACY = "/practice/privacy"


def practice(platform: Platform) -> Site:
    """The stand-in of Adobe. Cookies, requests and the shape of its page are not recorded."""
    return Site(
        platform=platform,
        pages=(
            Page(path="/privacy", title=english("Data and privacy"), settings=("adobe.content_analysis",)),
            Page(path="/plans", title=english("Plans"), kind="home"),
            Page(path="/", title=english("Sign in"), kind="front", open_to_all=True),
        ),
        doors=(
            Door(
                read=PRIVACY,
                fields={"adobe.content_analysis": Field(read="analysis", write="analysis", to=PRIVACY)},
                encoding="form",
            ),
        ),
        cookies=(Cookie(name="practice_session", domain="account.adobe.com", value="{token}", http_only=True),),
        session="practice_session",
        signed_out={"/privacy": "/", "/plans": "/"},
        settings_home="/plans",
        texts={
            "load_failure": english("Too many requests."),
        },
    )
