"""The pages, bundled once for all processes of a run."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from filelock import FileLock

from tests.npm_tools import fetched

HERE = Path(__file__).parent
ASSETS = ("eot", "gif", "jpg", "png", "svg", "ttf", "woff", "woff2")
"""Fonts and pictures that style sheets name; the pages do without them."""


@pytest.fixture(scope="session")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the script of every library's pages lies, and its style sheet."""
    modules = fetched(HERE)
    own = tmp_path_factory.getbasetemp()
    place = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "design_systems"
    with FileLock(place.with_suffix(".lock")):
        if not (place / "bundles").is_dir():
            _build(modules, place)
    return place / "bundles"


def _build(modules: Path, place: Path) -> None:
    """Everything at once. The pages are copied beside the modules, because that is where scripts look for them."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(HERE / "pages", place / "pages")
    (place / "node_modules").symlink_to(modules)
    libraries = sorted(str(one) for one in (place / "pages").glob("*.jsx"))
    options = ("--bundle", "--minify", "--jsx=automatic", "--legal-comments=none", "--log-level=error")
    defined = ('--define:process.env.NODE_ENV="production"', "--define:global=globalThis")
    assets = [f"--loader:.{one}=empty" for one in ASSETS]
    command = [str(modules / ".bin" / "esbuild"), *libraries, *options, *defined, *assets, f"--outdir={place / 'made'}"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    (place / "made").rename(place / "bundles")  # only what is complete has that name
