"""The types that the dashboard's modules declare, checked by the same compiler as the extension's."""

import subprocess
from pathlib import Path

from backend.dashboard.files import WEB
from tests.npm_tools import TESTS, fetched

PROJECT = WEB.parent / "jsconfig.json"
WRONG = "export const wrong = () => clientOf(1);\n"


def compiled(project: Path) -> subprocess.CompletedProcess[str]:
    """The compiler's verdict."""
    modules = fetched(TESTS / "extension" / "typing_tools")
    compiler = ["node", str(modules / "typescript" / "bin" / "tsc")]
    options = ["--project", str(project), "--typeRoots", str(modules / "@types")]
    return subprocess.run([*compiler, *options], capture_output=True, text=True, check=False)


def test_the_types_agree() -> None:
    checked = compiled(PROJECT)
    assert checked.returncode == 0, checked.stdout


def test_a_wrong_use_of_what_is_shared_is_found(tmp_path: Path) -> None:
    text = PROJECT.read_text(encoding="utf-8").replace("../../extension", str(WEB.parents[2] / "extension"))
    (tmp_path / "web").mkdir()
    (tmp_path / "jsconfig.json").write_text(text)
    wrong = f'import {{ clientOf }} from "/app/shared/api/client.js";\n{WRONG}'
    (tmp_path / "web" / "wrong.js").write_text(wrong)
    assert "wrong.js(2," in compiled(tmp_path / "jsconfig.json").stdout
