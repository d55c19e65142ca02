"""R30: a process is killed while it puts a catalogue into use. The one before is in use, or the new one; never half."""

import subprocess
import sys
from pathlib import Path

from backend.settings import read_settings
from backend.updates import apply, known_catalogue, offer
from tests.cli.process import ROOT
from tests.updates.maker import Maker, pier

LIVES = 12
PADDING = f"# {'a' * 100}\n" * 4_000
"""So that writing it takes a while."""


def test_it_is_the_old_one_or_the_new_one(maker: Maker, tmp_path: Path) -> None:
    home = tmp_path / "home"
    settings = read_settings({"UNCONSENT_CATALOGUE_KEYS": maker.public}, home=home)
    files = []
    for serial, name in ((1, "Pier"), (2, "Quay")):
        text = pier(('name = "Pier"', f'name = "{name}"'))["pier"]["platform.toml"]
        files.append(tmp_path / f"{serial}.json")
        files[-1].write_bytes(maker.bundle(serial, files={"pier": {"platform.toml": text + PADDING}}))
    apply(settings, offer(settings, files[0].read_bytes()))
    halves = 0
    for _ in range(LIVES):
        command = [sys.executable, "-m", "tests.updates.mortal", str(home), *map(str, files)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
            assert process.stdout and process.stdout.read(3) == b"..."
            while not (home / "catalogue.json.new").exists():
                assert process.poll() is None
            process.kill()
        halves += (home / "catalogue.json.new").exists()
        assert known_catalogue(settings).platform("pier").name in ("Pier", "Quay")
    assert halves, "at least one was killed in between"
    apply(settings, offer(settings, maker.bundle(3, files=pier(('name = "Pier"', 'name = "Mole"')))))
    assert known_catalogue(settings).platform("pier").name == "Mole"
