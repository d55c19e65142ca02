"""The extension as browsers and their stores want it: the files of one browser, and one archive of them."""

import io
import re
import zipfile
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path, PurePosixPath
from posixpath import normpath

from automations.outcome import Refused

PLACES = (Path(__file__).parents[1] / "extension", Path(__file__).parent / "extension")
"""In the project's folder, and in an installed package."""
MANIFEST = "manifest.json"
NAMED = re.compile(r"""["'`]([\w./-]+\.(?:js|html|css|svg|png))(?:#[\w-]*)?["'`]""")
NAMING = {".html", ".js", ".json"}
BEGINNING_OF_TIME = (1980, 1, 1, 0, 0, 0)
"""The first moment that an archive can hold."""
PLAIN_FILE = 0o100644 << 16
UNIX = 3


class Browser(StrEnum):
    """Which of the two manifests is the extension's."""

    CHROMIUM = "chromium"
    FIREFOX = "firefox"

    @property
    def manifest(self) -> str:
        """The name of its manifest in the folder."""
        return MANIFEST if self is Browser.CHROMIUM else f"manifest.{self}.json"


def extension_folder() -> Path:
    """Where the extension lies on this machine. Refused when it came without."""
    for place in PLACES:
        if (place / MANIFEST).is_file():
            return place
    raise Refused(
        f"This installation came without the extension: it is not in {' and not in '.join(map(str, PLACES))}. "
        "Get the project's folder and start ./unconsent extension there; the extension lies in it."
    )


def files_for(browser: Browser, folder: Path) -> dict[str, bytes]:
    """What that browser needs: its manifest, and whatever is named by something that it needs. By name."""
    found = {MANIFEST: (folder / browser.manifest).read_bytes()}
    found |= {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.glob("_locales/*/messages.json")}
    left = [MANIFEST]
    while left:
        name = left.pop()
        for other in _named_in(name, found[name]):
            if other not in found and (folder / other).is_file():
                found[other] = (folder / other).read_bytes()
                left.append(other)
    return found


def archive_of(files: Mapping[str, bytes]) -> bytes:
    """Equal files give equal bytes, on every machine: no clock, no permissions, nothing that packers may choose."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, BEGINNING_OF_TIME)
            entry.create_system = UNIX
            entry.external_attr = PLAIN_FILE
            archive.writestr(entry, data)
    return content.getvalue()


def _named_in(name: str, content: bytes) -> set[str]:
    """Files that this one may mean: names are told from where it is, or from the top; never from outside the folder."""
    path = PurePosixPath(name)
    if path.suffix not in NAMING:
        return set()
    named = NAMED.findall(content.decode("utf-8"))
    meant = {normpath(place / one) for one in named for place in (path.parent, PurePosixPath())}
    return {one for one in meant if not one.startswith(("/", ".."))}
