"""Reads the locks: the packages, their versions and hashes, and what asked for them."""

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-test.lock"
NPM_LOCK = ROOT / "automations" / "consent" / "package-lock.json"
"""What is fetched into the environment besides, where that is possible."""
HEAD = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^]]*])?==([^\s;\\]+)\s*(?:;\s*([^\\]+?))?\s*\\?$")
HASH = re.compile(r"^\s+--hash=sha256:([0-9a-f]{64})\s*\\?$")
VIA = re.compile(r"^\s+#(?: via| {3})\s*(.*)$")


@dataclass(frozen=True, kw_only=True)
class Locked:
    """One package in a lock. `via` names the packages that need it; the project itself is among them as `unconsent`."""

    name: str
    version: str
    marker: str | None = None
    hashes: tuple[str, ...]
    via: tuple[str, ...]
    kind: str = "pypi"
    licence: str | None = None
    """Where the lock states it."""

    @property
    def purl(self) -> str:
        """Its package address, as https://github.com/package-url/purl-spec has it."""
        return f"pkg:{self.kind}/{quote(self.name)}@{self.version}"


def read_lock(path: Path) -> tuple[Locked, ...]:
    """Everything the lock holds. A line that is none of the known ones raises ValueError, so nothing slips through."""
    found: list[Locked] = []
    for block in _blocks(path):
        head = HEAD.match(block[0])
        if head is None:
            raise ValueError(f"{path.name}: not a pinned package: {block[0]}")
        hashes = [match[1] for line in block if (match := HASH.match(line))]
        via = [match[1] for line in block if (match := VIA.match(line)) and match[1]]
        if 1 + len(hashes) + sum(bool(VIA.match(line)) for line in block) != len(block):
            raise ValueError(f"{path.name}: a line that is no hash and no remark, at {head[1]}")
        found.append(
            Locked(
                name=head[1],
                version=head[2],
                marker=head[3],
                hashes=tuple(hashes),
                via=tuple(one.split(" (")[0].split(":")[0] for one in via),
            )
        )
    return tuple(found)


def read_npm_lock(path: Path = NPM_LOCK) -> tuple[Locked, ...]:
    """Everything npm would install. KeyError for a package without hash, version or licence."""
    packages = json.loads(path.read_text(encoding="utf-8"))["packages"]
    needs = {_npm_name(place): {*package.get("dependencies", {})} for place, package in packages.items()}
    return tuple(
        Locked(
            name=_npm_name(place),
            version=package["version"],
            hashes=(base64.b64decode(package["integrity"].removeprefix("sha512-"), validate=True).hex(),),
            via=tuple(sorted(other for other, wanted in needs.items() if _npm_name(place) in wanted)),
            kind="npm",
            licence=package["license"],
        )
        for place, package in packages.items()
        if place
    )


def _npm_name(place: str) -> str:
    return place.rpartition("node_modules/")[2] or "unconsent"


def _blocks(path: Path) -> Iterator[list[str]]:
    block: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line[0].isspace() and not line.startswith("#"):
            if block:
                yield block
            block = [line]
        elif block and line.strip():
            block.append(line)
    if block:
        yield block
