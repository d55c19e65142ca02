"""A small project with the real launcher, its own locks, and packages from a server on loopback."""

import base64
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import threading
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).resolve().parents[2]
NEEDED = (
    "unconsent",
    "backend/__init__.py",
    "backend/launcher",
    "backend/cli/__init__.py",
    "backend/cli/arguments.py",
    "backend/cli/start.py",
)
MAIN = """\
import importlib.util, json, os, sys
there = [name for name in ("pebble", "flint") if importlib.util.find_spec(name)]
print(json.dumps({"arguments": sys.argv[1:], "folder": os.getcwd(), "pid": os.getpid(), "path": sys.path,
    "command": os.environ["UNCONSENT_COMMAND"], "packages": there, "prefix": sys.prefix}), flush=True)
if "wait" in sys.argv:
    sys.stdin.read()
sys.exit(int(os.environ.get("END_WITH", "0")))
"""
CONSENT = """\
import os, pathlib, sys
if reason := os.environ.get("NO_CONSENT"):
    sys.exit(reason)
(pathlib.Path(sys.prefix) / "share" / "unconsent" / "consent").mkdir(parents=True)
"""
"""Stands for the fetching of autoconsent, which has tests of its own."""


HIDES = """\
import sys
from importlib.abc import MetaPathFinder
class Hidden(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {names!r}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Hidden())
"""


@dataclass(frozen=True, kw_only=True)
class Ended:
    """A start of the launcher that has come to its end."""

    status: int
    out: str
    told: str

    @property
    def answer(self) -> dict[str, Any]:
        """What the command line behind the launcher saw."""
        answer: dict[str, Any] = json.loads(self.out)
        return answer


@dataclass(frozen=True, kw_only=True)
class Project:
    """A checkout with the real launcher in front of a command line that tells what it sees."""

    root: Path
    place: Path
    environ: Mapping[str, str] = field(repr=False)

    def start(self, *arguments: str, under: tuple[str, ...] = (), **more: Any) -> "subprocess.Popen[str]":
        """Starts the launcher as a process of its own, under another command if one is given."""
        environ = {**self.environ, **more.pop("environ", {})}
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        command = [*under, sys.executable, str(self.root / "unconsent"), *arguments]
        return subprocess.Popen(command, env=environ, text=True, **{**pipes, **more})

    def run(self, *arguments: str, under: tuple[str, ...] = (), **more: Any) -> Ended:
        """Starts the launcher and waits for its end."""
        started = self.start(*arguments, under=under, **more)
        return ended(started)

    def lock(self, *packages: str, name: str = "requirements.lock", digest: str | None = None) -> None:
        """Writes a lock that wants these packages."""
        lines = [
            f"{package}==1.0 \\\n    --hash=sha256:{digest or hashlib.sha256(wheel(package)).hexdigest()}\n"
            for package in packages
        ]
        (self.root / name).write_text("".join(lines))


def ended(started: "subprocess.Popen[str]") -> Ended:
    """Waits for the end of a start."""
    out, told = started.communicate(timeout=120)
    return Ended(status=started.returncode, out=out, told=told)


def wheel(name: str) -> bytes:
    """A package with one empty module, always the same bytes."""
    info = f"{name}-1.0.dist-info"
    files = {
        f"{name}.py": "",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = [f"{path},sha256={_digest(text)},{len(text)}" for path, text in files.items()]
    files[f"{info}/RECORD"] = "\n".join([*record, f"{info}/RECORD,,", ""])
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path, text in files.items():
            archive.writestr(zipfile.ZipInfo(path), text)
    return packed.getvalue()


def source_package(name: str) -> bytes:
    """A package that would have to be built, always the same bytes."""
    files = {"PKG-INFO": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", "setup.py": "raise SystemExit(1)\n"}
    packed = BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for path, text in files.items():
            head = tarfile.TarInfo(f"{name}-1.0/{path}")
            head.size = len(text)
            archive.addfile(head, BytesIO(text.encode()))
    return gzip.compress(packed.getvalue(), mtime=0)


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


class Index(ThreadingHTTPServer):
    """A package index on loopback. While `open` is cleared it keeps whoever fetches a package waiting."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.open = threading.Event()
        self.open.set()
        self.fetching = threading.Event()
        self.fetched: list[str] = []
        self.sources: set[str] = set()
        """Packages of which there is only the source."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/simple/"


class _Answer(BaseHTTPRequestHandler):
    server: Index

    def do_GET(self) -> None:
        """A page with one link per package, or the package itself."""
        name = self.path.rstrip("/").rsplit("/", 1)[1].split("-")[0]
        if self.path.endswith((".whl", ".gz")):
            self.server.fetched.append(name)
            self.server.fetching.set()
            self.server.open.wait(60)
            content = source_package(name) if name in self.server.sources else wheel(name)
            self._send("application/octet-stream", content)
        else:
            file = f"{name}-1.0.tar.gz" if name in self.server.sources else f"{name}-1.0-py3-none-any.whl"
            self._send("text/html", f'<!DOCTYPE html><a href="/{file}">{file}</a>'.encode())

    def _send(self, kind: str, content: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *_values: object) -> None:
        """Nobody reads this log."""


@contextmanager
def serving() -> Iterator[Index]:
    """A package index that holds `pebble` and `flint`."""
    with Index() as index:
        thread = threading.Thread(target=index.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield index
        finally:
            index.open.set()
            index.shutdown()
            thread.join()


@pytest.fixture
def index() -> Iterator[Index]:
    """A package index of one's own."""
    with serving() as index:
        yield index


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project whose environment was made, and whose package index is gone. Leave it as it is."""
    with serving() as index:
        project = make_project(tmp_path_factory.mktemp("ready"), index.address)
        assert project.run("platforms").status == 0
    return project


@pytest.fixture
def project(tmp_path: Path, index: Index) -> Project:
    """A project nobody has started yet, which needs `pebble`, and `flint` for its tests.

    Its environment gets no pip of its own, as on a system that has pip but not ensurepip: that is quicker.
    """
    project = make_project(tmp_path, index.address)
    hidden = without_modules(tmp_path / "hidden", "ensurepip")
    return replace(project, environ={**project.environ, "PYTHONPATH": str(hidden)})


def without_modules(folder: Path, *names: str) -> Path:
    """A folder that, on PYTHONPATH, makes Python lack these modules."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(HIDES.format(names=names))
    return folder


def make_project(folder: Path, address: str) -> Project:
    """Copies the launcher, and puts a command line behind it that tells what it sees."""
    root = folder / "project with a space"
    for name in NEEDED:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, root / name)
    (root / "backend" / "cli" / "main.py").write_text(MAIN)
    (root / "automations" / "consent").mkdir(parents=True)
    (root / "automations" / "consent" / "fetch.py").write_text(CONSENT)
    home = folder / "home"
    home.mkdir()
    project = Project(
        root=root,
        place=root / ".venv",
        environ={
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_INDEX_URL": address,
            "PIP_NO_CACHE_DIR": "1",
            "PIP_RETRIES": "1",
        },
    )
    project.lock("pebble")
    project.lock("pebble", "flint", name="requirements-test.lock")
    return project
