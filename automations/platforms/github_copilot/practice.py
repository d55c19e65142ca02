"""GitHub's Copilot settings as the stand-in shows them: drop-downs, one below the other, each saved by choosing."""

from pathlib import Path

from automations.practice.site import Cookie, Door, Field, Option, Page, Site, english
from automations.spec import Platform

HERE = Path(__file__).parent
SETTING = "github.copilot_training"
FEATURES = "/settings/copilot/practice"


def practice(platform: Platform) -> Site:
    """The stand-in of GitHub. Field and request of the form are not recorded."""
    control = platform.settings[0].control
    return Site(
        platform=platform,
        pages=(
            Page(
                path="/settings/copilot/features",
                aliases=("/settings/copilot",),
                title=english("Features"),
                settings=(SETTING,),
                on_error="silent",
            ),
            Page(path="/settings/profile", title=english("Profile"), kind="home"),
            Page(path="/login", title=english("Sign in"), kind="front", open_to_all=True),
        ),
        doors=(Door(read=FEATURES, fields={SETTING: Field(read="training", write="training", to=FEATURES)}),),
        cookies=(
            Cookie(name="user_session", domain="github.com", value="{token}", http_only=True),
            Cookie(name="logged_in", domain=".github.com", value="yes", http_only=True),
            Cookie(name="dotcom_user", domain=".github.com", value="{handle}", http_only=True),
        ),
        session="user_session",
        signed_out={"/settings/*": "/login"},
        settings_home="/settings/profile",
        options={
            SETTING: (
                Option(value="enabled", labels=control.others),
                Option(value="disabled", labels=control.options, out=True),
            )
        },
        texts={
            "load_failure": english("Too many requests."),
        },
        script=HERE / "practice.js",
    )
