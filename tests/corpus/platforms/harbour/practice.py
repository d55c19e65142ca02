"""Harbour as its stand-in shows it."""

from pathlib import Path

from automations.practice.site import Banner, Cookie, Door, Field, Option, Page, Site, english
from automations.spec import Labels, Platform

HERE = Path(__file__).parent
PAGES = {
    "/settings/privacy": ("harbour.partners", "harbour.history"),
    "/settings/training": ("harbour.training", "harbour.robots"),
    "/settings/audience": ("harbour.audience", "harbour.ads"),
    "/settings/lists": ("harbour.voice", "harbour.region", "harbour.research", "harbour.maps"),
    "/settings/dialog": ("harbour.dialog",),
    "/settings/fleet": ("harbour.mail", "harbour.phone", "harbour.post", "harbour.fleet"),
}
COVERED = ("harbour.mail", "harbour.phone", "harbour.post")
OPTIONS = {
    "harbour.audience": ("Everybody", "Nobody but partners", "Nobody"),
    "harbour.ads": ("Ads with my data", "Ads without my data"),
    "harbour.voice": ("Keep", "Keep and share", "Do not keep"),
    "harbour.region": ("On", "Off for a day", "Off"),
    "harbour.research": ("On", "Off"),
    "harbour.maps": ("Draw with me", "Draw without me for a day", "Draw without me"),
    "harbour.dialog": ("Yes, use it", "No, do not use it"),
}
SAVE: Labels = {"en": ("Save changes",), "de": ("Änderungen speichern",)}


def practice(platform: Platform) -> Site:
    """The stand-in of Harbour. The last option of a choice opts out."""
    ids = [setting for settings in PAGES.values() for setting in settings]
    fields = {
        one: Field(read=one.replace(".", "_"), write=one.replace(".", "_"), to="/api/settings")
        for one in ids
        if one != "harbour.fleet"
    }
    return Site(
        platform=platform,
        pages=(
            *_pages(),
            Page(path="/home", title=english("Home"), kind="home"),
            Page(path="/settings", title=english("Settings"), kind="home"),
            Page(path="/login", title=english("Sign in"), kind="front", open_to_all=True),
        ),
        doors=(Door(read="/api/settings", fields=fields),),
        cookies=(Cookie(name="mooring", domain="harbour.example", value="{token}", http_only=True),),
        session="mooring",
        signed_out={"/settings*": "/login", "/home": "/login"},
        settings_home="/settings",
        covers={"harbour.fleet": COVERED},
        banner=Banner(
            text=english("Cookies?"), refuse=english("Only what is needed"), accept=english("Everything, please")
        ),
        options={
            setting: tuple(Option(value=name, labels=english(name), out=name == names[-1]) for name in names)
            for setting, names in OPTIONS.items()
        },
        texts={
            "load_failure": english("Your settings could not be loaded."),
        },
        script=HERE / "practice.js",
    )


def _pages() -> list[Page]:
    return [
        Page(
            path=path,
            title=english("Privacy"),
            settings=settings,
            save=SAVE if "harbour.training" in settings else {},
            waits="harbour.partners" not in settings,
        )
        for path, settings in PAGES.items()
    ]
