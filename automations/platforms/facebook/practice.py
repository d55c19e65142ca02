"""Facebook as its stand-in shows it: an Accounts Center of rows that open dialogs, behind a sign-in by number."""

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
    Trap,
    english,
)
from automations.spec import Form, Platform

HERE = Path(__file__).parent
API = "/practice/settings"
"""What the pages send is not recorded."""
ALLOWED = {
    "meta.activity_from_other_businesses": "Yes, make my ads more relevant by using this information",
    "meta.off_meta_activity": "Connect future activity",
    "meta.ads_from_ad_partners": "Show me ads from ad partners",
    "meta.ads_outside_meta": "Allowed",
    "meta.ads_about_meta": "Use my activity to show me ads about Meta",
    "meta.social_interactions": "Friends",
}
"""What the choices are called that share; most of them are not recorded."""
ADS = tuple(ALLOWED)[2:]
COOKIES = (
    Cookie(name="c_user", domain=".facebook.com", value="{handle}"),
    Cookie(name="xs", domain=".facebook.com", value="{token}", http_only=True),
    Cookie(name="datr", domain=".facebook.com", http_only=True),
)


def practice(platform: Platform) -> Site:
    """The stand-in of Facebook."""
    cookie_dialog = platform.overlays[0]
    return Site(
        platform=platform,
        pages=(*_pages(), *(_form_page(one) for one in platform.forms)),
        doors=(
            Door(
                read=API,
                fields={one: Field(read=one[5:], write=one[5:], to=f"{API}/{one[5:]}") for one in ALLOWED},
            ),
        ),
        cookies=COOKIES,
        session="xs",
        signed_out=dict.fromkeys(("/ad_preferences*", "/info*", "/help/contact/*"), "https://www.facebook.com/login/"),
        settings_home="/",
        sign_in=_sign_in(),
        banner=Banner(
            text=english("Allow the use of cookies from Facebook on this browser?"),
            refuse=cookie_dialog.button,
            accept=cookie_dialog.never,
        ),
        options={
            setting.id: (
                Option(value="allowed", labels=english(ALLOWED[setting.id])),
                Option(value="denied", labels=setting.control.options, out=True),
            )
            for setting in platform.settings
        },
        texts={
            "retry": english("Try again"),
            "load_failure": english("Something went wrong. Try again later."),
            "write_failure": english("Something went wrong."),
            "not_found": english("This page isn't available"),
            "close": english("Close"),
            "confirm": english("Confirm"),
        },
        script=HERE / "practice.js",
        style=HERE / "practice.css",
    )


def _pages() -> tuple[Page, ...]:
    trap = Trap(
        loses="off_meta_history",
        button=english("Clear previous activity"),
        question=english("Clear your previous activity?"),
        confirm=english("Clear"),
    )
    return (
        Page(
            path="/ad_preferences/ad_settings/data_from_partners",
            title=english("Activity information from ad partners"),
            settings=("meta.activity_from_other_businesses",),
            on_error="silent",
        ),
        Page(path="/ad_preferences", title=english("Ad preferences"), settings=ADS, on_error="silent"),
        Page(
            path="/info_and_permissions",
            title=english("Your information and permissions"),
            settings=("meta.off_meta_activity",),
            traps=(trap,),
        ),
        Page(path="/", title=english("Accounts Center"), kind="home", lines=(english("Manage your accounts."),)),
        Page(path="/login/", aliases=("/login",), title=english("Log into Facebook"), kind="sign_in"),
    )


def _form_page(form: Form) -> Page:
    """A form at its own address. Only a German guide tells of a question; what most languages say then is not known."""
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
        path="/login/",
        posts_to="/practice/login",
        ends_at="/",
        title="Log into Facebook",
        entries=(
            Entry(
                what="identifier",
                label="Email or phone number",
                input={"id": "email", "name": "email"},
                button="Log in",
                button_attributes={"name": "login", "id": "loginbutton"},
            ),
            Entry(
                what="password",
                label="Password",
                input={"id": "pass", "name": "pass", "type": "password"},
                button="Log in",
                button_attributes={"name": "login", "id": "loginbutton"},
            ),
        ),
    )
