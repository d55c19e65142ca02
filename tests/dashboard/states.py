"""Every state of every screen as data, for pictures and for tests that look at all of them."""

from typing import Any

from tests.dashboard.letter_states import LETTERS
from tests.dashboard.objection_states import objections_of
from tests.dashboard.told_states import TOLD
from tests.extension.states import (
    ASKING,
    AT,
    DETAIL,
    ENDED,
    FAILED,
    GROK,
    PARTNERS,
    POLICY,
    RECEIPT,
    SIGNING,
    WORKING,
    X,
    left_out,
    row,
    section,
    site,
)

View = dict[str, Any]
NEXT = "2026-03-10T12:00:00Z"
ALL = {"check": True, "run": True, "undo": True, "change": True}
LOOKS = {"check": True, "run": False, "undo": False, "change": False}


def mine(id: int, account: str, shown: View, next: str | None = NEXT) -> View:
    """A row of the first page."""
    return {**shown, "id": id, "account": account, "next": next}


ROWS = [
    mine(1, "me", row("one", "Somewhere Social", "needs", "row_needs_sign_in")),
    mine(2, "work", row("x", X, "sharing", "row_sharing", count=3)),
    mine(3, "me", row("six", "Letters", "sent", "row_sent"), None),
    mine(4, "me", row("two", "Pictures", "out", "row_out", AT)),
    mine(5, "me", row("four", "Forum", "absent", "row_absent")),
]
QUIET = [mine(1, "me", row("two", "Pictures", "out", "row_out", AT)), mine(2, "me", row("x", X, "out", "row_out", AT))]
NEWS = [
    {
        "id": 1,
        "what": "came_back",
        "platform": "Pictures",
        "href": "#/accounts/4",
        "detail": "Partners reads on again.",
    },
    {"id": 2, "what": "letter_due", "platform": "Forum", "href": "#/letters/1", "detail": ""},
]


def setting(one: View, *, asks: bool = False, costs: str | None = None) -> View:
    """A setting on the page of an account."""
    return {**one, "asks": asks, "costs": costs}


def happened(id: int, title: str, mode: str, outcome: str) -> View:
    """A line of the history."""
    receipt = "0123456789abcdef" if outcome == "opted_out" else None
    return {"id": id, "setting": title, "title": title, "mode": mode, "outcome": outcome, "at": AT, "receipt": receipt}


SHOWN: View = dict(DETAIL)
GROK_OUT, PARTNERS_ON, LOCATION = SHOWN["accounts"][0]["standing"]
ACCOUNT: View = {
    "account": {"id": 1, "name": "me", "handle": "practice_account", "platform": "x", "consented": AT},
    "of": "",
    "name": X,
    "mark": "X",
    "claim": SHOWN["claim"],
    "gone": False,
    "pause": None,
    "policy": POLICY,
    "standing": [
        setting(GROK_OUT),
        setting(PARTNERS_ON),
        setting(LOCATION, asks=True, costs="Friends cannot find you by it."),
    ],
    "needsSignIn": False,
    "changed": True,
    "schedule": {"days": 7, "repair": True, "next": NEXT},
    "repairable": True,
    "history": [happened(2, GROK, "run", "opted_out"), happened(1, PARTNERS, "check", "still_on")],
    "more": "later",
    "may": ALL,
    "sure": "",
}
NOBODY_SIGNED_IN = {
    **ACCOUNT,
    "account": {**ACCOUNT["account"], "handle": None, "consented": None},
    "pause": "X asked to slow down.",
    "needsSignIn": True,
    "changed": False,
    "repairable": False,
    "history": [],
    "more": None,
    "schedule": {"days": 7, "repair": False, "next": None},
}
GROK_ID = GROK_OUT["setting"]
UNFOLDED: View = {
    **ACCOUNT,
    "timelines": {
        GROK_ID: {
            "items": [
                happened(14, GROK, "check", "already_out"),
                happened(13, GROK, "check", "unreachable"),
                happened(12, GROK, "run", "opted_out"),
                happened(11, GROK, "check", "still_on"),
            ],
            "more": "later",
        }
    },
}
PLATFORMS = [
    {"slug": "x", "name": X, "own_address": False, "unattended": "with_consent", "policy_note": POLICY},
    {"slug": "wp", "name": "WordPress, self-hosted", "own_address": True, "unattended": "allowed", "policy_note": ""},
]
PAST = [
    {"id": "p", "name": X, "mode": "check", "state": "done", "trouble": None, "asked_by": "schedule", "created": AT},
    {"id": "q", "name": "Forum", "mode": "run", "state": "failed", "trouble": "The browser did not start.",
     "asked_by": "Chrome, Android", "created": AT},
]  # fmt: skip
FACT = {
    "id": "x.grok",
    "title": GROK,
    "why": "Public data trains Grok.",
    "costs": None,
    "retired": None,
    "seen": "2026-02",
    "practised": "2026-03-01",
    "last_proven": AT,
    "stale": False,
    "warning": None,
}
STALE = {**FACT, "id": "x.old", "title": PARTNERS, "practised": None, "last_proven": None, "stale": True,
         "warning": "last seen 2025-10", "costs": "Friends cannot find you by it."}  # fmt: skip
BY_HAND = {
    "id": "x.hand",
    "title": "Separate switch at grok.com",
    "why": "It counts for itself.",
    "url": "https://grok.com",
    "steps": ["Open grok.com.", "Press Data controls."],
    "not_known": ["Whether it holds for guests."],
}
PLATFORM: View = {
    "slug": "x",
    "name": X,
    "claim": SHOWN["claim"],
    "seen": "2026-02-14",
    "retired": None,
    "paused": False,
    "pauses": [],
    "settings": [FACT, STALE],
    "by_hand": [BY_HAND],
    "forms": [{**BY_HAND, "id": "x.form", "title": "Objection form"}],
    "not_offered": [{"wording": "There is no switch for posts that others quote."}],
    "legal_routes": [
        {"what": "Privacy form", "url": "https://x.com/privacy", "email": [], "note": None},
        {"what": "Data protection officer", "url": None, "email": ["privacy@x.example"], "note": "By post, too."},
    ],
    "advice": ["Make the account private as well."],
    "open_questions": ["Whether old posts are taken out."],
}
RESTING = {**PLATFORM, "paused": True, "pauses": [{"why": "Paused by the owner.", "until": None}]}
OTHERS = [
    {**RESTING, "slug": "b", "name": "Blogs"},
    {**PLATFORM, "slug": "y", "name": "Forum", "settings": [FACT]},
]
PEOPLE = [
    {"id": 2, "name": "Kim", "role": "member", "counts": [["needs", 1], ["out", 12]], "looked": AT, "empty": False},
    {"id": 3, "name": "Robin", "role": "restricted", "counts": [], "looked": None, "empty": True},
]
INVITED = {"id": "i", "name": "Sam", "role": "member", "until": NEXT}
LINK = {"name": "Sam", "until": NEXT, "href": "https://unconsent.example/#/invited?unconsent_a1b2c3d4e5f6g7h8i9j0k1l2"}
DEVICES = [
    {"id": "a", "kind": "browser", "name": "Chrome, Android", "used": AT},
    {"id": "b", "kind": "extension", "name": "Chromium", "used": AT},
    {"id": "c", "kind": "script", "name": "backup", "used": AT},
]
STANDING = {
    "account": 9,
    "platform": X,
    "name": "kim",
    "mark": "X",
    "counts": [["sharing", 2], ["out", 6]],
    "looked": AT,
}
GRANT = {"id": "g", "member": 2, "to": 1, "scope": "evidence", "created": AT}
ME = {"member": 1, "name": "owner", "role": "owner", "device": "a", "totp": False}
ENTRIES = [
    {"id": 3, "actor": "Kim", "device": "Chrome, Android", "what": "grant_used", "subject": "see_evidence", "at": AT},
    {"id": 4, "actor": "Kim", "device": None, "what": "granted", "subject": "evidence", "at": AT},
    {"id": 2, "actor": "owner", "device": None, "what": "account_added", "subject": "x me", "at": AT},
]
ENROLMENT = {
    "seed": "JBSWY3DPEHPK3PXP",
    "address": "otpauth://totp/Unconsent:owner?secret=JBSWY3DPEHPK3PXP",
}  # pragma: allowlist secret
SCREENS: dict[str, View] = {
    "loading": {},
    "signIn": {},
    "signIn-ended": {"notice": "ended", "failed": True},
    "invited": {"invitation": INVITED},
    "invited-child": {"invitation": {**INVITED, "role": "restricted"}},
    "invited-gone": {"invitation": None},
    "away": {},
    "trouble": {"kind": "refused", "detail": "There is nothing like that here, or it is not yours."},
    "overview": {"rows": ROWS, "news": NEWS, "busy": "waiting", "unheard": ["mailbox"], "may": ALL},
    "overview-out": {"rows": QUIET, "news": [], "busy": "", "unheard": [], "may": ALL},
    "overview-child": {"rows": ROWS, "news": [], "busy": "running", "unheard": [], "may": LOOKS},
    "overview-empty": {"rows": [], "news": [], "busy": "", "unheard": [], "may": ALL},
    "changes": {"sections": [section(agreed=False), site(), left_out()]},
    "account": ACCOUNT,
    "account-first": NOBODY_SIGNED_IN,
    "account-undo": {**ACCOUNT, "sure": "undo"},
    "account-remove": {**ACCOUNT, "sure": "remove"},
    "account-other": {**ACCOUNT, "of": "Kim", "may": {**LOOKS, "run": True}},
    "account-timeline": UNFOLDED,
    "account-gone": {**ACCOUNT, "gone": True, "history": [], "more": None},
    **objections_of(ACCOUNT),
    "receipt": {"receipt": {**RECEIPT, "proofs": [{"detail": "it read unchecked"}]}},
    "add": {"platforms": PLATFORMS, "chosen": ""},
    "add-x": {"platforms": PLATFORMS, "chosen": "x"},
    "add-site": {"platforms": PLATFORMS, "chosen": "wp"},
    "jobs": {
        "progress": {
            "after": "",
            "jobs": [
                WORKING,
                ASKING,
                {
                    **SIGNING,
                    "help": {
                        "here": "Sign in here",
                        "text": "On the machine itself, type this:",
                        "line": "unconsent sign-in p me",
                    },
                },
            ],
        },
        "past": PAST,
    },
    "jobs-done": {"progress": {"after": "", "jobs": [ENDED, FAILED]}, "past": []},
    "jobs-none": {"progress": None, "past": PAST},
    "platforms": {"platforms": [PLATFORM, *OTHERS]},
    "platform": {"platform": PLATFORM, "owner": True, "sure": ""},
    "platform-pausing": {"platform": PLATFORM, "owner": True, "sure": "pause"},
    "platform-resting": {"platform": RESTING, "owner": True, "sure": ""},
    "platform-member": {"platform": RESTING, "owner": False, "sure": ""},
    **LETTERS,
    "family": {"people": PEOPLE, "invitations": [INVITED], "link": None},
    "family-link": {"people": PEOPLE, "invitations": [INVITED], "link": LINK},
    "family-none": {"people": [], "invitations": [], "link": None},
    "member": {"member": PEOPLE[0], "accounts": [STANDING], "sees": True, "may": ALL, "devices": [], "sure": ""},
    "member-child": {
        "member": PEOPLE[1],
        "accounts": [STANDING],
        "sees": False,
        "may": ALL,
        "devices": DEVICES,
        "sure": "remove",
    },
    "sharing": {"grants": [GRANT], "may": True},
    "sharing-child": {"grants": [GRANT], "may": False},
    "devices": {"devices": DEVICES, "own": "a", "paired": "Chromium"},
    "activity": {"entries": ENTRIES, "more": "later"},
    "activity-none": {"entries": [], "more": None},
    **TOLD,
    "settings": {"me": ME, "language": "", "enrolment": None, "sure": ""},
    "settings-exporting": {"me": ME, "language": "", "enrolment": None, "exporting": True, "sure": ""},
    "settings-codes": {"me": ME, "language": "de", "enrolment": ENROLMENT, "sure": ""},
    "settings-member": {
        "me": {**ME, "role": "member", "totp": True},
        "language": "",
        "enrolment": None,
        "sure": "leave",
    },
}
BEFORE = {"loading", "signIn", "invited", "away"}
"""Screens around which there is nothing yet."""
THEIRS = {"sharing"}
"""Screens that the owner never sees."""
PAGES = {
    **{
        one: one
        for one in ("jobs", "platforms", "letters", "family", "devices", "activity", "notifications", "settings")
    },
    "platform": "platforms",
    "letter": "letters",
    "member": "family",
    "sharing": "family",
}
"""The way that is marked; without one the first."""
