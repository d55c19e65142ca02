"""Instagram as its stand-in shows it: the Accounts Center that it shares with Facebook, under its own host."""

from pathlib import Path
from urllib.parse import urlsplit

from automations.practice.site import (
    Banner,
    Cookie,
    Door,
    Entry,
    Field,
    FormPage,
    Option,
    Page,
    SignInForm,
    Site,
    english,
)
from automations.spec import Form, Platform

SHARED = Path(__file__).parents[1] / "facebook"
"""Both show the same pages."""
API = "/practice/settings"
"""What the pages send is not recorded."""
SIGN_IN = "https://www.instagram.com/accounts/login/"
COOKIES = (
    Cookie(name="sessionid", domain=".instagram.com", value="{token}", http_only=True),
    Cookie(name="ds_user_id", domain=".instagram.com", value="{handle}"),
    Cookie(name="csrftoken", domain=".instagram.com"),
    Cookie(name="mid", domain=".instagram.com", http_only=True),
)


def practice(platform: Platform) -> Site:
    """The stand-in of Instagram."""
    cookie_dialog = platform.overlays[0]
    ids = [setting.id for setting in platform.settings]
    return Site(
        platform=platform,
        pages=(*_pages(), *(_form_page(one) for one in platform.forms)),
        doors=(Door(read=API, fields={one: Field(read=one[5:], write=one[5:], to=f"{API}/{one[5:]}") for one in ids}),),
        cookies=COOKIES,
        session="sessionid",
        signed_out={"/ad_preferences*": SIGN_IN, "/info*": SIGN_IN, "/contact/*": SIGN_IN},
        settings_home="/",
        sign_in=_sign_in(),
        banner=Banner(
            text=english("Allow the use of cookies from Instagram on this browser?"),
            refuse=cookie_dialog.button,
            accept=cookie_dialog.never,
        ),
        options={
            setting.id: (
                Option(value="allowed", labels=english("Yes, as before")),
                Option(value="denied", labels=_denied(setting.control.options["en"]), out=True),
            )
            for setting in platform.settings
        },
        texts={
            "retry": english("Try again"),
            "load_failure": english("Something went wrong. Try again later."),
            "write_failure": english("Something went wrong."),
            "not_found": english("Sorry, this page isn't available."),
            "close": english("Close"),
            "confirm": english("Confirm"),
        },
        script=SHARED / "practice.js",
        style=SHARED / "practice.css",
    )


def _denied(names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Of several wordings the newest: here the Accounts Center is that of July 2026."""
    return english(names[-1])


def _pages() -> tuple[Page, ...]:
    return (
        Page(
            path="/ad_preferences",
            title=english("Ad preferences"),
            settings=(
                "meta.activity_from_other_businesses",
                "meta.ads_from_ad_partners",
                "meta.ads_outside_meta",
                "meta.ads_about_meta",
                "meta.social_interactions",
            ),
            on_error="silent",
        ),
        Page(
            path="/info_and_permissions",
            title=english("Your information and permissions"),
            settings=("meta.off_meta_activity",),
        ),
        Page(path="/", title=english("Accounts Center"), kind="home", lines=(english("Manage your accounts."),)),
        Page(path="/accounts/login/", title=english("Log in"), kind="sign_in"),
    )


def _form_page(form: Form) -> Page:
    """The form at its own address; only a German guide tells of a question."""
    return Page(
        path=urlsplit(form.url).path,
        title=english(form.title),
        kind="home",
        form=FormPage(
            id=form.id,
            posts_to=f"/practice/forms/{form.id}",
            button=form.button,
            sent={**english("Thanks for contacting us."), **form.sent},
            question=form.question,
            answer=form.opens_with,
        ),
    )


def _sign_in() -> SignInForm:
    return SignInForm(
        path="/accounts/login/",
        posts_to="/practice/login",
        ends_at="/",
        title="Log in",
        entries=(
            Entry(what="identifier", label="Username", input={"name": "username"}, button="Log in"),
            Entry(what="password", label="Password", input={"name": "password", "type": "password"}, button="Log in"),
            Entry(what="code", label="Security code", input={"name": "verificationCode"}, button="Confirm"),
        ),
    )
