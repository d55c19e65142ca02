"""Writes docs/explanation/dependencies.md: what each is for, and its licence.

`python -m backend.tools.dependencies`.
"""

import tomllib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution

from backend.tools.licences import licence_of
from backend.tools.locks import ROOT, TEST_LOCK, Locked, read_lock, read_npm_lock

PAGE = ROOT / "docs" / "explanation" / "dependencies.md"
PURPOSES = {
    "aiosqlite": "SQLite without blocking; SQLAlchemy's way to it",
    "alembic": "steps from one schema of the store to the next",
    "apprise": "messages to mail, chats and phones: what a look has found",
    "cryptography": "the vault's AES-256-GCM, the receipts' Ed25519",
    "dbos": "durable jobs, step by step, on SQLite or PostgreSQL",
    "fastapi": "the service's typed interface; brings Starlette, which serves the practice platforms",
    "filelock": "one process per browser profile and data folder",
    "fpdf2": "receipts as PDF",
    "keyring": "the vault's key in the system's own keyring",
    "pillow": "screenshots cropped and masked; pictures of the screen behind an ordinary sign-in window",
    "platformdirs": "the data folder where each system expects it",
    "playwright": "drives the browser",
    "psycopg": "PostgreSQL; SQLAlchemy's way to it, for several machines",
    "pydantic": "strict platform files and documents",
    "pydantic-settings": "settings from the environment, strictly",
    "pyotp": "six-digit codes from a seed (RFC 6238)",
    "requests": "hands messages to the push services of browsers; Apprise's way to the web",
    "rich": "the live table and everything else on a terminal",
    "sqlalchemy": "the store",
    "structlog": "the service's log, structured and without secrets",
    "trustme": "a certificate authority for the practice platforms, trusted by nothing else",
    "typer": "commands and options from typed functions",
    "uvicorn": "serves HTTP, for the practice platforms and the service",
    "websockets": "the lines to the extension that lends a tab, and to the page of a sign-in window",
    "axe-playwright-python": "axe-core (MPL-2.0, used unchanged): looks for what shuts people out of a page",
    "coverage": "which lines and branches the tests reach",
    "detect-secrets": "looks for secrets that do not belong into the project",
    "hypothesis": "input that nobody thought of",
    "import-linter": "imports go one way",
    "mutmut": "breaks the code to see the tests fail",
    "mypy": "types, strictly",
    "psutil": "memory and processes, in benchmarks and tests of the sandbox",
    "pytest": "runs the tests",
    "pytest-asyncio": "tests that await",
    "pytest-playwright": "browser fixtures where they fit",
    "pytest-randomly": "another order every time, so that no test leans on another",
    "pytest-timeout": "nothing hangs",
    "pytest-xdist": "tests on every core",
    "ruff": "format, and rules for errors and security",
    "schemathesis": "requests that the service's own description allows, and that nobody thought of",
}
"""Why each one is here, in a line. Remove what the project no longer asks for."""
ELSEWHERE = {
    "backports-tarfile": "MIT",
    "cffi": "MIT-0",
    "colorama": "BSD-3-Clause",
    "importlib-metadata": "Apache-2.0",
    "jeepney": "MIT",
    "lazy-importer": "Apache-2.0",
    "librt": "MIT",
    "psycopg-binary": "LGPL-3.0-only",
    "pycparser": "BSD-3-Clause",
    "pywin32-ctypes": "BSD-3-Clause",
    "pyyaml-ft": "MIT",
    "secretstorage": "BSD-3-Clause",  # pragma: allowlist secret
    "zipp": "MIT",
}
"""Licences of packages that only some systems and versions of Python need, so that the page is the same everywhere."""
HEAD = """\
# Dependencies

<!-- Written by `python -m backend.tools.dependencies`; a test compares it with the locks and the packages. -->

Outside what Unconsent exists for, a well-kept library beats our own code. Every one of them has a purpose that fits in
a line, is pinned with its hashes in `requirements.lock` or `requirements-test.lock`, and has a licence that goes
together with ours (AGPL-3.0-or-later). Only built packages are installed: building one would run code that no hash
covers. `python -m backend.tools.sbom` prints the product's bill of materials (CycloneDX);
`python -m backend.tools.audit SERVICE` asks an advisory service about known vulnerabilities, and says "NOT AUDITED"
when it could not.

Set-up also fetches autoconsent, which refuses cookie banners that no platform's facts tell of. npm does it, under the
lock in `automations/consent/`; where there is no npm, a pinned package brings it for that one moment. autoconsent is
used unchanged, under its own licence, and Unconsent works without it.

Besides these there is a browser (Chromium, Chrome, Edge or Brave), which is found or fetched but is not part of
Unconsent. The tests use more of Debian's packages, listed in `backend/launcher/suite.py`.

A sign-in window with an ordinary browser also needs Xvfb, a screen without a monitor (X.Org, MIT), xdotool, its mouse
and keyboard (BSD-3-Clause), and xclip (GPL-2.0-or-later), which pastes what no key is for. xdotool was chosen before
python-xlib: every distribution keeps it, and it takes what is typed by its input, where nobody else can read it;
python-xlib had its last release in 2022, and leaves the keyboard's layout to us.
"""


def page() -> str:
    """The whole page."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    locked = {one.name: one for one in read_lock(TEST_LOCK)}
    product = _names(project["project"]["dependencies"])
    tests = _names(one for group in project["dependency-groups"].values() for one in group)
    fetched = {one.name: one for one in read_npm_lock()}
    others = sorted(locked.keys() - product - tests)
    return "\n".join(
        [
            HEAD,
            *_table("What the product uses", "purpose", {name: PURPOSES[name] for name in sorted(product)}, locked),
            *_table("What the tests use", "purpose", {name: PURPOSES[name] for name in sorted(tests)}, locked),
            *_table("What these bring along", "for", {name: ", ".join(locked[name].via) for name in others}, locked),
            *_table(
                "What is fetched besides", "for", {name: ", ".join(fetched[name].via) for name in fetched}, fetched
            ),
        ]
    )


def stated_licence(package: Locked) -> str:
    """What the package states; KeyError for one that is neither installed nor listed as needed elsewhere."""
    if package.marker is not None:
        return ELSEWHERE[package.name]
    licence = package.licence or licence_of(distribution(package.name))
    if licence is None:
        raise KeyError(f"{package.name} states no licence")
    return licence


def installed_licence(package: Locked) -> str | None:
    """What the package states where it is installed, or None where it is not."""
    try:
        return licence_of(distribution(package.name))
    except PackageNotFoundError:
        return None


def _names(requirements: Iterable[str]) -> set[str]:
    return {one.split("[")[0].split(">")[0].split("=")[0].strip() for one in requirements}


def _table(title: str, middle: str, rows: dict[str, str], locked: dict[str, Locked]) -> list[str]:
    lines = [f"| {name} | {text} | {stated_licence(locked[name])} |" for name, text in rows.items()]
    return [f"## {title}", "", f"| package | {middle} | licence |", "|---|---|---|", *lines, ""]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
