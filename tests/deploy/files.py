"""The files of the folder `deploy`, read."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
COMPOSE = ("compose.yaml", "compose.scale.yaml")
UNITS = ("unconsent.service", "unconsent-worker.service")
PUBLIC_URL = "https://unconsent.example"
ASKED = re.compile(r"\$\{PUBLIC_URL(:\?[^}]*)?\}")


def compose(name: str) -> dict[str, Any]:
    """A compose file."""
    read: dict[str, Any] = yaml.safe_load((DEPLOY / name).read_text())
    return read


def command_of(service: dict[str, Any]) -> list[str]:
    """What follows the entry point, with the public address put in."""
    return [ASKED.sub(PUBLIC_URL, word) for word in service["command"]]


def dockerfile() -> list[tuple[str, str]]:
    """The Dockerfile's instructions and what follows them, in their order."""
    lines = [line for line in (DEPLOY / "Dockerfile").read_text().splitlines() if not line.startswith("#")]
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    split = [line.partition(" ") for line in joined.splitlines() if line]
    return [(name, rest.strip()) for name, _, rest in split]


def health_check() -> list[str]:
    """The command by which the image asks whether it is well."""
    (said,) = [rest for name, rest in dockerfile() if name == "HEALTHCHECK"]
    words: list[str] = json.loads(said.partition("CMD ")[2])
    return words


def unit(name: str) -> dict[str, list[str]]:
    """The settings of a unit's service, in their order."""
    found: dict[str, list[str]] = {}
    for line in (DEPLOY / name).read_text().partition("[Service]")[2].partition("[Install]")[0].splitlines():
        if line and not line.startswith("#"):
            key, _, value = line.partition("=")
            found.setdefault(key, []).append(value)
    return found


def started_by(name: str) -> list[str]:
    """What a unit starts, with the public address put in."""
    (line,) = unit(name)["ExecStart"]
    return [ASKED.sub(PUBLIC_URL, word) for word in shlex.split(line)]


def seccomp() -> dict[str, Any]:
    """What a container may ask the kernel for."""
    read: dict[str, Any] = json.loads((DEPLOY / "seccomp.json").read_text())
    return read
