"""The types that the scripts declare, checked by the real compiler, fetched by npm under its lock."""

import subprocess

from tests.extension.house import EXTENSION
from tests.npm_tools import TESTS, fetched


def test_the_types_agree() -> None:
    modules = fetched(TESTS / "extension" / "typing_tools")
    compiler = ["node", str(modules / "typescript" / "bin" / "tsc")]
    options = ["--project", str(EXTENSION / "jsconfig.json"), "--typeRoots", str(modules / "@types")]
    checked = subprocess.run([*compiler, *options], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
