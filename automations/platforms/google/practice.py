"""Google as its stand-in shows it: chips with menus, boxes that are drawn, a button named after what it does."""

from pathlib import Path

from automations.practice.site import Banner, Cookie, Door, Field, Option, Page, Site, Trap, english
from automations.spec import Kind, Labels, Platform

HERE = Path(__file__).parent
VALUES = "/practice/values.json"
"""What Google's pages ask for has no stable names."""
SIGN_IN = "/v3/signin/identifier"
HEADINGS: dict[str, Labels] = {
    "google.keep_activity": english("Keep activity"),
    "google.search_services_history": english("Search Services History"),
    "google.web_app_activity": english("Web & App Activity"),
    "google.youtube_history": english("YouTube History"),
}


def practice(platform: Platform) -> Site:
    """The stand-in of Google."""
    (cookie_wall,) = platform.overlays
    fields = {one.id: Field(read=_key(one.id), write=_key(one.id), to=VALUES) for one in platform.settings}
    chips = [one.id for one in platform.settings if one.control.kind is Kind.MENU]
    return Site(
        platform=platform,
        pages=(*_settings_pages(), *_other_pages()),
        doors=(Door(read=VALUES, fields=fields),),
        cookies=(
            Cookie(name="SID", domain=".google.com", value="{token}"),
            Cookie(name="__Secure-1PSID", domain=".google.com", http_only=True),
            Cookie(name="__Secure-1PSIDTS", domain=".google.com", http_only=True),
            Cookie(name="HSID", domain=".google.com", http_only=True),
        ),
        session="SID",
        signed_out={"/*": f"https://accounts.google.com{SIGN_IN}"},
        settings_home="/data-and-privacy",
        banner=Banner(
            text=english("Before you continue to Google"), refuse=cookie_wall.button, accept=cookie_wall.never
        ),
        options={
            one: (
                Option(value=True, labels=english("On")),
                Option(value=False, labels=english("Off"), out=True),
                Option(value="deleted", labels=english("Turn off and delete activity")),
            )
            for one in chips
        },
        texts={
            "retry": english("Try again"),
            "not_found": english("That’s an error."),
            "turn_off": platform.setting("google.keep_activity").control.options,
            "got_it": english("Got it"),
            **HEADINGS,
        },
        script=HERE / "practice.js",
        style=HERE / "practice.css",
    )


def _settings_pages() -> tuple[Page, ...]:
    row = Trap(loses="one day of activity", button=english("Delete activity item"))
    return (
        Page(
            path="/product/gemini",
            title=english("Gemini Apps Activity"),
            settings=("google.keep_activity", "google.gemini_audio_live"),
            on_error="silent",
            traps=(row,),
        ),
        Page(
            path="/search-services/settings",
            title=english("Search settings"),
            settings=("google.search_services_history", "google.search_services_save_media"),
            on_error="silent",
        ),
        Page(
            path="/activitycontrols",
            title=english("Activity controls"),
            lines=(english("Choose the settings that will save data in your Google Account."),),
            settings=("google.web_app_activity", "google.waa_chrome", "google.youtube_history"),
        ),
        Page(
            path="/personalizationoff",
            title=english("My Ad Center"),
            settings=("google.personalized_ads",),
            waits=False,
        ),
        Page(
            path="/shared-endorsements",
            title=english("Shared endorsements"),
            settings=("google.shared_endorsements",),
            waits=False,
            save=english("Save"),
        ),
    )


def _other_pages() -> tuple[Page, ...]:
    return (
        Page(path="/", title=english("Google Account"), kind="home"),
        Page(path="/data-and-privacy", title=english("Data & privacy"), kind="home"),
        Page(path=SIGN_IN, title=english("Sign in"), kind="front", open_to_all=True),
    )


def _key(setting: str) -> str:
    return setting.partition(".")[2]
