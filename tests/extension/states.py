"""Every state of every screen as data, for pictures and for tests that look at all of them."""

from typing import Any

View = dict[str, Any]
AT = "2026-03-03T12:00:00Z"
X = "X (formerly Twitter)"
POLICY = (
    "On 2026-02-14 X said that an account driven with no human tapping the screen will likely be suspended, with the "
    "accounts linked to it, even for experiments."
)


def row(slug: str, name: str, state: str, key: str, date: str | None = None, **values: object) -> View:
    """A row of the first screen."""
    note = {"key": key, "values": {"platform": name, **values}}
    return {"slug": slug, "name": name, "mark": name[0], "state": state, "note": note, "date": date, "mine": True}


def named(slug: str, name: str) -> View:
    """A platform without an account, on the first screen."""
    return {**row(slug, name, "unchecked", "row_unchecked"), "mine": False}


ROWS = [
    row("x", X, "sharing", "row_sharing", count=3),
    row("one", "Somewhere Social", "needs", "row_needs_sign_in"),
    row("two", "Pictures", "out", "row_out", AT),
    row("three", "WordPress, self-hosted", "unchecked", "row_partly", done=1, all=2),
    row("four", "Forum", "absent", "row_absent"),
    row("five", "Maps", "unclear", "row_unclear"),
    row("six", "Letters", "sent", "row_sent"),
]
OTHERS = [named("seven", "Pins"), named("eight", "Somewhere to ask questions"), named("nine", "Video")]
OUT = [row("x", X, "out", "row_out", AT), row("two", "Pictures", "absent", "row_absent")]


def change(id: str, title: str, ticked: bool = True, costs: str | None = None, done: bool = False) -> View:
    """A line of the list of changes."""
    why = "Public data plus Grok conversations train and fine-tune Grok and xAI models."
    url = "https://x.com/settings"
    return {"id": id, "title": title, "why": why, "url": url, "costs": costs, "ticked": ticked, "done": done}


def section(agreed: bool) -> View:
    """X in the list of changes."""
    changes = [
        change("x.a", "Training of Grok with your posts and chats"),
        change("x.b", "Data sharing with business partners", done=True),
        change("x.c", "Discoverability by email address", ticked=False, costs="Friends cannot find you by it."),
    ]
    known = {"slug": "x", "name": X, "mark": "X", "accounts": [1], "included": True, "asksAddress": False}
    by_hand = [{"title": "Separate switch at grok.com", "url": "https://grok.com"}]
    told = {"seen": "in" if agreed else "unasked", "signIn": "https://x.com/i/flow/login"}
    return {**known, **told, "address": "", "policy": POLICY, "agreed": agreed, "changes": changes, "byHand": by_hand}


def signed_out() -> View:
    """A platform in which nobody is signed in, in the list of changes."""
    known = {"slug": "one", "name": "Somewhere Social", "mark": "S", "accounts": [2], "included": True}
    more = {"asksAddress": False, "address": "", "policy": None, "agreed": False, "byHand": []}
    changes = [change("one.a", "Research by others")]
    return {**known, **more, "seen": "out", "signIn": "https://x.com/i/flow/login", "changes": changes}


def left_out() -> View:
    """A platform without an account, which nobody has ticked."""
    known = {"slug": "pins", "name": "Pins", "mark": "P", "accounts": [], "included": False}
    more = {"asksAddress": False, "address": "", "policy": POLICY, "agreed": False, "byHand": []}
    return {**known, **more, "changes": [change("pins.a", "Training with your pins")]}


def site() -> View:
    """A site of one's own in the list of changes."""
    known = {"slug": "wp", "name": "WordPress, self-hosted", "mark": "W", "accounts": [], "included": True}
    changes = [change("wp.a", "Discourage crawlers")]
    more = {"asksAddress": True, "address": "", "policy": None, "agreed": False, "byHand": []}
    return {**known, **more, "changes": changes}


def step(title: str, stage: str = "waiting", outcome: str | None = None) -> View:
    """A setting in a job."""
    return {"id": title, "title": title, "stage": stage, "outcome": outcome}


def job(id: str, name: str, state: str, *steps: View, **more: object) -> View:
    """A job."""
    fixed = {"id": id, "slug": id, "name": name, "mark": name[0], "account": 1, "mode": "run", "state": state}
    return {
        **fixed,
        "trouble": None,
        "cancelling": False,
        "inTab": False,
        "question": None,
        "url": None,
        "steps": list(steps),
        **more,
    }


GROK = "Training of Grok with your posts and chats"
PARTNERS = "Data sharing with business partners"
WORKING = job("x", X, "running", step(PARTNERS, outcome="opted_out"), step(GROK, "verifying"), step("Ads", "waiting"))
ASKING = job("w", "Somewhere Social", "waiting", step("Research", "opening"), question="code")
SIGNING = job("p", "Pictures", "waiting", step("Partners", "opening"), question="sign_in")
IN_TAB = job("x", X, "waiting", step(GROK, "opening"), step(PARTNERS), question="sign_in", inTab=True)
ENDED = job("x", X, "done", step(PARTNERS, outcome="opted_out"), step(GROK, outcome="already_out"))
FAILED = job("w", "Forum", "done", step("Research", outcome="not_recognised"), step("Ads", outcome="forced"))
HALTED = job("x", X, "cancelled", step(PARTNERS, outcome="opted_out"), step(GROK))


def last(outcome: str, receipt: str | None = "0123456789abcdef") -> View:
    """A last outcome."""
    known = {"outcome": outcome, "needs": None, "mode": "run", "at": AT, "detail": "", "after": None}
    return {**known, "receipt": receipt}


DETAIL = {
    "slug": "x",
    "name": X,
    "mark": "X",
    "claim": "According to X, public posts and Grok chats are no longer used for training from now on.",
    "pause": None,
    "accounts": [
        {
            "id": 1,
            "name": "me",
            "standing": [
                {"setting": "a", "title": GROK, "ticked": False, "last": last("opted_out")},
                {"setting": "b", "title": PARTNERS, "ticked": False, "last": last("still_on", None)},
                {"setting": "c", "title": "Location", "ticked": False, "last": None},
            ],
        }
    ],
    "handover": True,
    "sure": False,
}
RECEIPT = {
    "id": "0123456789abcdef",
    "statement": "The setting read opted-out at 2026-03-03 12:00 UTC, by the page and by the platform's own answer.",
    "setting": {"title": GROK},
    "stated_at": AT,
}
HERE = "http://127.0.0.1:8765"
HANDING = {
    "slug": "x",
    "id": 1,
    "name": X,
    "account": "me",
    "handover": "X can end a session on its side while the cookies still look valid.",
    "url": "https://x.com/i/flow/login",
    "service": {"name": "At home", "address": "https://unconsent.example"},
    "out": False,
}
SCREENS: dict[str, View] = {
    "loading": {},
    "connect": {},
    "connect-wrong": {"address": "home", "wrong": True},
    "pairing": {"code": "7QK2-M0XD", "seconds": 262, "copied": False},
    "codeOver": {"address": HERE},
    "offline": {"address": HERE},
    "shutOut": {"address": HERE},
    "trouble": {"kind": "fault", "detail": ""},
    "empty": {},
    "home": {"rows": [*ROWS, *OTHERS]},
    "home-out": {"rows": [*OUT, *OTHERS]},
    "home-begin": {"rows": OTHERS},
    "changes": {"sections": [section(agreed=False), site(), left_out()]},
    "changes-ready": {"sections": [section(agreed=True), signed_out()]},
    "running": {"progress": {"after": "", "jobs": [WORKING, ASKING, SIGNING]}},
    "running-tab": {"progress": {"after": "", "jobs": [IN_TAB]}},
    "running-done": {"progress": {"after": "", "jobs": [ENDED, FAILED]}},
    "running-stopped": {"progress": {"after": "", "jobs": [HALTED]}},
    "running-cut": {"progress": {"after": "", "jobs": [WORKING]}, "cut": True},
    "detail": DETAIL,
    "detail-undo": {**DETAIL, "sure": True},
    "receipt": {"slug": "x", "receipt": RECEIPT},
    "handing": HANDING,
    "handing-out": {**HANDING, "out": True},
    "handed": HANDING,
}
SERVICES = [
    {"id": "here", "name": "This computer", "address": HERE},
    {"id": "home", "name": "At home", "address": "https://unconsent.example"},
]
OPTIONS: dict[str, View] = {
    "options": {"services": SERVICES, "chosen": "here", "language": "", "notices": False, "sure": None},
    "options-none": {"services": [], "chosen": "", "language": "", "notices": False, "sure": None},
    "options-unpair": {"services": SERVICES, "chosen": "here", "language": "de", "notices": True, "sure": "here"},
}
