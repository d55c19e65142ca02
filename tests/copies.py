"""Copies of X under names of their own, for tests that need many platforms or one that differs a little."""

from pathlib import Path

from automations.catalogue import PACKAGED


def copy_of_x(folder: Path, slug: str, *changes: tuple[str, str]) -> Path:
    """Writes a platform folder with its own slug and hosts into `folder`, with further changes to its texts."""
    place = folder / slug
    place.mkdir(parents=True)
    for file in (PACKAGED / "x").glob("*.*"):
        text = file.read_text(encoding="utf-8")
        for old, new in (
            ('slug = "x"', f'slug = "{slug}"'),
            ("x.com", f"{slug}.example"),
            ("x\\\\.com", f"{slug}\\\\.example"),
            ("twitter.com", f"twitter-{slug}.example"),
            ("twimg.com", f"twimg-{slug}.example"),
            ('"x.', f'"{slug}.'),
            *changes,
        ):
            text = text.replace(old, new)
        (place / file.name).write_text(text, encoding="utf-8")
    return place
