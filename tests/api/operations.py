"""Every operation of the API, from its own description, with a body that fits."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from backend.api.app import make_app
from backend.api.config import ApiConfig

BODIES: dict[str, dict[str, Any]] = {
    "pause_platform": {"why": "test"},
    "add_account": {"platform": "x", "name": "added"},
    "change_account": {"handle": "changed"},
    "put_session": {"cookies": [{"name": "auth_token", "value": "v", "domain": ".x.com"}]},
    "put_credentials": {"user": "u", "password": "p"},
    "open_window": {"width": 400, "height": 600},
    "read_form": {"reason": "I object."},
    "send_form": {"approval": "0" * 32},
    "ask_for_jobs": {"accounts": [1], "mode": "check"},
    "answer_job": {"text": "done"},
    "put_schedule": {"days": 3},
    "invite": {"name": "guest"},
    "look_up_invitation": {"token": "unconsent_nothing"},
    "accept_invitation": {"token": "unconsent_nothing", "password": "five words or even more"},
    "sign_in": {"name": "nobody", "password": "nothing", "device": "browser"},
    "rename_me": {"name": "renamed"},
    "change_password": {"old": "five words or even more", "new": "five words or even more!"},
    "confirm_totp": {"code": "000000"},
    "disable_totp": {"password": "five words or even more"},
    "export_me": {"password": "not the one at all"},
    "erase_me": {"password": "not the one at all"},
    "add_device": {"name": "program"},
    "give_grant": {"scope": "evidence"},
    "begin_pairing": {"name": "Chromium"},
    "redeem_pairing": {"secret": "unconsent_nothing"},
    "write_letter": {"about": "x", "region": "eu", "language": "en"},
    "edit_letter": {"text": "Dear all,"},
    "send_letter": {"approval": "0" * 64},
    "note_sent": {"by": "form"},
    "note_answer": {"note": "They say no."},
    "put_sender": {"name": "Kim"},
    "put_smtp": {"host": "localhost", "port": 587, "address": "kim@example.org", "password": "p"},
    "add_target": {"name": "phone", "url": "jsons://example.org/hook"},
    "add_browser": {
        "name": "browser",
        "endpoint": "https://push.example.org/",
        "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcx"  # pragma: allowlist secret - RFC 8291, 5
        "aOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",  # pragma: allowlist secret
        "auth": "BTBZMqHH6r4Tts7J_aSIgg",  # pragma: allowlist secret
    },
    "put_wishes": {"at_once": ["came_back"], "digest": {"weekday": 0, "hour": 9}},
    "confirm_pairing": {"code": "7QK2-M0XD"},
}
"""A body for each operation that takes one."""
STREAMS = {"follow_jobs", "follow_job"}
OUTWARD = {"send_letter", "try_smtp", "test_target"}
"""They go where somebody says they should."""


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One method of one address. `noun` is what its id is of; None where there is none."""

    name: str
    method: str
    path: str
    permission: str
    needs_token: bool
    noun: str | None
    takes_json: bool

    def address(self, id: object = None) -> str:
        """With that id."""
        return self.path if id is None else re.sub(r"\{\w+\}", str(id), self.path)

    def __str__(self) -> str:
        return self.name


def operations() -> Sequence[Operation]:
    """All of them."""
    return tuple(
        _operation(path, method, operation)
        for path, methods in description()["paths"].items()
        for method, operation in methods.items()
    )


def description() -> dict[str, Any]:
    """The API as it describes itself."""
    return make_app(_never, _never, ApiConfig(hosts=frozenset())).openapi()


def _never() -> Any:
    raise AssertionError("nothing is asked of the service here")


def _operation(path: str, method: str, operation: dict[str, Any]) -> Operation:
    before = path.partition("/{")[0].rpartition("/")[2] if "{" in path else None
    takes = "application/json" in operation.get("requestBody", {}).get("content", {})
    return Operation(
        name=operation["operationId"],
        method=method.upper(),
        path=path,
        permission=operation["x-permission"],
        needs_token=bool(operation.get("security")),
        noun=before,
        takes_json=takes,
    )
