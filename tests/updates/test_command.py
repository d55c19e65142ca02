"""`update`, as a person types it: from a file to what is in use, and back."""

import re
from pathlib import Path

import pytest

from automations.outcome import Refused
from backend.settings import read_settings
from backend.updates import known_catalogue
from tests.cli.process import ROOT, Shell
from tests.updates.maker import PIER, Maker, pier, x

HEADING = ("Data sharing with business partners", "Sharing with business partners")
HOST = ('hosts = ["x.com"', 'hosts = ["new.example", "x.com"')
SINCE = "2026-11-20"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a bundle is put."""
    return tmp_path / "bundle.json"


def title(shell: Shell) -> str:
    """What a setting of X is called."""
    platform = known_catalogue(read_settings({}, home=shell.home)).platform("x")
    return platform.setting("x.business_partner_sharing").title


def test_facts_are_newer_afterwards_and_can_be_taken_back(shell: Shell, maker: Maker, file: Path) -> None:
    file.write_bytes(maker.bundle(4, files=x(HEADING)))
    looked = shell("update", str(file), "--check", "--json")
    assert (looked.status, looked.document["did"]) == (0, "looked")
    assert title(shell) == HEADING[0]

    applied = shell("update", str(file), "--json")
    assert applied.status == 0, applied.err
    assert applied.document["did"] == "applied"
    assert applied.document["in_use"] == {"serial": 4, "made": SINCE, "minimum_engine": "0.1.0"}
    [change] = applied.document["changes"]
    assert (change["slug"], change["settings"], change["asks"]) == ("x", ["x.business_partner_sharing"], False)
    assert title(shell) == HEADING[1]
    assert (shell.home / "catalogue.json").stat().st_mode & 0o777 == 0o600
    doctor = {
        one["what"]: one["said"] for one in shell("doctor", "--json", UNCONSENT_BROWSER="/nowhere").document["checks"]
    }
    assert "catalogue 4 of 2026-11-20" in doctor["Catalogue"]

    again = shell("update", str(file), "--json")
    assert (again.status, again.document["did"]) == (0, "nothing")
    back = shell("update", "--rollback", "--json")
    assert (back.status, back.document["did"], back.document["in_use"]) == (0, "rolled_back", None)
    assert title(shell) == HEADING[0]
    assert shell("update", "--rollback", "--json").document["did"] == "nothing"


def test_older_is_refused_and_another_of_the_same_number_too(shell: Shell, maker: Maker, file: Path) -> None:
    file.write_bytes(maker.bundle(4, files=x(HEADING)))
    assert shell("update", str(file)).status == 0
    file.write_bytes(maker.bundle(3))
    older = shell("update", str(file))
    assert older.status == 2
    assert "is older than what is installed, catalogue 4" in older.err
    file.write_bytes(maker.bundle(4))
    assert "under the same number" in shell("update", str(file)).err
    assert title(shell) == HEADING[1]


def test_a_bundle_is_whole_and_replaces_the_one_before(shell: Shell, maker: Maker, file: Path) -> None:
    file.write_bytes(maker.bundle(4, files=x(HEADING)))
    assert shell("update", str(file)).status == 0
    file.write_bytes(maker.bundle(5))
    assert shell("update", str(file)).status == 0
    assert title(shell) == HEADING[0]


def test_new_hosts_are_shown_and_need_a_yes(shell: Shell, maker: Maker, file: Path) -> None:
    file.write_bytes(maker.bundle(files=x(HOST, HEADING)))
    held = shell("update", str(file))
    assert held.status == 8
    assert "Reaches new hosts: new.example" in held.out
    assert f"update {file} --yes" in held.out
    assert not (shell.home / "catalogue.json").exists()
    assert title(shell) == HEADING[0]
    document = shell("update", str(file), "--json").document
    assert (document["did"], document["changes"][0]["hosts"]) == ("held_back", ["new.example"])
    agreed = shell("update", str(file), "--yes", "--json")
    assert (agreed.status, agreed.document["did"], agreed.document["changes"][0]["asks"]) == (0, "applied", True)


def test_a_platform_is_added_and_one_that_disappears_needs_a_yes(shell: Shell, maker: Maker, file: Path) -> None:
    file.write_bytes(maker.bundle(1, files=pier()))
    held = shell("update", str(file), "--json")
    assert (held.status, held.document["changes"][0]["kind"]) == (8, "added")
    assert shell("update", str(file), "--yes").status == 0
    assert shell("platforms", "pier", "--json").document["platforms"][0]["name"] == "Pier"
    added = shell("accounts", "add", "pier", "me")
    assert added.status == 0, added.err
    file.write_bytes(maker.bundle(2))
    held = shell("update", str(file))
    assert held.status == 8
    assert "no longer known" in held.out


def test_a_wrong_file_is_refused_with_path_key_and_reason_and_nothing_is_used(
    shell: Shell, maker: Maker, file: Path
) -> None:
    file.write_bytes(maker.bundle(files={**x(HEADING), **pier(("claim =", "claym ="))}))
    refused = shell("update", str(file), "--yes")
    assert refused.status == 2
    assert "catalogue 1 of 2026-11-20: pier/platform.toml: claym: there is no such key here. Did you mean claim" in (
        refused.err
    )
    assert title(shell) == HEADING[0]
    assert not (shell.home / "catalogue.json").exists()


def test_a_file_under_another_name_is_refused(shell: Shell, maker: Maker, file: Path) -> None:
    file.write_bytes(maker.bundle(files={"quay": {"platform.toml": PIER}}))
    assert "quay/platform.toml: slug: it says 'pier', and stands under 'quay'" in shell("update", str(file)).err


def test_own_folders_are_not_touched(shell: Shell, maker: Maker, file: Path, tmp_path: Path) -> None:
    own = tmp_path / "own" / "pier"
    own.mkdir(parents=True)
    (own / "platform.toml").write_text(PIER)
    environ = {"UNCONSENT_PLATFORMS_PATH": str(own.parent)}
    file.write_bytes(maker.bundle(files=pier()))
    taken = shell("update", str(file), "--yes", **environ)
    assert taken.status == 2
    assert "slug 'pier' is taken by catalogue 1 of 2026-11-20" in taken.err
    retire = [
        {"name": "pier", "why": "Gone.", "since": SINCE},
        {"name": "pier.training", "why": "Gone.", "since": SINCE},
    ]
    file.write_bytes(maker.bundle(retire=retire, pause=[{"slug": "pier", "why": "Closed.", "since": SINCE}]))
    applied = shell("update", str(file), "--json", **environ)
    assert (applied.status, applied.document["unknown"]) == (0, ["pier", "pier.training", "pier"])
    [platform] = shell("platforms", "pier", "--json", **environ).document["platforms"]
    assert (platform["retired"], platform["pauses"], platform["settings"][0]["retired"]) == (None, [], None)


def test_what_is_stored_is_verified_at_every_use(shell: Shell, maker: Maker, file: Path) -> None:
    file.write_bytes(maker.bundle(files=x(HEADING)))
    assert shell("update", str(file)).status == 0
    stored = shell.home / "catalogue.json"
    stored.write_bytes(stored.read_bytes().replace(b"Sharing with business", b"Sharing with nobodies"))
    for command in (("platforms",), ("accounts", "list"), ("update", str(file))):
        refused = shell(*command)
        assert refused.status == 2, command
        assert f"The catalogue update in {stored} cannot be used." in refused.err
        assert "unconsent update --rollback" in refused.err
    assert shell("update", "--rollback").status == 0
    assert title(shell) == HEADING[0]


def test_a_key_that_is_trusted_no_more_ends_its_updates(shell: Shell, maker: Maker, file: Path) -> None:
    file.write_bytes(maker.bundle(files=x(HEADING)))
    assert shell("update", str(file)).status == 0
    (shell.home / "catalogue.keys").write_text("")
    with pytest.raises(Refused, match="not trusted here"):
        title(shell)
    assert shell("platforms", UNCONSENT_CATALOGUE_KEYS=f"{Maker().public},{maker.public}").status == 0


def test_keys_are_trusted_from_files_and_only_keys(shell: Shell, tmp_path: Path) -> None:
    other = Maker()
    key = tmp_path / "maker.pub"
    key.write_text(f"# the maker's key\n{other.public}\n")
    trusted = shell("update", "--trust-key", str(key), "--json")
    assert trusted.status == 0, trusted.err
    assert other.public in trusted.document["keys"]
    assert (shell.home / "catalogue.keys").stat().st_mode & 0o777 == 0o600
    shell("update", "--trust-key", str(key))
    assert (shell.home / "catalogue.keys").read_text().count(other.public) == 1
    for wrong in ("AAAA", other.public[:-1]):
        refused = shell("update", "--trust-key", wrong)
        assert refused.status == 2, wrong
        assert "is no public key" in refused.err or "does not hold one key" in refused.err


def test_without_a_source_it_says_what_to_do(tmp_path: Path) -> None:
    newcomer = Shell(home=tmp_path / "new")
    asked = newcomer("update")
    assert asked.status == 2
    assert "unconsent update FILE" in asked.err and "UNCONSENT_CATALOGUE_URL" in asked.err
    shown = newcomer("update", "--show")
    assert shown.status == 0
    assert "No key is trusted" in shown.out
    assert newcomer("update", "--rollback").status == 0
    assert newcomer("update", "--rollback", "--show").status == 2
    assert newcomer("update", str(tmp_path / "nowhere.json")).status == 2
    assert not newcomer.home.exists()


def test_no_release_key_is_packaged_yet(tmp_path: Path) -> None:
    assert re.search(r"^keys = \[\]$", (ROOT / "backend" / "updates" / "catalogue.toml").read_text(), re.MULTILINE)
    assert Shell(home=tmp_path / "new")("update", "--show", "--json").document["keys"] == {}
