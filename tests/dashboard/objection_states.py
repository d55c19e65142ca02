"""The card of an objection form on an account's page, in every state, as data."""

from typing import Any

from tests.extension.states import AT

View = dict[str, Any]
OBJECTION = {
    "id": "meta.objection",
    "title": "Objection: information shared on these products used for AI",
    "why": "The only route against training on your posts, where it exists.",
    "url": "https://www.example.com/help/contact/6359191084165019",
    "regions": "EU/EEA and UK for sure",
    "honest": "An objection was sent. They decide on it, and apply it to future use only. Nothing can be read again.",
    "essential": True,
    "warning": None,
    "by_hand": None,
    "steps": [],
    "advice": ["No reason is needed.", "An objection covers the accounts of one Accounts Center."],
    "takes_reason": True,
    "takes_email": True,
    "sent": None,
}
BY_YOU = {
    **OBJECTION,
    "id": "meta.portal",
    "title": "Privacy portal: do not train on my content",
    "essential": False,
    "by_hand": "The portal signs you in by a link that it sends to your e-mail address.",
    "steps": ["Open https://privacy.example.com/policies", "Press Submit Request."],
    "sent": {"at": AT, "is_certain": True},
}
SHEET = {
    "account": "practice_account",
    "url": OBJECTION["url"],
    "email": "me@mail.example",
    "email_before": "other@mail.example",
    "reason": "I do not agree, and I say so:\nmy words are mine & nobody else's.",
    "button": "Submit",
}
MAYBE = {"at": AT, "is_certain": False}


def objections_of(account: View) -> dict[str, View]:
    """The page of an account like that one, at a platform that has forms, with every state of these."""
    claim = "Ad settings: the page reads opted out."
    shown = {**account, "name": "Somewhere Social", "mark": "S", "claim": claim, "policy": None}
    shown |= {"standing": account["standing"][1:2], "history": account["history"][1:], "changed": False, "more": None}
    child = {"check": True, "run": False, "undo": False, "change": False}
    states = {**OPEN, "child": {**state(""), "may": child}}
    return {f"account-form-{name}".removesuffix("-rest"): {**shown, **one} for name, one in states.items()}


def state(stage: str, *forms: View, sure: str = "", **more: Any) -> View:
    """A form, or these, at that stage."""
    shown = {"form": OBJECTION["id"], "stage": stage, "words": {"reason": "", "email": ""}, **more}
    return {"objections": list(forms or [OBJECTION]), "objecting": shown, "sure": sure}


def over(outcome: str, needs: str | None = None) -> View:
    """What came of a form."""
    detail = f"Sent with your e-mail address. {OBJECTION['honest']}" if outcome == "submitted" else "They said no."
    came = {"outcome": outcome, "needs": needs, "detail": detail, "receipt": "0123456789abcdef"}
    return state("done", outcome={**came, "url": OBJECTION["url"]})


OPEN: dict[str, View] = {
    "rest": state(""),
    "two": state("", OBJECTION, BY_YOU, sure=f"by-hand-{BY_YOU['id']}"),
    "hand": state("", BY_YOU),
    "reading": state("reading"),
    "read": state("read", read={"sheet": SHEET, "approval": "0" * 32, "sent": None}),
    "sure": state(
        "read",
        {**OBJECTION, "sent": MAYBE},
        sure=f"send-{OBJECTION['id']}",
        read={"sheet": {**SHEET, "reason": "", "email_before": ""}, "approval": "0" * 32, "sent": MAYBE},
    ),
    "sending": state("sending"),
    "sent": over("submitted"),
    "unclear": over("not_recognised"),
    "needs": over("needs_you", "sign_in"),
}
