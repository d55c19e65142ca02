"""`letters`, as a person types it: from the draft to the complaint, and through a mail server of their own."""

import asyncio
import json
from pathlib import Path

import pytest

from tests.cli.process import Shell
from tests.letters.desks import PLATFORMS
from tests.letters.post_office import PASSWORD, USER, PostOffice
from tests.store.household import GIVEN

ENVIRON = {**GIVEN, "UNCONSENT_PLATFORMS_PATH": str(PLATFORMS)}
WHO = ("--name", "Kim Ørsted", "--email", "kim@example.org", "--handle", "kim")
KEYS = [
    *("id", "kind", "about", "company", "account", "region", "language", "state"),
    *("made", "sent", "way", "due", "overdue", "answered", "complains_of"),
]
A_REQUEST = "A letter is a request. Whether the platform follows it, only its answer tells."


def test_from_the_draft_to_the_complaint(shell: Shell, tmp_path: Path) -> None:
    shell("accounts", "add", "x", "me", "--handle", "kim", **ENVIRON)
    assert "No letter is written yet" in shell("letters", **ENVIRON).out
    made = shell("letters", "write", "x", "--region", "eu", "--language", "de", "--setting", "grok_training", **ENVIRON)
    assert made.status == 0, made.err
    for said in ("Widerspruch gegen die Nutzung", "den Namen kim", "[Ihr Name]", "Your name is missing", A_REQUEST):
        assert said in made.out
    listed = shell("letters", "list", "--json", **ENVIRON).document
    assert listed["note"] == A_REQUEST and list(listed["letters"][0]) == KEYS
    id = listed["letters"][0]["id"]
    text = shell("letters", "show", id, "--text", **ENVIRON).out
    assert text.startswith("Sehr geehrte") and "To " not in text
    changed = text.replace("[Ihr Name]", "Kim Ørsted").replace("[Ihre E-Mail-Adresse]", "kim@example.org")
    edited = shell("letters", "edit", id[:8], "--file", "-", "--json", stdin=changed, **ENVIRON).document
    assert edited["text"] == changed.strip("\n") and edited["done"] == "edited"
    files = [tmp_path / f"letter.{form}" for form in ("pdf", "eml", "zip")]
    wrote = shell("letters", "show", id, *_options(files), "--json", **ENVIRON)
    assert wrote.document["files"] == [str(file) for file in files]
    assert files[0].read_bytes().startswith(b"%PDF") and b"X-Unsent: 1" in files[1].read_bytes()
    sent = shell("letters", "sent", id, "--on", "2026-01-31", "--by", "form", "--json", **ENVIRON).document
    assert (sent["letter"]["due"], sent["letter"]["way"], sent["letter"]["overdue"]) == ("2026-03-02", "form", True)
    assert "the time to answer ended on 2026-03-02" in shell("letters", **ENVIRON).out
    complaint = shell("letters", "complaint", id, "--json", **ENVIRON).document
    assert complaint["letter"]["kind"] == "complaint" and complaint["email"] == "info@dataprotection.ie"
    answered = shell("letters", "answered", id, "--note", "They say no.", "--json", **ENVIRON).document
    assert (answered["letter"]["state"], answered["answer"]) == ("answered", "They say no.")
    assert shell("letters", "close", id, "--json", **ENVIRON).document["letter"]["state"] == "closed"
    assert shell("letters", "remove", id, "--yes", **ENVIRON).status == 0
    left = shell("letters", "--json", **ENVIRON).document["letters"]
    assert [(one["kind"], one["complains_of"]) for one in left] == [("complaint", None)]


def _options(files: list[Path]) -> list[str]:
    return [part for file in files for part in (f"--{file.suffix[1:]}", str(file))]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("write", "x"), "--region eu|uk|us|other"),
        (("write", "nobody", "--region", "eu"), "Known: "),
        (("write", "x", "--region", "eu", "--about", "everything"), "ai_training"),
        (("write", "x", "--region", "eu", "--setting", "nothing"), "has no setting"),
        (("write", "x", "--region", "eu", "--email", "kim"), "is no e-mail address"),
        (("write", "whatsapp", "--region", "eu", "--to", "kim@example.org"), "no address that is known"),
        (("show", "abc"), "There is no letter"),
        (("edit", "abc"), "--file FILE"),
    ],
)
def test_what_cannot_be_done_says_why(shell: Shell, typed: tuple[str, ...], said: str) -> None:
    ended = shell("letters", *typed, **ENVIRON)
    assert (ended.status, ended.out, said in ended.err) == (2, "", True), ended.err


def test_among_several_accounts_none_is_guessed(shell: Shell) -> None:
    for name in ("me", "work"):
        shell("accounts", "add", "x", name, "--handle", name, **ENVIRON)
    assert "me, work" in shell("letters", "write", "x", "--region", "uk", **ENVIRON).err
    made = shell("letters", "write", "x", "work", "--region", "uk", "--json", **ENVIRON).document
    assert made["letter"]["account"] == "work" and "I use the name work" in made["text"]


async def test_through_a_mail_server_of_ones_own(shell: Shell, tmp_path: Path) -> None:
    def run(*typed: str, stdin: str = "") -> dict[str, object]:
        ended = shell(*typed, "--json", stdin=stdin, **ENVIRON, SSL_CERT_FILE=str(tmp_path / "authority.pem"))
        return {"status": ended.status, "err": ended.err, **json.loads(ended.out)}

    async with PostOffice().open() as office:
        office.authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
        where = ("--host", "localhost", "--port", str(office.port), "--address", USER, "--password-stdin")
        kept = await asyncio.to_thread(run, "letters", "smtp", "set", *where, stdin=f"{PASSWORD}\n")
        assert kept["smtp"] == {
            "host": "localhost", "port": office.port, "security": "starttls", "address": USER, "user": USER,
        }  # fmt: skip
        assert (await asyncio.to_thread(run, "letters", "smtp", "test"))["done"] == "tested"
        made = await asyncio.to_thread(run, "letters", "write", "correo", "--region", "eu", *WHO)
        id = str(made["letter"]["id"])  # type: ignore[index]
        refused = await asyncio.to_thread(run, "letters", "send", id)
        assert refused["status"] == 2 and "Nobody is here to read and approve it" in str(refused["error"])
        wrong = await asyncio.to_thread(run, "letters", "send", id, "--approve", "0" * 64)
        assert "What was approved is not what would be sent" in str(wrong["error"]) and office.taken == []
        sent = await asyncio.to_thread(run, "letters", "send", id, "--approve", str(made["approval"]))
        assert sent["status"] == 0 and sent["letter"]["way"] == "smtp"  # type: ignore[index]
        assert (await asyncio.to_thread(run, "letters", "smtp", "remove"))["smtp"] is None
    assert len(office.taken) == 1 and set(office.passwords) == {PASSWORD}
    assert PASSWORD not in json.dumps([kept, made, refused, sent])
