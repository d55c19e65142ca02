"""LinkedIn as its stand-in shows it: one switch a page, values stated in the HTML, and a PUT for every change."""

import html
import json
import tomllib
from pathlib import Path
from typing import Any

from automations.practice.site import Banner, Cookie, Door, Entry, Field, Link, Page, SignInForm, Site, english
from automations.practice.twist import View
from automations.spec import Labels, Platform

HERE = Path(__file__).parent
API = "/mysettings-api/settingsApiSettings"
SETTINGS = "/mypreferences/d/settings"
HOST = "www.linkedin.com"
KEYS = {
    "linkedin.research": "allowAnonymizedDataResearch",
    "linkedin.ads_off_linkedin": "allowLinkedInAudienceNetwork",
    "linkedin.ads_data_from_others": "allowUseOfThirdPartyData",
    "linkedin.ads_measure": "allowConversionTrackings",
    "linkedin.ads_inferred_location": "allowIpToPersonalizeAds",
    "linkedin.ads_interests": "adsPrivacyAllowInterestsAndBehaviors",
    "linkedin.ads_age": "allowAdsByAge",
    "linkedin.ads_gender": "allowAdsByGender",
    # The keys of these two are not recorded anywhere.
    "linkedin.genai": "practiceGenerativeAi",
    "linkedin.partners_visibility": "practicePartners",
}
NUMBERS = {key: number for number, key in enumerate(KEYS.values(), start=900_001)}
"""Of the entities; the real numbers are not recorded."""
COOKIES = "linkedin.member_cookies"


def practice(platform: Platform) -> Site:
    """The stand-in of LinkedIn."""
    texts: dict[str, Labels] = tomllib.loads((HERE / "practice.toml").read_text(encoding="utf-8"))
    (cookie_bar,) = platform.overlays
    return Site(
        platform=platform,
        pages=(*_settings_pages(platform, texts), *_other_pages(texts)),
        doors=_doors(),
        cookies=(
            Cookie(name="li_at", domain=HOST, value="{token}", http_only=True),
            Cookie(name="JSESSIONID", domain=HOST, value='"ajax:{random}"'),
            Cookie(name="bcookie", domain=HOST),
            Cookie(name="bscookie", domain=HOST, http_only=True),
            Cookie(name="lidc", domain=HOST),
            Cookie(name="liap", domain=HOST, value="true"),
        ),
        session="li_at",
        csrf=("JSESSIONID", "csrf-token"),
        signed_out={"/mypreferences/*": "/login", "/feed/*": "/login", "/in/*": "/authwall"},
        settings_home="/mypreferences/d/categories/account",
        sign_in=_sign_in(),
        menu=(
            Link(to=f"{SETTINGS}/policy-and-academic-research", title=platform.settings[1].control.labels),
            Link(to=f"{SETTINGS}/data-for-ai-improvement", title=texts["genai"]),
        ),
        banner=Banner(
            text=english("This site uses cookies. Accept or reject those that are not essential."),
            refuse=cookie_bar.button,
            accept=cookie_bar.never,
        ),
        texts={
            "load_failure": english("Too many requests. Please slow down, and try again later."),
            "not_found": english("This page doesn’t exist"),
            "heading": texts["heading"],
            "uses": texts["uses"],
        },
        states=_stated,
        script=HERE / "practice.js",
        style=HERE / "practice.css",
    )


def _settings_pages(platform: Platform, texts: dict[str, Labels]) -> tuple[Page, ...]:
    """One page for each setting, at its own address; what a failed change looks like is not recorded."""
    titles = {"linkedin.genai": texts["genai"], COOKIES: english("Non-essential cookies")}
    return tuple(
        Page(
            path=one.url.removeprefix(f"https://{HOST}"),
            title=titles.get(one.id, one.control.labels),
            settings=(one.id,),
            on_error="silent",
            on_load_failure="not_found",
        )
        for one in platform.settings
    )


def _other_pages(texts: dict[str, Labels]) -> tuple[Page, ...]:
    return (
        Page(
            path="/mypreferences/d/categories/account",
            aliases=("/mypreferences/d", "/mypreferences/d/"),
            title=texts["heading"],
        ),
        Page(
            path="/mypreferences/d/categories/privacy",
            aliases=("/mypreferences/d/categories/privacy/",),
            title=texts["data_privacy"],
            kind="home",
        ),
        Page(path="/feed/", title=english("Feed"), kind="home", lines=(english("Nothing new here."),)),
        Page(path="/login", aliases=("/uas/login",), title=english("Sign in"), kind="sign_in"),
        Page(
            path="/authwall",
            title=english("Join LinkedIn"),
            kind="front",
            open_to_all=True,
            lines=(english("Sign in or join to see more."),),
        ),
    )


def _doors() -> tuple[Door, ...]:
    """Each setting has an address of its own. What the cookie page sends is not recorded."""
    cookies = "/mysettings-api/practice/member-cookies"
    return (
        *(_door(setting, f"{API}/{key}", _entity(key)) for setting, key in KEYS.items()),
        _door(COOKIES, cookies, {}),
    )


def _door(setting: str, path: str, entity: dict[str, Any]) -> Door:
    field = Field(read="value", write="value", to=path)
    return Door(read=path, fields={setting: field}, method="PUT", extra=entity)


def _entity(key: str) -> dict[str, Any]:
    """What goes along with every value; that the display type is TOGGLE is an inference."""
    urn = f"urn:li:settingEntity:{NUMBERS[key]}"
    return {"key": key, "settingDisplayType": "TOGGLE", "entityUrn": urn, "hasChild": False}


def _stated(view: View) -> str:
    """A `<code>` element of escaped JSON: each switch of the page with its value, and what on and off are."""
    keys = [(row.setting, KEYS[row.setting]) for row in view.rows if row.setting in KEYS and row.setting in view.values]
    if not keys:
        return ""
    included = [
        {
            **_entity(key),
            "value": view.values[setting],
            "onValue": True,
            "offValue": False,
            "settingDisplayValues": [],
        }
        for setting, key in keys
    ]
    number = NUMBERS[keys[0][1]]
    return f'<code id="bpr-guid-{number}" hidden>{html.escape(json.dumps({"included": included}))}</code>\n'


def _sign_in() -> SignInForm:
    """Name and password stand on one page; the code is asked for on the next."""
    return SignInForm(
        path="/login",
        posts_to="/checkpoint/lg/login-submit",
        ends_at="/feed/",
        title="Sign in",
        entries=(
            Entry(what="identifier", label="Email or phone", input={"id": "username"}, button="Sign in"),
            Entry(
                what="password",
                label="Password",
                input={"id": "password", "type": "password"},
                button="Sign in",
                button_attributes={"type": "submit", "class": "btn__primary--large"},
            ),
            Entry(
                what="code",
                label="PIN",
                input={"id": "input__email_verification_pin", "name": "pin"},
                button="Submit",
                button_attributes={"type": "submit", "id": "email-pin-submit-button"},
            ),
        ),
    )
