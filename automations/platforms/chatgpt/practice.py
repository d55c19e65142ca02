"""ChatGPT as its stand-in shows it: switches that save themselves, one of them perhaps in a dialog of its own."""

from pathlib import Path

from automations.practice.site import Cookie, Door, Field, Page, Site, Trap, english
from automations.spec import Platform

HERE = Path(__file__).parent
TRAINING = "/backend-api/settings/account_user_setting"
CODEX = "/backend-api/practice/codex"


def practice(platform: Platform) -> Site:
    """The stand-in of ChatGPT. Of its requests only the change of the first switch is recorded."""
    return Site(
        platform=platform,
        pages=_pages(platform),
        doors=(
            Door(
                read="/backend-api/practice/settings",
                fields={"chatgpt.improve_model": Field(read="settings.training_allowed", write="value", to=TRAINING)},
                method="PATCH",
                encoding="query",
                extra={"feature": "training_allowed"},
            ),
            Door(
                read=CODEX,
                fields={"chatgpt.codex_environments": Field(read="environments", write="environments", to=CODEX)},
            ),
        ),
        cookies=(
            Cookie(name="__Secure-next-auth.session-token.0", domain=".chatgpt.com", value="{token}", http_only=True),
        ),
        session="__Secure-next-auth.session-token.0",
        signed_out={"/settings/*": "/auth/login", "/codex/*": "/auth/login"},
        settings_home="/",
        whoami={"/api/auth/session": lambda handle: {"user": {"email": handle}, "accessToken": "practice"}},
        texts={
            "load_failure": english("Too many requests."),
        },
        script=HERE / "practice.js",
    )


def _pages(platform: Platform) -> tuple[Page, ...]:
    traps = tuple(
        Trap(loses=name, button=english(name), question=english(f"{name}?"), confirm=english("Confirm"))
        for name in platform.neighbours["en"]
    )
    return (
        Page(
            path="/settings/data-controls",
            title=english("Data controls"),
            settings=("chatgpt.improve_model",),
            waits=False,
            traps=traps,
        ),
        Page(
            path="/codex/cloud/settings/general",
            title=english("General"),
            settings=("chatgpt.codex_environments",),
            on_error="silent",
        ),
        Page(path="/", title=english("What can I help with?"), kind="home"),
        Page(path="/auth/login", title=english("Log in"), kind="front", open_to_all=True),
    )
