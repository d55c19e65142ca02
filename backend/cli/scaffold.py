"""`new-platform`: a folder with a commented platform.toml and a stand-in to try it on."""

import os
import re
import shlex
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Group
from rich.text import Text

from automations.catalogue import PACKAGED, read_platform
from automations.outcome import Refused
from backend.cli import words
from backend.cli.call import Answer, Call
from backend.cli.document import Document
from backend.cli.files import written
from backend.updates import known_catalogue

TEMPLATES = Path(__file__).parent / "templates"
SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
LONGEST = 60
"""A slug is also a folder's name, and a part of a host's."""
OWN_FOLDER = "unconsent-platforms"


class NewPlatformDocument(Document):
    """What `new-platform` prints with --json."""

    slug: str
    folder: str
    files: tuple[str, ...]


async def scaffold(call: Call, slug: str, to: Path | None) -> Answer:
    """Writes the folder. Refused when it is there already, or the slug is taken or cannot be one."""
    known = call.settings().platforms_path
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST:
        raise Refused(f"{slug!r} cannot be a platform's slug. {_better(slug)}")
    if slug in known_catalogue(call.settings()).platforms:
        raise Refused(f"There is a platform {slug!r} already. See {words.command(call.program, 'platforms', slug)}")
    root = (to or next(iter(known), Path(OWN_FOLDER))).expanduser().absolute()
    folder = root / slug.replace("-", "_")
    if folder.exists():
        raise Refused(f"{folder} is there already. Choose another slug or folder, or remove it yourself.")
    files = [_write(folder, template, slug) for template in sorted(TEMPLATES.glob("*.txt"))]
    read_platform(folder / "platform.toml")
    document = NewPlatformDocument(slug=slug, folder=str(folder), files=tuple(file.name for file in files))
    return Answer(document=document, text=_text(call, slug, folder, root, known=root in known or root == PACKAGED))


def _write(folder: Path, template: Path, slug: str) -> Path:
    today = datetime.now(UTC).date()
    text = template.read_text(encoding="utf-8")
    for word, value in (
        ("SLUG", slug),
        ("SPACE", slug.replace("-", "")),
        ("NAME", slug.replace("-", " ").title()),
        ("TODAY", f"{today}"),
        ("MONTH", f"{today:%Y-%m}"),
    ):
        text = text.replace(word, value)
    file = folder / template.name.removesuffix(".txt")
    written(file, text.encode())
    return file


def _better(slug: str) -> str:
    near = "-".join(re.findall(r"[a-z0-9]+", slug.lower()))[:LONGEST].strip("-").lstrip("0123456789-")
    return f"Did you mean {near}?" if near else "Use small letters, digits and single hyphens, as in example-forum."


def _text(call: Call, slug: str, folder: Path, root: Path, *, known: bool) -> Group:
    export = f"export UNCONSENT_PLATFORMS_PATH={shlex.quote(os.pathsep.join(_paths(call, root)))}"
    steps = [] if known else [("Let Unconsent know of the folder:", export)]
    steps += [
        ("Fill in what you have seen:", str(folder / "platform.toml")),
        ("See whether it can be read:", words.command(call.program, "platforms", slug)),
        ("Try it on its stand-in:", words.command(call.program, "try")),
    ]
    lines = [Text.assemble((f"Written: {folder}", "head")), Text("")]
    for number, (what, command) in enumerate(steps, start=1):
        lines += [Text(f" {number}. {what}"), Text(f"    {command}", style="command", no_wrap=True, overflow="ignore")]
    return Group(*lines)


def _paths(call: Call, root: Path) -> list[str]:
    return [*(str(path) for path in call.settings().platforms_path), str(root)]
