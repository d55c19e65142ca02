"""Every file that the dashboard is made of, by the address at which it is served. Nothing else is ever read."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from backend.extension_package import extension_folder

WEB = Path(__file__).parent / "web"
APP = "/app/"
SHARED = "/app/shared/"
AT_THE_TOP = {"index.html": "/", "manifest.webmanifest": "/manifest.webmanifest", "worker.js": "/worker.js"}
"""A service worker rules what lies beneath it, so that it lies at the top."""
FROM_EXTENSION = (
    *("api/address.js", "api/client.js", "api/stream.js", "api/trouble.js"),
    *("model/changes.js", "model/progress.js", "model/standing.js"),
    *("view/changes.js", "view/detail.js", "view/dom.js", "view/handing.js", "view/look.css", "view/parts.js"),
    *("view/running.js", "view/setup.js", "words/languages.js", "words/wording.js"),
    *("icons/icon.svg", "icons/128.png", "_locales/*/messages.json"),
)
"""What the extension and the dashboard have in common; served from the extension's own folder."""
TYPES: Mapping[str, str] = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}


@dataclass(frozen=True, kw_only=True)
class File:
    """One file as it is served. `tag` changes with its content."""

    content: bytes
    media_type: str
    tag: str


def read_files() -> dict[str, File]:
    """By address. Refused when the extension is not on this machine."""
    return {address: _file(path) for address, path in sorted(_paths())}


def _paths() -> Iterator[tuple[str, Path]]:
    for path in WEB.rglob("*"):
        name = path.relative_to(WEB).as_posix()
        if path.suffix in TYPES:
            yield AT_THE_TOP.get(name, APP + name), path
    folder = extension_folder()
    for pattern in FROM_EXTENSION:
        for path in folder.glob(pattern):
            yield SHARED + path.relative_to(folder).as_posix(), path


def _file(path: Path) -> File:
    content = path.read_bytes()
    return File(content=content, media_type=TYPES[path.suffix], tag=f'"{hashlib.sha256(content).hexdigest()[:32]}"')
