"""The rules of a profile that a person uses from elsewhere: what they type stays theirs, the machine's files its own.

They are settings of the browser itself, which it reads when it starts; nothing on the machine is changed.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

BLOCKED = 2
ALL_DOWNLOADS = 3
PREFERENCES: Mapping[str, Any] = {
    "credentials_enable_service": False,
    "profile": {
        "password_manager_enabled": False,
        "default_content_setting_values": {
            "file_system_read_guard": BLOCKED,
            "file_system_write_guard": BLOCKED,
            "usb_guard": BLOCKED,
            "serial_guard": BLOCKED,
            "hid_guard": BLOCKED,
            "bluetooth_guard": BLOCKED,
        },
    },
    "autofill": {"profile_enabled": False, "credit_card_enabled": False},
    "download_restrictions": ALL_DOWNLOADS,
    "printing": {"enabled": False},
    "policy": {"url_blocklist": ["file://*", "chrome://*", "view-source:*", "devtools://*", "chrome-untrusted://*"]},
}
"""No passwords and addresses are kept, nothing is saved or printed, no files and devices are offered to pages, and
the browser's own pages and the files of the machine are not shown."""
LOCAL_STATE: Mapping[str, Any] = {"select_file_dialogs": {"allowed": False}}
"""No dialog shows the machine's files."""


def set_rules(folder: Path) -> None:
    """Writes them into the profile in that folder, beside what is there."""
    _add(folder / "Default" / "Preferences", PREFERENCES)
    _add(folder / "Local State", LOCAL_STATE)


def _add(file: Path, rules: Mapping[str, Any]) -> None:
    try:
        known = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        known = {}
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.write_text(json.dumps(_joined(known if isinstance(known, dict) else {}, rules)), encoding="utf-8")


def _joined(known: Mapping[str, Any], rules: Mapping[str, Any]) -> dict[str, Any]:
    joined = dict(known)
    for name, rule in rules.items():
        before = joined.get(name)
        nested = isinstance(rule, Mapping)
        joined[name] = _joined(before if isinstance(before, dict) else {}, rule) if nested else rule
    return joined
