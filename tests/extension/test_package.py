"""What goes to a browser's store: the extension and nothing else, the same bytes everywhere. # R25 R43"""

import io
import os
import re
import zipfile
from pathlib import Path, PurePosixPath
from posixpath import normpath

import pytest
from playwright.async_api import Playwright, expect

from backend.extension_package import MANIFEST, Browser, archive_of, files_for
from tests.extension.house import EXTENSION, browser_with, popup_of

BROWSERS = pytest.mark.parametrize("browser", Browser)
FOR_MAKERS = {"jsconfig.json", "manifest.firefox.json"}
LENDS = {"worker/main.js", "worker/relay.js", "worker/tabs.js", "worker/filters.js"}


def packed(browser: Browser, folder: Path = EXTENSION) -> bytes:
    """The archive for that browser."""
    return archive_of(files_for(browser, folder))


def elsewhere(place: Path) -> Path:
    """The same files with other permissions and dates, in another place."""
    for number, one in enumerate(sorted(EXTENSION.rglob("*"), reverse=True)):
        if one.is_file():
            copy = place / one.relative_to(EXTENSION)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(one.read_bytes())
            copy.chmod(0o600 if number % 2 else 0o777)
            os.utime(copy, (number * 10_000_000, number * 10_000_000))
    return place


@BROWSERS
def test_equal_files_give_equal_bytes(browser: Browser, tmp_path: Path) -> None:
    first = packed(browser)
    assert packed(browser) == first
    copy = elsewhere(tmp_path / "copy")
    assert packed(browser, copy) == first
    (copy / "view" / "look.css").write_text("/* other */")
    assert packed(browser, copy) != first


@BROWSERS
def test_an_archive_says_nothing_of_where_it_was_made(browser: Browser) -> None:
    with zipfile.ZipFile(io.BytesIO(packed(browser))) as archive:
        entries = archive.infolist()
    assert [one.filename for one in entries] == sorted(one.filename for one in entries)
    assert {(one.date_time, one.external_attr >> 16, one.compress_type) for one in entries} == {
        ((1980, 1, 1, 0, 0, 0), 0o100644, zipfile.ZIP_STORED)
    }
    assert not [one for one in entries if one.extra or one.comment]


def test_every_file_of_the_folder_belongs_to_one_or_the_other() -> None:
    there = {one.relative_to(EXTENSION).as_posix() for one in EXTENSION.rglob("*") if one.is_file()}
    chromium, firefox = (set(files_for(one, EXTENSION)) for one in Browser)
    assert chromium | firefox == there - FOR_MAKERS
    assert chromium - firefox >= LENDS
    assert firefox - chromium == {"worker/firefox.js"}


@BROWSERS
def test_whatever_a_script_imports_is_there(browser: Browser) -> None:
    files = files_for(browser, EXTENSION)
    for name in (one for one in files if one.endswith(".js")):
        for target in re.findall(r'(?:from|import)\s*\(?"([^"]+)"', files[name].decode()):
            assert normpath(PurePosixPath(name).parent / target) in files, (name, target)


def test_firefox_finds_its_manifest_under_the_name_that_it_looks_for() -> None:
    with zipfile.ZipFile(io.BytesIO(packed(Browser.FIREFOX))) as archive:
        assert archive.read(MANIFEST) == (EXTENSION / "manifest.firefox.json").read_bytes()
        assert not FOR_MAKERS & set(archive.namelist())


@BROWSERS
def test_what_merely_lies_in_the_folder_stays_there(browser: Browser, tmp_path: Path) -> None:
    copy = elsewhere(tmp_path / "copy")
    outside = tmp_path / "outside.js"
    outside.write_text("export const outside = 1;")
    (copy / "words" / "languages.js").write_text(f'import "../../outside.js"; import "{outside}";')
    wanted = set(files_for(browser, copy))
    for name in ("README.md", ".env", "notes.js", "worker/old.js", "key.pem", "_locales/notes.txt"):
        (copy / name).write_text("private")
    assert set(files_for(browser, copy)) == wanted
    assert not [one for one in wanted if "outside" in one]


DRAWN = "(image) => image.decode()"
"""Fails when the picture is not there."""


async def test_an_archive_is_an_extension_to_chromium(playwright_: Playwright, tmp_path: Path) -> None:
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(io.BytesIO(packed(Browser.CHROMIUM))) as archive:
        archive.extractall(folder)
    async with browser_with(playwright_, tmp_path / "profile", folder) as context:
        popup = await popup_of(context)
        await expect(popup.get_by_role("heading", level=1)).to_have_text("Let’s connect this browser")
        await popup.locator("#bar img").evaluate(DRAWN)
        for path in ("popup/panel.html", "options/options.html"):
            await popup.goto(popup.url.partition("/popup/")[0] + f"/{path}")
            await expect(popup.get_by_role("heading", level=1)).to_be_visible()
            for one in await popup.locator("img").all():
                await one.evaluate(DRAWN)
