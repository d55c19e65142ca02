"""Reddit as its stand-in shows it: switches in an open shadow root that save at once, and one form on the old pages."""

from pathlib import Path
from typing import Any

from automations.practice.people import Person
from automations.practice.site import Banner, Cookie, Door, Entry, Field, Page, SignInForm, Site, Trap, english
from automations.spec import Platform

HERE = Path(__file__).parent
GRAPHQL = "/svc/shreddit/graphql"
PREFERENCES = {
    "reddit.search_indexing": "isProfileHiddenFromRobots",
    "reddit.partner_ads": "isThirdPartyInfoAdPersonalizationAllowed",
    "reddit.activity_ads": "isAdPersonalizationAllowed",
    "reddit.recommendations": "isFeedRecommendationsEnabled",
    # The fields of these two are not recorded.
    "reddit.ads_off_reddit": "practiceAdsOffReddit",
    "reddit.list_profile_old": "practiceListedOnOldReddit",
}
BOXES = {
    "reddit.old_clicktracking": "allow_clicktracking",
    "reddit.old_research": "research",
    "reddit.old_hide_from_robots": "hide_from_robots",
    "reddit.old_public_votes": "public_votes",
}
"""Of the old form. At Reddit the box against robots and "Show up in search results" are one preference; here they are
two, so that each can be tried alone."""
PRIVACY = (
    "reddit.list_profile_old",
    "reddit.search_indexing",
    "reddit.partner_ads",
    "reddit.ads_off_reddit",
    "reddit.activity_ads",
)


def practice(platform: Platform) -> Site:
    """The stand-in of Reddit."""
    (cookie_bar,) = platform.overlays
    return Site(
        platform=platform,
        pages=_pages(),
        doors=_doors(),
        cookies=(
            Cookie(name="reddit_session", domain=".reddit.com", value="{token}", http_only=True),
            Cookie(name="token_v2", domain=".reddit.com", http_only=True),
            Cookie(name="csrf_token", domain=".reddit.com"),
        ),
        session="reddit_session",
        signed_out={"/settings*": "/login/?dest={path}", "/prefs*": "/login"},
        settings_home="/settings/account",
        sign_in=_sign_in(),
        banner=Banner(
            text=english("Reddit and its partners use cookies to give you a better experience."),
            refuse=cookie_bar.button,
            accept=cookie_bar.never,
        ),
        helps={one.id: one.control.help for one in platform.settings if one.control.help},
        texts={
            "load_failure": english("Something went wrong. Please try again."),
            "write_failure": english("We had some trouble saving that."),
            "not_found": english("page not found"),
            "minors": english("Some settings are unavailable to minors. Learn more about age assurance."),
        },
        outside=_about,
        script=HERE / "practice.js",
        style=HERE / "practice.css",
    )


def _pages() -> tuple[Page, ...]:
    history = Trap(
        loses="post_views_history",
        button=english("Clear"),
        question=english("Clear your post views history?"),
        confirm=english("Clear history"),
    )
    return (
        Page(path="/settings/privacy", title=english("Privacy"), settings=PRIVACY, traps=(history,)),
        Page(path="/settings/preferences", title=english("Preferences"), settings=("reddit.recommendations",)),
        Page(path="/settings/account", title=english("Account"), kind="home"),
        Page(path="/prefs/", aliases=("/prefs",), title=english("preferences"), settings=tuple(BOXES), save=SAVE),
        Page(path="/login/", aliases=("/login",), title=english("Log In"), kind="sign_in"),
        Page(path="/", title=english("Home"), kind="home", open_to_all=True),
    )


SAVE = english("save options")


def _doors() -> tuple[Door, ...]:
    fields = {
        key: Field(read=f"data.{name}", write=f"variables.{name}", to=GRAPHQL) for key, name in PREFERENCES.items()
    }
    boxes = {key: Field(read=name, write=name, to="/post/options") for key, name in BOXES.items()}
    return (
        # The operation's name is not recorded.
        Door(read=GRAPHQL, fields=fields, extra={"operation": "PracticePreferences", "csrf_token": "practice"}),
        Door(
            read="/practice/preferences.json", fields=boxes, encoding="form", extra={"uh": "practice"}, form="/prefs/"
        ),
    )


def _about(path: str, person: Person) -> Any:
    if path != f"/user/{person.handle}/about.json":
        return None
    return {"kind": "t2", "data": {"name": person.handle, "hide_from_robots": person.truth["reddit.search_indexing"]}}


def _sign_in() -> SignInForm:
    """The fields lie in the shadow roots of their components; the code comes on a form of its own."""
    return SignInForm(
        path="/login/",
        posts_to="/svc/shreddit/account/login",
        ends_at="/",
        title="Log In",
        wrong="Invalid username or password.",
        entries=(
            Entry(what="identifier", label="Email or username", input={"name": "username"}, button="Log In"),
            Entry(
                what="password",
                label="Password",
                input={"name": "password", "type": "password"},
                button="Log In",
                button_attributes={"class": "login"},
            ),
            Entry(what="code", label="Verification code", input={"name": "appOtp"}, button="Check code"),
        ),
    )
