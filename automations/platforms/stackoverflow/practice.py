"""Stack Overflow as its stand-in shows it: a cookie question, and preferences behind a link at the foot of the page."""

from pathlib import Path

from automations.practice.site import Cookie, Door, Field, Option, Page, Site, english
from automations.spec import Platform

HERE = Path(__file__).parent
COOKIES = "stackoverflow.cookies"
ANSWER = "/practice/cookie-consent"
"""How an answer is kept is not recorded. Here the server keeps it, with the session that stands for the browser."""
SIGNED_IN_BY = (
    Cookie(name="acct", domain=".stackoverflow.com", value="{token}", http_only=True),
    Cookie(name="prov", domain=".stackoverflow.com", http_only=True),
)


def practice(platform: Platform) -> Site:
    """The stand-in of Stack Overflow."""
    return Site(
        platform=platform,
        pages=(
            Page(
                path="/",
                title=english("Newest Questions"),
                settings=(COOKIES,),
                lines=(english("How do I read a file line by line?"),),
                on_error="silent",
                open_to_all=True,
            ),
            Page(path="/tour", title=english("Tour"), kind="home", open_to_all=True),
        ),
        doors=(Door(read=ANSWER, fields={COOKIES: Field(read="answer", write="answer", to=ANSWER)}),),
        cookies=SIGNED_IN_BY,
        session="acct",
        signed_out={},
        settings_home="/tour",
        options={
            COOKIES: (
                Option(value="none", labels={}),
                Option(value="all", labels={}),
                Option(value="necessary", labels={}, out=True),
            )
        },
        texts={
            "load_failure": english("Oops! Something Bad Happened!"),
            "write_failure": english("Oops! Something Bad Happened!"),
            "not_found": english("Page not found"),
            "footer": english(platform.settings[0].control.labels["en"][1]),
            "needed": english(platform.neighbours["en"][0]),
            "others": english(", ".join(platform.neighbours["en"][1:])),
        },
        script=HERE / "practice.js",
        style=HERE / "practice.css",
    )
