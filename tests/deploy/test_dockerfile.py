"""R39, R43: the image runs as an ordinary user, and holds nothing that no hash or signature covers."""

import os
import re
import tomllib

import pytest

from tests.deploy.contained import PYTHON, USER
from tests.deploy.files import DEPLOY, ROOT, compose, dockerfile

Instructions = list[tuple[str, str]]


def faults(instructions: Instructions) -> list[str]:
    """What the image does that it must not."""
    names = [name for name, _ in instructions]
    of = {name: [rest for one, rest in instructions if one == name] for name in names}
    runs = of.get("RUN", [])
    found = ["uses ADD"] if "ADD" in names else []
    bases = [*of.get("ARG", []), *(one for one in of.get("FROM", []) if "$" not in one)]
    found += [f"has no fixed base: {one}" for one in bases if ":" not in one or ":latest" in one]
    found += ["fetches by hand"] if any(re.search(r"\b(curl|wget|git clone)\b", one) for one in runs) else []
    installs = [one for one in runs if re.search(r"\bpip3? install\b", one)]
    found += ["installs without hashes" for one in installs if "--require-hashes" not in one]
    found += ["builds packages" for one in installs if "--only-binary=:all:" not in one]
    users = of.get("USER", ["0"])
    found += ["ends as root"] if re.fullmatch(r"(0|root)(:.*)?", users[-1]) or "USER" not in names else []
    found += ["has no health check"] if "HEALTHCHECK" not in names else []
    settings = " ".join([*of.get("ENV", []), *of.get("ARG", [])])
    found += ["holds a secret"] if re.search(r"(?i)password|passphrase|secret|token|_key", settings) else []
    found += ["switches the sandbox off"] if re.search(r"no-sandbox|ALLOW_ROOT", str(instructions)) else []
    copies = [one for one in of.get("COPY", []) if re.match(r"(--\S+ )*\.\s", one)]
    return found + (["copies everything"] if copies else [])


def test_nothing_has_a_fault() -> None:  # R39, R28
    assert faults(dockerfile()) == []


PLANTED = {
    "an address": (("ADD", "https://example.com/x.tar.gz /x"), "uses ADD"),
    "a floating base": (("FROM", "debian:latest"), "has no fixed base: debian:latest"),
    "a download": (("RUN", "curl -o x https://example.com"), "fetches by hand"),
    "no hashes": (("RUN", "pip install --only-binary=:all: x"), "installs without hashes"),
    "building": (("RUN", "pip install --require-hashes x"), "builds packages"),
    "root": (("USER", "root"), "ends as root"),
    "a secret": (("ENV", "UNCONSENT_KEY=canary"), "holds a secret"),
    "no sandbox": (("ENV", "UNCONSENT_ALLOW_ROOT=1"), "switches the sandbox off"),
    "the whole folder": (("COPY", ". /opt/unconsent"), "copies everything"),
}


@pytest.mark.parametrize(("planted", "fault"), PLANTED.values(), ids=PLANTED.keys())
def test_a_planted_fault_is_found(planted: tuple[str, str], fault: str) -> None:
    assert faults([*dockerfile(), planted]) == [fault]


def test_the_user_is_the_same_everywhere() -> None:
    text = str(dockerfile())
    assert f"--uid {USER} --gid {USER}" in text and ("USER", f"{USER}:{USER}") in dockerfile()
    services = [one for name in ("compose.yaml", "compose.scale.yaml") for one in compose(name)["services"].items()]
    assert {one["user"] for name, one in services if name != "database"} == {f"{USER}:{USER}"}


def test_its_command_starts_as_the_launcher_starts_it() -> None:
    script = DEPLOY / "unconsent.sh"
    assert os.access(script, os.X_OK), "it is copied with its mode"
    starts = script.read_text().splitlines()[-1].split()
    assert starts == ["exec", "/opt/unconsent/.venv/bin/python", *PYTHON[1:], "-m", "backend.cli.main", '"$@"']
    assert ("ENTRYPOINT", '["unconsent"]') in dockerfile()


def test_it_holds_what_the_package_holds_and_its_context_nothing_else() -> None:
    lines = (ROOT / ".dockerignore").read_text().split("\n", 1)[1].split()
    kept = {line[1:] for line in lines if line.startswith("!")}
    copied = {
        one for name, rest in dockerfile() if name == "COPY" and "--from" not in rest for one in rest.split()[:-1]
    }
    assert lines[0] == "*"
    assert {one for one in copied if not one.startswith("automations/")} | {"automations/"} == kept
    assert all((ROOT / one).exists() for one in copied)
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    left_out = {line.rstrip("/") for line in lines if not line.startswith(("!", "*"))}
    assert {one.rstrip("/") for one in kept} >= {*wheel["packages"], *wheel["force-include"]}
    assert left_out == set(wheel["exclude"])
