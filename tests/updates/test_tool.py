"""The maintainers' tool: keys for their owner only, and bundles of what may be in them."""

import shutil
from pathlib import Path

import pytest

from automations.catalogue import PACKAGED
from backend.tools.catalogue_bundle import main
from backend.updates.reading import read_bundle

RETIRE = '[[retire]]\nname = "x.grok_memory"\nwhy = "Gone."\nsince = 2026-11-20\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """X as it is packaged, with its practice pages and a script beside it, and something retired."""
    folder = tmp_path / "platforms"
    shutil.copytree(PACKAGED / "x", folder / "x")
    (folder / "x" / "script.py").write_text("raise SystemExit\n")
    (folder / "catalogue.toml").write_text(RETIRE)
    return folder


def sign(tmp_path: Path, folder: Path) -> int:
    """Signs it as number 7."""
    where = ["--key", str(tmp_path / "key"), "--to", str(tmp_path / "bundle.json")]
    return main(["sign", str(folder), "--serial", "7", "--minimum-engine", "0.1.0", *where])


def test_a_folder_becomes_a_bundle_without_code(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["keygen", str(tmp_path / "key")]) == 0
    public = capsys.readouterr().out.strip()
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert sign(tmp_path, folder) == 0
    content = (tmp_path / "bundle.json").read_bytes()
    bundle = read_bundle(content, trusted=[public], engine="0.1.0")
    assert (bundle.serial, set(bundle.files), set(bundle.files["x"])) == (7, {"x"}, {"platform.toml", "labels.toml"})
    assert [one.name for one in bundle.retire] == ["x.grok_memory"]
    assert b"SystemExit" not in content


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("catalogue.toml", "x.grok_memory", "x.grok_memori", "Did you mean x.grok_memory"),
        ("catalogue.toml", "since", "sins", "since"),
        ("x/platform.toml", "claim =", "claym =", "Did you mean claim"),
    ],
)
def test_what_is_wrong_is_refused_before_it_is_signed(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str], file: str, old: str, new: str, said: str
) -> None:
    main(["keygen", str(tmp_path / "key")])
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1))
    assert sign(tmp_path, folder) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "bundle.json").exists()


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    main(["keygen", str(tmp_path / "key")])
    before = (tmp_path / "key").read_bytes()
    assert main(["keygen", str(tmp_path / "key")]) == 2
    assert (tmp_path / "key").read_bytes() == before
    (tmp_path / "key").write_text("no key")
    assert sign(tmp_path, tmp_path) == 2
