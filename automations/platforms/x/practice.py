"""X as its stand-in shows it: which pages there are, how they load and save, and what they answer."""

import tomllib
from pathlib import Path

from automations.practice.site import (
    Banner,
    Cookie,
    Door,
    Entry,
    Field,
    Link,
    Option,
    Page,
    SignInForm,
    Site,
    Trap,
    english,
)
from automations.spec import Labels, Platform

HERE = Path(__file__).parent
SETTINGS = "/i/api/1.1/account/settings.json"
GRAPHQL = "/i/api/graphql"
LEARN_MORE = "Learn more"
ACCOUNT_KEYS = {
    "x.business_partner_sharing": "allow_sharing_data_for_third_party_personalization",
    "x.personalized_ads": "allow_ads_personalization",
    "x.inferred_identity": "allow_logged_out_device_personalization",
    "x.web_visits": "use_cookie_personalization",
    "x.places_been": "allow_location_history_personalization",
    "x.discoverable_email": "discoverable_by_email",
    "x.discoverable_phone": "discoverable_by_mobile_phone",
    "x.protect_posts": "protected",
}
COMBINED = ("x.personalized_ads", "x.inferred_identity", "x.places_been", "x.business_partner_sharing")
COOKIES = (
    Cookie(name="auth_token", domain=".x.com", value="{token}", http_only=True),
    Cookie(name="ct0", domain=".x.com"),
    Cookie(name="twid", domain=".x.com", value="u%3D{id}"),
    Cookie(name="kdt", domain=".x.com", http_only=True),
    Cookie(name="guest_id", domain=".x.com", value="v1%3A{id}"),
)
COOKIE_CHOICES = (
    Option(value="all", labels=english("Accept all cookies")),
    Option(value="essential", labels=english("Refuse non-essential cookies"), out=True),
)


def practice(platform: Platform) -> Site:
    """The stand-in of X."""
    texts: dict[str, Labels] = tomllib.loads((HERE / "practice.toml").read_text(encoding="utf-8"))
    labels: dict[str, Labels] = tomllib.loads((HERE / "labels.toml").read_text(encoding="utf-8"))
    return Site(
        platform=platform,
        pages=(*_sharing_pages(texts, labels), *_visibility_pages(texts, labels), *_other_pages(texts)),
        doors=_doors(),
        cookies=COOKIES,
        session="auth_token",
        csrf=("ct0", "x-csrf-token"),
        signed_out={
            "/home": "https://x.com/",
            "/settings*": "https://x.com/i/jf/onboarding/web?redirect_after_login={path}&mode=login",
            "/login": "/i/flow/login",
        },
        settings_home="/settings",
        sign_in=_sign_in(),
        assets="abs.twimg.com",
        menu=_menu(texts, labels),
        banner=Banner(
            text=english("Did someone say … cookies? X and its partners use cookies to serve you better."),
            refuse=labels["cookie_refuse"],
            accept=labels["cookie_accept"],
        ),
        options={"x.cookie_preferences": COOKIE_CHOICES},
        helps=_helps(),
        covers={"x.legacy_master_switch": COMBINED},
        reloads=frozenset({"x.cookie_preferences"}),
        texts={
            "retry": texts["retry"],
            "load_failure": labels["load_failure"],
            "write_failure": texts["write_failure"],
            "not_found": english("Hmm...this page doesn’t exist. Try searching for something else."),
            "cancel": texts["cancel"],
            "heading": texts["heading"],
            "learn_more": english(LEARN_MORE),
        },
        script=HERE / "practice.js",
        style=HERE / "practice.css",
    )


def _sharing_pages(texts: dict[str, Labels], labels: dict[str, Labels]) -> tuple[Page, ...]:
    trap = Trap(
        loses="grok_history",
        button=labels["never_delete"],
        question=texts["delete_question"],
        confirm=texts["delete_button"],
    )
    return (
        Page(
            path="/settings/data_sharing_with_business_partners",
            title=texts["business_partners"],
            lines=(english("Allow sharing of additional information with X’s business partners."),),
            settings=("x.business_partner_sharing",),
            waits=False,
        ),
        Page(
            path="/settings/grok_settings",
            title=texts["grok"],
            settings=("x.grok_training", "x.grok_personalization", "x.grok_memory"),
            on_error="silent",
            on_load_failure="not_found",
            container="xaiDataSharingSettings",
            traps=(trap,),
        ),
        Page(
            path="/settings/ads_preferences",
            title=texts["ads"],
            lines=(english("Manage your ads experience on X."),),
            settings=("x.personalized_ads", "x.gambling_ads"),
            waits=False,
            on_error="silent",
        ),
        Page(
            path="/settings/off_twitter_activity",
            title=texts["inferred_identity"],
            settings=("x.inferred_identity", "x.web_visits"),
            waits=False,
        ),
    )


def _visibility_pages(texts: dict[str, Labels], labels: dict[str, Labels]) -> tuple[Page, ...]:
    return (
        Page(
            path="/settings/location_information",
            title=texts["location"],
            lines=(english("Manage the location information X uses to personalize your experience."),),
            settings=("x.places_been",),
            waits=False,
            on_error="silent",
        ),
        Page(
            path="/settings/personalization",
            aliases=("/personalization",),
            title=labels["legacy_master_switch"],
            settings=("x.legacy_master_switch", *COMBINED),
        ),
        Page(
            path="/settings/contacts",
            title=english("Discoverability and contacts"),
            settings=("x.discoverable_email", "x.discoverable_phone"),
            waits=False,
        ),
        Page(
            path="/settings/audience_and_tagging",
            title=english("Audience and tagging"),
            settings=("x.protect_posts",),
            waits=False,
        ),
        Page(
            path="/settings/cookie_preferences",
            title=english("Cookie preferences"),
            settings=("x.cookie_preferences",),
        ),
    )


def _other_pages(texts: dict[str, Labels]) -> tuple[Page, ...]:
    return (
        Page(path="/home", title=english("Home"), kind="home", lines=(english("Nothing new here."),)),
        Page(path="/settings", title=english("Settings"), lines=(english("Choose a page on the left."),)),
        Page(path="/settings/privacy_and_safety", title=texts["privacy_menu"]),
        Page(
            path="/settings/account/personalization",
            title=english("Personalization and data"),
            lines=(english("These values belong to this device, not to an account."),),
            open_to_all=True,
        ),
        Page(
            path="/",
            title=english("Happening now"),
            kind="front",
            lines=(english("Join today."), english("Already have an account? Sign in")),
        ),
        Page(
            path="/i/jf/onboarding/web",
            title=english("See what’s happening"),
            kind="front",
            lines=tuple(english(line) for line in ("Continue with phone", "Continue with Google", "Email or username")),
        ),
        Page(path="/i/flow/login", title=english("Sign in to X"), kind="sign_in"),
    )


def _doors() -> tuple[Door, ...]:
    done = {"data": {"user_preferences_put": "Done"}}
    grok = {
        "x.grok_training": Field(
            read="data.user_preferences.allow_xai_data_sharing",
            write="variables.allowXaiDataSharing",
            to=f"{GRAPHQL}/KEfCyU0XXJQ8AZOxiMWuSQ/XaiDataSharingSettingsMutation",
        ),
        "x.grok_personalization": Field(
            read="data.user_preferences.allow_xai_personalization",
            write="variables.allowXaiPersonalization",
            to=f"{GRAPHQL}/JbFOnszPZQclTK-4UHDjvw/XaiPersonalizationSettingsMutation",
        ),
        "x.grok_memory": Field(
            read="data.user_preferences.allow_grok_memory",
            write="variables.allow_grok_memory",
            to=f"{GRAPHQL}/LiRRkGlfd-47HI98W4kVeQ/XaiMemoryMutation",
        ),
    }
    # The names of these two are not recorded anywhere; only the variable of the first is.
    gambling = Field(
        read="data.allow", write="variables.allowGamblingAds", to=f"{GRAPHQL}/practice/AdCategoriesMutation"
    )
    cookies = Field(read="choice", write="choice", to="/i/api/practice/cookie_preferences.json")
    return (
        Door(
            read=SETTINGS,
            fields={key: Field(read=name, write=name, to=SETTINGS) for key, name in ACCOUNT_KEYS.items()},
            encoding="form",
            extra={
                "include_mention_filter": "true",
                "include_nsfw_user_flag": "true",
            },
        ),
        Door(read=f"{GRAPHQL}/teCat2yuEC6e9oilkVKCgw/GrokSettingsScreenQuery", fields=grok, answer=done),
        Door(read=f"{GRAPHQL}/practice/AdCategoriesQuery", fields={"x.gambling_ads": gambling}, answer=done),
        Door(read="/i/api/practice/cookie_preferences.json", fields={"x.cookie_preferences": cookies}),
    )


def _sign_in() -> SignInForm:
    extra = {"data-testid": "ocfEnterTextTextInput", "name": "text"}
    proceed = {"data-testid": "ocfEnterTextNextButton"}
    return SignInForm(
        path="/i/flow/login",
        posts_to="/i/api/1.1/onboarding/task.json",
        ends_at="/home",
        entries=(
            Entry(
                what="identifier",
                label="Phone, email, or username",
                input={"autocomplete": "username", "name": "text"},
                button="Next",
            ),
            Entry(what="question", label="Phone or username", input=extra, button="Next", button_attributes=proceed),
            Entry(
                what="password",
                label="Password",
                input={"type": "password", "name": "password", "autocomplete": "current-password"},
                button="Log in",
                button_attributes={"data-testid": "LoginForm_Login_Button"},
            ),
            Entry(what="code", label="Enter code", input=extra, button="Next", button_attributes=proceed),
        ),
    )


def _menu(texts: dict[str, Labels], labels: dict[str, Labels]) -> tuple[Link, ...]:
    """The rows repeat texts that look like labels of controls, and are none."""
    grok_rows = {language: titles[-1:] for language, titles in texts["grok"].items()}
    return (
        Link(to="/settings/ads_preferences", title=texts["ads"], text=english("Manage your ads experience on X.")),
        Link(to="/settings/cookie_preferences", title=english("Cookie preferences")),
        Link(to="/settings/off_twitter_activity", title=texts["inferred_identity"], text=labels["inferred_identity"]),
        Link(
            to="/settings/data_sharing_with_business_partners",
            title=texts["business_partners"],
            text=english("Allow sharing of additional information with X’s business partners."),
        ),
        Link(to="/settings/location_information", title=texts["location"], text=labels["places_been"]),
        Link(to="/settings/grok_settings", title=grok_rows, text=labels["grok_training"]),
    )


def _helps() -> dict[str, Labels]:
    return {
        "x.business_partner_sharing": english(
            "X always shares information with business partners as needed to run and improve its products."
        ),
        "x.grok_training": english("To continuously improve your experience, we may use your posts and interactions."),
        "x.grok_personalization": english("Grok may use what you do on X to shape its answers."),
        "x.grok_memory": english("Grok may keep details of earlier conversations."),
        "x.personalized_ads": english("You will always see ads on X based on your activity here."),
        "x.inferred_identity": english("X will always personalize using information you have provided."),
        "x.places_been": english("X always uses some information, like where you signed up."),
    }
