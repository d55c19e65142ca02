"""Every state of the screen on which one says where to be told, as data."""

from typing import Any

from tests.extension.states import AT

View = dict[str, Any]
PHONE: View = {
    "id": "p",
    "name": "phone",
    "scheme": "ntfys",
    "sent": AT,
    "failing": None,
    "why": None,
    "gone": False,
    "waiting": 0,
    "given_up": 0,
}
BROWSER = {**PHONE, "id": "b", "name": "Chrome, Android", "scheme": "webpush"}
UNHEARD = {**PHONE, "id": "u", "name": "mailbox", "scheme": "mailtos", "sent": None, "failing": AT, "waiting": 2,
           "why": "The server cannot be reached. Check the address, and whether it is up.", "given_up": 1}  # fmt: skip
USUAL: View = {
    "may": True,
    "targets": [BROWSER, PHONE, UNHEARD],
    "wishes": {
        "at_once": ["came_back", "needs_you"],
        "quiet_hours": {"begin": "22:00", "end": "07:00"},
        "time_zone": "UTC",
        "digest": {"weekday": 0, "hour": 9},
    },
    "zone": "Europe/Berlin",
    "zones": ["America/Argentina/Buenos_Aires", "Europe/Berlin", "UTC"],
    "here": {"state": "on", "place": "b"},
    "tested": {"id": "p", "sent": True, "detail": ""},
    "sure": "",
}
NOT_HERE = ("denied", "insecure", "home_screen", "missing")
NOWHERE = {**USUAL, "targets": [], "here": {"state": "ask", "place": ""}}
QUIETER = {**USUAL["wishes"], "at_once": [], "quiet_hours": None, "digest": None}
TOLD: dict[str, View] = {
    "notifications": USUAL,
    "notifications-none": NOWHERE,
    "notifications-child": {"may": False},
    "notifications-wrong": {
        **USUAL,
        "targets": [{**BROWSER, "gone": True, "failing": AT, "why": "gone"}, PHONE],
        "here": {"state": "ask", "place": "b"},
        "wrong": {"field": "address", "detail": "The address cannot be used. This is not one that Apprise knows."},
        "wishes": QUIETER,
        "testing": "p",
        "sure": "remove-b",
    },
    **{f"notifications-{one}": {**NOWHERE, "here": {"state": one, "place": ""}} for one in NOT_HERE},
}
