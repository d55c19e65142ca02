"""Every command, option and variable in the files for deployment is one that the product has."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer.main

from backend.cli.main import make_app
from backend.service.address import chosen_address
from tests.deploy.files import COMPOSE, DEPLOY, PUBLIC_URL, ROOT, UNITS, command_of, compose, dockerfile, started_by

VARIABLE = re.compile(r"\bUNCONSENT_[A-Z_]*[A-Z]\b")
TYPED = re.compile(
    r"(?m)^ {4}(?:docker compose .*?\b(?:exec (?:-\S+ )*service unconsent|run .*? service) |unconsent )(.+)$"
)
SERVE = ("--bind", "--port", "--proxy", "--public-url", "--width")


def faults(words: list[str]) -> list[str]:
    """What of a command line the product does not know."""
    command: Any = typer.main.get_command(make_app("unconsent"))
    context = typer.Context(command)
    while words and hasattr(command, "commands"):
        found = command.get_command(context, words[0])
        if found is None:
            return [f"no command {words[0]}"]
        command, words = found, words[1:]
    options = {option for one in command.params for option in getattr(one, "opts", ())}
    named = [word.partition("=")[0] for word in words if word.startswith("--")]
    return [f"no option {one}" for one in named if one not in options]


def started() -> Iterator[tuple[str, list[str]]]:
    """Every command line in the files."""
    for name in COMPOSE:
        for service, read in compose(name)["services"].items():
            if service != "database":
                yield f"{name} {service}", command_of(read)
    for name in UNITS:
        yield name, started_by(name)[1:]
    yield "the image's own", ["serve"]


def typed() -> Iterator[tuple[str, list[str]]]:
    """Every command of ours in the how-to."""
    for line in TYPED.findall((ROOT / "docs/how-to/deploy.md").read_text()):
        yield line, line.split("#")[0].split()


@pytest.mark.parametrize("words", [pytest.param(words, id=id) for id, words in (*started(), *typed())])
def test_every_command_line_is_one_of_ours(words: list[str]) -> None:
    assert faults(list(words)) == []


def test_the_how_to_has_commands() -> None:
    assert {words[0] for _, words in typed()} >= {"pair", "members", "backup", "restore", "doctor"}


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (["srve"], "no command srve"),
        (["serve", "--listen=0.0.0.0"], "no option --listen"),
        (["worker", "--port"], "no option --port"),
    ],
)
def test_a_word_that_is_none_would_be_found(words: list[str], fault: str) -> None:
    assert faults(words) == [fault]


def test_every_variable_is_one_of_ours() -> None:
    rows = (ROOT / "docs/reference/environment.md").read_text().splitlines()
    described = {name for row in rows if row.startswith("| `") for name in VARIABLE.findall(row.split("|")[1])}
    files = [file for file in (*DEPLOY.iterdir(), ROOT / "docs/how-to/deploy.md") if file.is_file()]
    used = {(name, file.name) for file in files for name in VARIABLE.findall(file.read_text())}
    assert {"UNCONSENT_HOME", "UNCONSENT_KEY_FILE", "UNCONSENT_DATABASE_URL"} <= {name for name, _ in used}
    # The launcher's word for how the product was started, in messages.
    assert {(name, file) for name, file in used if name not in described | {"UNCONSENT_COMMAND"}} == set()


@pytest.mark.parametrize("name", COMPOSE)
def test_the_service_accepts_its_address_and_no_other_name(name: str) -> None:  # R10, R13
    words = dict(word[2:].split("=", 1) for word in command_of(compose(name)["services"]["service"])[1:])
    assert {f"--{one}" for one in words} == {*SERVE}
    chosen = chosen_address(words["bind"], None, reverse_proxies=[words["proxy"]], public_url=words["public-url"])
    assert chosen.hosts == {"unconsent.example"} and chosen.url == PUBLIC_URL
    assert chosen.listens == f"http://127.0.0.1:{chosen.port}"


def test_the_port_is_one_everywhere() -> None:
    lines = [*((name, text) for name, text in dockerfile() if name == "EXPOSE")]
    assert lines == [("EXPOSE", "8765")]
    for name in COMPOSE:
        service = compose(name)["services"]["service"]
        assert service["ports"] == ["127.0.0.1:8765:8765"] and "--port=8765" in service["command"]
    assert " --port 8765 " in " ".join(started_by("unconsent.service"))
    for name in ("nginx.conf", "Caddyfile"):
        assert set(re.findall(r"127\.0\.0\.1:(\d+)", (DEPLOY / name).read_text())) == {"8765"}
