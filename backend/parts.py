"""The blogs or sites of an account: the names that its person gives, and which of their outcomes count."""

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from automations.outcome import Refused
from automations.spec import Platform, is_part_name

if TYPE_CHECKING:
    from backend.records import StoredResult

MOST = 200


def part_names(platform: Platform, names: Sequence[str]) -> str | None:
    """The names, each once. Refused when an account there holds none, or when one cannot be a name."""
    clean = list(dict.fromkeys(_clean(name) for name in names))
    if not clean:
        return None
    if platform.parts is None:
        raise Refused(f"An account at {platform.name} holds no blogs or sites of its own. Leave their names out.")
    if len(clean) > MOST:
        raise Refused(f"More than {MOST} names. Name only those that Unconsent shall visit.")
    for name in clean:
        if not is_part_name(name):
            raise Refused(
                f"{name!r} cannot be the name of a {platform.parts.what}. Give it as it stands in the address, without "
                "https:// and without what follows a slash."
            )
    return json.dumps(clean, ensure_ascii=False)


def _clean(name: str) -> str:
    """Without the decoration with which names are copied from elsewhere."""
    return name.strip().removeprefix("https://").removeprefix("@").rstrip("/")


def that_count(newest: Iterable["StoredResult"]) -> dict[str, "StoredResult"]:
    """The newest outcomes by setting. That of a whole setting of blogs or sites counts until a single one has a newer.

    A whole setting has an outcome when the work ended before it was known which there are.
    """
    found = {one.setting: one for one in newest}
    since: dict[str, int] = {}
    for key, one in found.items():
        base = key.partition("/")[0]
        since[base] = max(since.get(base, 0), one.id if key != base else 0)
    return {key: one for key, one in found.items() if "/" in key or one.id > since[key]}
