"""Who may do what, as one table; nothing else decides."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from backend.members.principal import Principal, Role


class Action(StrEnum):
    """What can be done with the things of a member, or of the household."""

    SEE_STATUS = "see_status"
    """Outcomes and dates, in words."""
    SEE_EVIDENCE = "see_evidence"
    """Receipts with what was seen; the states of settings in detail."""
    EXPORT = "export"
    """Take along everything that is kept of a member, in one file; of another one only what one may see."""
    SEE_ACTIVITY = "see_activity"
    SEE_DEVICES = "see_devices"
    REVOKE_DEVICES = "revoke_devices"
    CHECK = "check"
    RUN = "run"
    UNDO = "undo"
    SIGN_IN = "sign_in"
    """Sign in to a platform, by window, password or code."""
    CHANGE_ACCOUNTS = "change_accounts"
    """Add, change, tick, schedule and remove accounts."""
    WRITE_LETTERS = "write_letters"
    """Write, change and follow up letters; nothing goes out by it."""
    SEND_LETTERS = "send_letters"
    """Send letters, and say through which mail server: mail in one's own name."""
    SEE_NOTIFICATIONS = "see_notifications"
    """Where one is told and when; no address is shown."""
    CHANGE_NOTIFICATIONS = "change_notifications"
    """Say where and when, and send a test."""
    GRANT = "grant"
    CHANGE_SELF = "change_self"
    """One's own name, password and one-time codes; to let further devices in."""
    REMOVE = "remove"
    """The member, with everything."""
    INVITE = "invite"
    PAUSE = "pause"
    """Pause and resume platforms, for everybody."""
    BACKUP = "backup"
    """Fetch everything that is stored, in one file."""
    SEE_METRICS = "see_metrics"
    """Read the numbers of the whole household, which name nobody."""


class Scope(StrEnum):
    """What a member may let the owner do."""

    EVIDENCE = "evidence"
    SESSIONS = "sessions"
    """Start checks and runs, and sign in."""


Right = Literal["never", "always"] | Scope
EVERYBODY = frozenset(Role)
GROWN_UP = frozenset({Role.OWNER, Role.MEMBER})
MEMBER = frozenset({Role.MEMBER})
OWNER = frozenset({Role.OWNER})


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Who may do it with their own, and what the owner needs to do it for another member: never, always, or a grant."""

    own: frozenset[Role]
    for_member: Right = "never"
    for_restricted: Right = "never"
    in_person: bool = False
    """Not by the token of an extension or a program, which could widen itself so."""


RULES: Mapping[Action, Rule] = {
    Action.SEE_STATUS: Rule(own=EVERYBODY, for_member="always", for_restricted="always"),
    Action.SEE_EVIDENCE: Rule(own=EVERYBODY, for_member=Scope.EVIDENCE, for_restricted=Scope.EVIDENCE),
    Action.EXPORT: Rule(own=EVERYBODY, for_member=Scope.EVIDENCE, for_restricted=Scope.EVIDENCE, in_person=True),
    Action.SEE_ACTIVITY: Rule(own=EVERYBODY, for_member=Scope.EVIDENCE, for_restricted=Scope.EVIDENCE),
    Action.SEE_DEVICES: Rule(own=EVERYBODY, for_restricted="always"),
    Action.REVOKE_DEVICES: Rule(own=EVERYBODY, for_restricted="always", in_person=True),
    Action.CHECK: Rule(own=EVERYBODY, for_member=Scope.SESSIONS, for_restricted=Scope.SESSIONS),
    Action.RUN: Rule(own=GROWN_UP, for_member=Scope.SESSIONS, for_restricted=Scope.SESSIONS),
    Action.UNDO: Rule(own=GROWN_UP, for_restricted=Scope.SESSIONS),
    Action.SIGN_IN: Rule(own=GROWN_UP, for_member=Scope.SESSIONS, for_restricted=Scope.SESSIONS),
    Action.CHANGE_ACCOUNTS: Rule(own=GROWN_UP, for_restricted=Scope.SESSIONS),
    Action.WRITE_LETTERS: Rule(own=GROWN_UP, for_restricted=Scope.SESSIONS),
    Action.SEND_LETTERS: Rule(own=GROWN_UP, in_person=True),
    Action.SEE_NOTIFICATIONS: Rule(own=GROWN_UP),
    Action.CHANGE_NOTIFICATIONS: Rule(own=GROWN_UP, in_person=True),
    Action.GRANT: Rule(own=MEMBER, in_person=True),
    Action.CHANGE_SELF: Rule(own=EVERYBODY, in_person=True),
    Action.REMOVE: Rule(own=MEMBER, for_member="always", for_restricted="always", in_person=True),
    Action.INVITE: Rule(own=OWNER, in_person=True),
    Action.PAUSE: Rule(own=OWNER),
    Action.BACKUP: Rule(own=OWNER, in_person=True),
    Action.SEE_METRICS: Rule(own=OWNER),
}


@dataclass(frozen=True, kw_only=True)
class Whose:
    """The member with whose things it is done, and what they let the owner do."""

    member: int
    role: Role
    grants: frozenset[Scope] = field(default=frozenset())


def right_of(who: Principal, action: Action, whose: Whose) -> Right:
    """What it depends on whether they may: nothing, a grant, or nothing that could help."""
    rule = RULES[action]
    if rule.in_person and not who.in_person:
        return "never"
    if who.member == whose.member:
        return "always" if who.role in rule.own else "never"
    if who.role is not Role.OWNER:
        return "never"
    return rule.for_restricted if whose.role is Role.RESTRICTED else rule.for_member


def may(who: Principal, action: Action, whose: Whose) -> bool:
    """Whether they may do it now."""
    right = right_of(who, action, whose)
    return right == "always" or right in whose.grants
