"""WordPress.com as its stand-in shows it: its dashboard, the wp-admin page of a site, and what stands under Me."""

from pathlib import Path
from typing import Any

from automations.practice.people import Person
from automations.practice.site import Cookie, Door, Entry, Field, Page, SignInForm, Site, Trap, english
from automations.spec import Platform

HERE = Path(__file__).parent
API = "public-api.wordpress.com"
SHARING, SEARCH = "wpcom.data_sharing_opt_out", "wpcom.discourage_search"
ACCOUNT = {"wpcom.tracks_opt_out": "tracks_opt_out", "wpcom.do_not_sell": "advertising_targeting_opt_out"}
CRAWLERS = (
    *("Amazonbot", "anthropic-ai", "Applebot-Extended", "Bytespider", "CCBot", "ClaudeBot", "FacebookBot"),
    *(
        "Google-Extended",
        "GPTBot",
        "meta-externalagent",
        "omgili",
        "omgilibot",
        "PerplexityBot",
        "SentiBot",
        "sentibot",
    ),
)
OF_OTHERS = "choir.wordpress.com"
"""A site of which the account is no administrator."""


def practice(platform: Platform) -> Site:
    """The stand-in of WordPress.com."""
    return Site(
        platform=platform,
        pages=(*_settings_pages(), *_other_pages()),
        doors=_doors(),
        cookies=(
            Cookie(name="wordpress_logged_in", domain=".wordpress.com", value="{token}", http_only=True),
            Cookie(name="wordpress_sec", domain=".wordpress.com", http_only=True),
        ),
        session="wordpress_logged_in",
        signed_out={
            "/sites/*": "https://wordpress.com/log-in?redirect_to={path}",
            "/me/*": "https://wordpress.com/log-in?redirect_to={path}",
            "/home": "https://wordpress.com/log-in",
            "/wp-admin/*": "https://wordpress.com/log-in",
        },
        settings_home="/home",
        sign_in=_sign_in(),
        parts=("maple.wordpress.com", "quiet-harbour.wordpress.com"),
        tells={"/rest/v1.2/me/sites": _sites},
        robots=_robots,
        texts={
            "retry": english("Try again"),
            "write_failure": english("Failed to save site visibility settings."),
            "not_found": english("This page could not be found."),
            "saved": english("Site visibility settings saved."),
            "connected": english("Settings saved."),
        },
        script=HERE / "practice.js",
    )


def _settings_pages() -> tuple[Page, ...]:
    return (
        Page(
            path="wordpress.com/sites/{part}/settings/site-visibility",
            title=english("Site visibility"),
            settings=(SEARCH, SHARING),
            save=english("Save"),
            container="dashboard",
            traps=_visibility(),
        ),
        Page(
            path="{part}/wp-admin/options-reading.php",
            title=english("Reading Settings"),
            settings=(SEARCH, SHARING),
            save=english("Save Changes"),
            container="wp-admin",
            traps=_visibility(),
        ),
        Page(
            path="wordpress.com/me/preferences/privacy",
            aliases=("wordpress.com/me/privacy",),
            title=english("Privacy"),
            settings=tuple(ACCOUNT),
        ),
    )


def _visibility() -> tuple[Trap, ...]:
    """Each of these, also the one that is chosen, would take the opt-out back."""
    return tuple(
        Trap(loses=f"wpcom.visibility_{name.split()[0].lower()}", button=english(name), question={}, confirm={})
        for name in ("Coming soon", "Public", "Private")
    )


def _other_pages() -> tuple[Page, ...]:
    return (
        Page(path="/home", title=english("My Home"), kind="home", lines=(english("Nothing new here."),)),
        Page(path="/", title=english("Build a site"), kind="front"),
        Page(path="/log-in", title=english("Log in"), kind="sign_in"),
    )


def _doors() -> tuple[Door, ...]:
    """Saving sends the visibility, too; wp-admin sends a form to its own address."""
    site, admin, mine = f"{API}/rest/v1.4/sites/{{part}}/settings", "{part}/wp-admin/options.php", f"{API}/rest/v1.1"
    keys = {SHARING: "wpcom_data_sharing_opt_out", SEARCH: "blog_public"}
    always = {"wpcom_public_coming_soon": 0, "wpcom_coming_soon": 0}
    return (
        Door(
            read=site,
            fields={one: Field(read=f"settings.{key}", write=key, to=site) for one, key in keys.items()},
            extra=always,
            answer={"updated": always},
        ),
        Door(
            read="{part}/practice/unread",
            fields={one: Field(read=key, write=key, to=admin) for one, key in keys.items()},
            encoding="form",
        ),
        Door(
            read=f"{mine}/me/settings",
            fields={one: Field(read=key, write=key, to=f"{mine}/me/settings") for one, key in ACCOUNT.items()},
        ),
    )


def _sites(person: Person) -> dict[str, Any]:
    """The list of sites; the names of its fields are general knowledge."""
    mine = [_site(number, name, manage=True) for number, name in enumerate(person.parts, start=1)]
    return {"sites": [*mine, _site(99, OF_OTHERS, manage=False)]}


def _site(number: int, name: str, *, manage: bool) -> dict[str, Any]:
    return {
        "ID": 240_000_000 + number,
        "slug": name,
        "URL": f"https://{name}",
        "jetpack": False,
        "capabilities": {"manage_options": manage},
        "options": {"is_wpforteams_site": False},
    }


def _robots(person: Person, part: str) -> str:
    """A simple site's: everyone where search is discouraged, else the crawlers that the opt-out names."""
    if person.truth.get(f"{SEARCH}/{part}") == 0:
        return "User-agent: *\nDisallow: /\n"
    if person.truth.get(f"{SHARING}/{part}") is not True:
        return "User-agent: *\nDisallow: /wp-admin/\n"
    return "".join(f"User-agent: {one}\nDisallow: /\n\n" for one in CRAWLERS)


def _sign_in() -> SignInForm:
    return SignInForm(
        path="/log-in",
        posts_to="/wp-login.php",
        ends_at="/home",
        title="Log in to your account",
        entries=(
            Entry(
                what="identifier",
                label="Email address or username",
                input={"name": "usernameOrEmail"},
                button="Continue",
                button_attributes={"type": "submit"},
            ),
            Entry(
                what="password",
                label="Password",
                input={"id": "password", "type": "password"},
                button="Log in",
                button_attributes={"type": "submit"},
            ),
            Entry(
                what="code",
                label="Verification code",
                input={"name": "twoStepCode"},
                button="Continue",
                button_attributes={"type": "submit"},
            ),
        ),
    )
