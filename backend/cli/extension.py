"""`extension`: where the browser extension lies, how to load it, and the archive of it for the stores."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from rich.console import Group
from rich.text import Text

from automations.outcome import Refused
from backend.cli import words
from backend.cli.call import Answer, Call
from backend.cli.document import Document
from backend.cli.files import written
from backend.extension_package import MANIFEST, Browser, archive_of, extension_folder, files_for

Step = tuple[str, str]
"""What to do, and what to type, open or choose for it; empty where there is nothing."""
LIES = "The extension lies here:"
WROTE = "Written: {file}"
HOW = {Browser.CHROMIUM: "In Chrome, Edge, Brave or Chromium:", Browser.FIREFOX: "In Firefox:"}
OPEN = {
    Browser.CHROMIUM: ("Open this page; in Edge it is edge://extensions:", "chrome://extensions"),
    Browser.FIREFOX: ("Open this page:", "about:debugging#/runtime/this-firefox"),
}
DEVELOPER = "Switch on “Developer mode”."
UNPACKED = "Press “Load unpacked” and choose this folder:"
TO_FILE = "Write it to a file:"
TEMPORARY = "Press “Load Temporary Add-on…” and choose this file:"
CLICK = "Click on the puzzle piece beside the address, then on Unconsent."
FORGETS = (
    "Firefox forgets it when it is closed: then load it again. It cannot lend tabs, so runs use a profile of their own."
)
FOR_STORES = "It goes to a store as it is. To load it into your own browser: "
THEN = "Then connect it, with the service running: "
THERE = "{file} is there already. With --replace it is written anew."
CANNOT = "{file} cannot be written: {why}. Name a file in another folder."


class ExtensionDocument(Document):
    """What `extension` prints with --json."""

    folder: str
    browser: Browser
    extension_version: str
    archive: str | None = None
    sha256: str | None = None


async def extended(call: Call, browser: Browser, archive: Path | None, *, replace: bool) -> Answer:
    """Says how to load it, or writes the archive. Refused where one lies already, or nothing can be written."""
    folder = extension_folder()
    files = files_for(browser, folder)
    number = str(json.loads(files[MANIFEST])["version"])
    document = ExtensionDocument(folder=str(folder), browser=browser, extension_version=number)
    if archive is None:
        return Answer(document=document, text=_text(call, browser, folder, None))
    content = archive_of(files)
    file = _write(archive, _name(browser, number), content, replace=replace)
    found = {"archive": str(file), "sha256": hashlib.sha256(content).hexdigest()}
    return Answer(document=document.model_copy(update=found), text=_text(call, browser, folder, file))


def _write(to: Path, name: str, content: bytes, *, replace: bool) -> Path:
    """Where it was written; in a folder under that name."""
    place = to.expanduser()
    file = place / name if place.is_dir() else place
    if file.exists() and not replace:
        raise Refused(THERE.format(file=file))
    try:
        written(file, content)
    except OSError as wrong:
        raise Refused(CANNOT.format(file=file, why=wrong.strerror)) from None
    return file


def _name(browser: Browser, number: str = "") -> str:
    return "-".join(filter(None, ("unconsent", browser, number))) + ".zip"


def _text(call: Call, browser: Browser, folder: Path, file: Path | None) -> Group:
    lines = [Text(WROTE.format(file=file), style="head")] if file else [Text(LIES, style="head"), _typed(folder)]
    serve = Text.assemble(THEN, (words.command(call.program, "serve"), "command"))
    if file and browser is Browser.CHROMIUM:
        return Group(*lines, Text.assemble(FOR_STORES, (words.command(call.program, "extension"), "command")))
    steps = _in_chromium(folder) if browser is Browser.CHROMIUM else _in_firefox(call, file)
    forgets = [Text(FORGETS, style="quiet")] if browser is Browser.FIREFOX else []
    return Group(*lines, Text(""), Text(HOW[browser], style="head"), *_drawn(call, steps), Text(""), *forgets, serve)


def _in_chromium(folder: Path) -> tuple[Step, ...]:
    return OPEN[Browser.CHROMIUM], (DEVELOPER, ""), (UNPACKED, str(folder))


def _in_firefox(call: Call, file: Path | None) -> tuple[Step, ...]:
    if file:
        return OPEN[Browser.FIREFOX], (TEMPORARY, str(file.absolute())), (CLICK, "")
    name = _name(Browser.FIREFOX)
    write = words.command(call.program, "extension", "--firefox", "--zip", name)
    return (TO_FILE, write), OPEN[Browser.FIREFOX], (TEMPORARY, name)


def _drawn(call: Call, steps: tuple[Step, ...]) -> Iterator[Text]:
    pen = call.screen.pen(call.program)
    for number, (what, command) in enumerate(steps, start=1):
        yield Text(f" {number}. {pen.plain(what)}")
        if command:
            yield _typed(command)


def _typed(what: object) -> Text:
    return Text(f"    {what}", style="command", no_wrap=True, overflow="ignore")
