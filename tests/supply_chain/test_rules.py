"""R43: the security rules of ruff are on, for the product and for its tools."""

import json
import subprocess
import sys

import pytest

from backend.tools.locks import ROOT

PLANTED = {
    "S102": "exec(input())\n",
    "S105": "password = 'hunter22'\n",
    "S108": "place = '/tmp/unconsent'\n",
    "S301": "import pickle\npickle.loads(b'')\n",
    "S324": "import hashlib\nhashlib.md5(b'')\n",
    "S501": "import requests\nrequests.get('https://example.test', verify=False, timeout=1)\n",
    "S602": "import subprocess\nsubprocess.run(input(), shell=True)\n",
    "S608": "query = 'SELECT * FROM t WHERE name = \"' + input() + '\"'\n",
}


@pytest.mark.parametrize("folder", ["automations", "backend", "backend/cli", "backend/launcher", "backend/tools"])
@pytest.mark.parametrize("rule", PLANTED)
def test_a_planted_violation_is_found(rule: str, folder: str) -> None:
    assert rule in _broken(PLANTED[rule], f"{folder}/planted.py")


def test_clean_code_breaks_no_rule() -> None:
    assert _broken("def double(number: int) -> int:\n    return 2 * number\n", "backend/planted.py") == set()


def _broken(code: str, name: str) -> set[str]:
    """The rules that this code breaks in a file of this name, by the project's own configuration."""
    ruff = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--no-cache",
        "--output-format",
        "json",
        "--stdin-filename",
        name,
        "-",
    ]
    ended = subprocess.run(ruff, cwd=ROOT, input=code, capture_output=True, text=True, check=False)
    return {one["code"] for one in json.loads(ended.stdout)}
