"""The scenarios of a practice account: a closed list, each made of the one kind of hook there is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from automations.identity import is_named
from automations.practice import drawings, replies
from automations.practice.site import Site
from automations.practice.twist import Twist, joined


class Scenario(StrEnum):
    """How a practice account, its pages and its server behave."""

    SHARING_ON = "sharing_on"
    """Everything is shared, and every change works."""
    ALREADY_OUT = "already_out"
    """Everything is opted out before the visit."""
    SIGNED_OUT = "signed_out"
    """The browser has cookies, but the server ended the session."""
    SESSION_EXPIRES_MIDWAY = "session_expires_midway"
    """The session ends right after the first change was stored."""
    CHALLENGE = "challenge"
    """Every page asks whether one is a machine."""
    TERMS = "terms"
    """Every page is hidden by a question that only the person may answer."""
    LOCKED = "locked"
    """Every page says that the account is locked."""
    WRONG_ACCOUNT = "wrong_account"
    """The browser is signed in as someone else."""
    SAVE_IGNORED = "save_ignored"
    """The server says that a change was stored, and stores nothing."""
    SAVE_500_ROLLBACK = "save_500_rollback"
    """A change is answered with an error, and the page flips back in its own way."""
    SAVE_LATE = "save_late"
    """A change is stored, and answered, only after some seconds."""
    HYDRATE_LATE = "hydrate_late"
    """Stored values reach the page only after some seconds."""
    RELABELLED = "relabelled"
    """The controls have new names, close to the known ones."""
    TWICE = "twice"
    """Each control is there twice under the same name; the second one does something else."""
    MISSING = "missing"
    """The controls are not on their page."""
    DISABLED = "disabled"
    """The controls are on and cannot be changed."""
    INVERTED = "inverted"
    """The names say the opposite, and so do the states."""
    CONSENT_BANNER = "consent_banner"
    """A cookie bar covers the bottom of every page."""
    OVERLAY = "overlay"
    """An unknown prompt lies over every page."""
    REDIRECTED_ELSEWHERE = "redirected_elsewhere"
    """Every settings page sends the visitor to the start of the settings."""
    SERVER_DOWN = "server_down"
    """Every answer is 502."""
    SLOW = "slow"
    """Every answer takes its time."""
    RATE_LIMITED = "rate_limited"
    """Reads and changes are answered with 429, and the page says so in its own words."""
    REVERTS_LATER = "reverts_later"
    """A stored change undoes itself some seconds later."""
    NEW_SETTING = "new_setting"
    """One more switch, which nobody knows, is on every settings page."""


@dataclass(frozen=True, kw_only=True)
class Delays:
    """How long things take in the scenarios about time, in seconds."""

    slow: float = 0.8
    hydrate: float = 2.0
    save: float = 3.0
    reverts: float = 2.0


def twist_of(scenario: Scenario, site: Site, delays: Delays, only: frozenset[str]) -> Twist:
    """The hooks that make the scenario. `only`: the settings that it concerns, where it concerns settings; else all."""
    made: Mapping[Scenario, Callable[[], Twist]] = {
        Scenario.SESSION_EXPIRES_MIDWAY: replies.session_ends_after_a_write,
        Scenario.CHALLENGE: lambda: replies.stopped(site, "challenge"),
        Scenario.TERMS: lambda: replies.stopped(site, "consent"),
        Scenario.LOCKED: lambda: replies.stopped(site, "locked"),
        Scenario.SAVE_IGNORED: lambda: replies.writes_ignored(only),
        Scenario.SAVE_500_ROLLBACK: lambda: replies.writes_fail(500, only),
        Scenario.SAVE_LATE: lambda: replies.late("write", delays.save),
        Scenario.HYDRATE_LATE: lambda: joined(
            replies.late("read", delays.hydrate), drawings.flagged(statedAfter=delays.hydrate * 1000)
        ),
        Scenario.RELABELLED: lambda: drawings.relabelled(only),
        Scenario.TWICE: lambda: drawings.twice(only),
        Scenario.MISSING: lambda: drawings.missing(only),
        Scenario.DISABLED: lambda: drawings.disabled(only),
        Scenario.INVERTED: lambda: drawings.inverted(only),
        Scenario.CONSENT_BANNER: drawings.consent_banner,
        Scenario.OVERLAY: drawings.prompt,
        Scenario.REDIRECTED_ELSEWHERE: lambda: replies.redirected(site.settings_home),
        Scenario.SERVER_DOWN: lambda: replies.down(502),
        Scenario.SLOW: lambda: replies.late("any", delays.slow),
        Scenario.RATE_LIMITED: lambda: replies.rate_limited(site),
        Scenario.REVERTS_LATER: lambda: replies.writes_revert(delays.reverts, only),
        Scenario.NEW_SETTING: drawings.new_setting,
    }
    return made[scenario]() if scenario in made else Twist()


def applicable(site: Site) -> tuple[Scenario, ...]:
    """The scenarios that this platform can play: without a sign-in, say, nobody can be signed out."""
    kinds = {signal.kind for signal in site.platform.signals if signal.texts or signal.urls}
    missing = {
        Scenario.CONSENT_BANNER: site.banner is None,
        Scenario.CHALLENGE: "challenge" not in kinds,
        Scenario.TERMS: "consent" not in kinds,
        Scenario.LOCKED: "locked" not in kinds,
        Scenario.WRONG_ACCOUNT: not is_named(site.platform),
    }
    needs_sign_in = {Scenario.SIGNED_OUT, Scenario.SESSION_EXPIRES_MIDWAY, Scenario.WRONG_ACCOUNT}
    return tuple(
        one for one in Scenario if not missing.get(one) and not (one in needs_sign_in and site.platform.sign_in is None)
    )
