"""Help is quick and light; the start page is friendly; wrong words are answered with the right ones."""

import subprocess
import sys
from pathlib import Path

import pytest

from backend.cli.main import run
from tests.cli.process import ROOT, Shell

HEAVY = ("sqlalchemy", "alembic", "playwright", "cryptography", "keyring", "fpdf", "PIL", "uvicorn", "starlette")
COMMANDS = (
    ("try",),
    ("accounts",),
    ("accounts", "add"),
    ("accounts", "import"),
    ("accounts", "list"),
    ("accounts", "remove"),
    ("accounts", "tick"),
    ("accounts", "blogs"),
    ("sign-in",),
    ("check",),
    ("run",),
    ("undo",),
    ("letters",),
    ("letters", "write"),
    ("letters", "list"),
    ("letters", "show"),
    ("letters", "edit"),
    ("letters", "send"),
    ("letters", "sent"),
    ("letters", "answered"),
    ("letters", "complaint"),
    ("letters", "close"),
    ("letters", "remove"),
    ("letters", "smtp"),
    ("letters", "smtp", "show"),
    ("letters", "smtp", "set"),
    ("letters", "smtp", "test"),
    ("letters", "smtp", "remove"),
    ("serve",),
    ("extension",),
    ("pair",),
    ("schedule",),
    ("notify",),
    ("notify", "list"),
    ("notify", "add"),
    ("notify", "remove"),
    ("notify", "test"),
    ("notify", "settings"),
    ("members",),
    ("members", "list"),
    ("members", "invite"),
    ("members", "export"),
    ("members", "remove"),
    ("members", "password"),
    ("devices",),
    ("devices", "list"),
    ("devices", "revoke"),
    ("activity",),
    ("backup",),
    ("restore",),
    ("worker",),
    ("platforms",),
    ("update",),
    ("receipts",),
    ("receipts", "list"),
    ("receipts", "show"),
    ("certificate",),
    ("verify",),
    ("report",),
    ("submit",),
    ("doctor",),
    ("new-platform",),
    ("test",),
)


@pytest.mark.parametrize(
    ("arguments", "heavy"),
    [
        (["--help"], {*HEAVY, "pydantic"}),
        (["run", "--help"], set(HEAVY)),
        ([], set(HEAVY)),
    ],  # Typer itself needs it there
    ids=["help", "run", "start"],
)
def test_help_loads_nothing_heavy(arguments: list[str], heavy: set[str]) -> None:
    code = "import sys; from backend.cli.main import run; run(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    ended = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in ended.stderr.split()}
    assert "typer" in loaded
    assert loaded.isdisjoint(heavy)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_explains_itself(
    command: tuple[str, ...], home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("UNCONSENT_HOME", str(home))
    monkeypatch.delenv("UNCONSENT_COMMAND", raising=False)
    assert run([*command, "--help"]) == 0
    assert f"unconsent {' '.join(command)}" in capsys.readouterr().out
    assert not home.exists()


def test_the_start_page_fits_narrow_terminals_and_names_the_launcher(shell: Shell) -> None:
    ended = shell(UNCONSENT_COMMAND="./unconsent")
    assert ended.status == 0
    assert "./unconsent try" in ended.out
    assert "./unconsent --help" in ended.out
    assert max(len(line) for line in ended.out.splitlines()) <= 80


def test_version(shell: Shell) -> None:
    assert shell("--version").out == "unconsent 0.1.0\n"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("chekc", "x"), "No such command 'chekc'. Did you mean 'check'? See unconsent --help"),
        (("check", "--widht", "2"), "--width"),
        (("check", "x", "--width", "0"), "--width"),
        (("accounts", "add", "x"), "NAME"),
        (("test",), "./unconsent test"),
    ],
)
def test_wrong_usage_is_answered_with_what_is_right(shell: Shell, typed: tuple[str, ...], said: str) -> None:
    ended = shell(*typed)
    assert ended.status == 2
    assert said in ended.err
    assert "Traceback" not in ended.err
    assert ended.out == ""


def test_wrong_usage_in_json(shell: Shell) -> None:
    ended = shell("chekc", "--json")
    assert ended.status == 2
    assert ended.document["version"] == 1
    assert ended.document["results"] == []
    assert ended.document["summary"]["exit_status"] == 2
    assert ended.document["error"] in ended.err
