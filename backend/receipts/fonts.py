"""Finds fonts of the system for a PDF. None is brought along: signs that no font has are written as their numbers."""

from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped]

TEXT_FONTS = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/TTF/DejaVuSans.ttf",
    "/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf",
    "/usr/share/fonts/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
    "/usr/share/fonts/noto/NotoSans-Regular.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
    "/System/Library/Fonts/Supplemental/Arial Unicode.ttf",
    "C:/Windows/Fonts/segoeui.ttf",
    "C:/Windows/Fonts/arial.ttf",
)
"""The first that is there is used."""
FURTHER_FONTS = (
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/System/Library/Fonts/Supplemental/Arial Unicode.ttf",
    "C:/Windows/Fonts/msgothic.ttc",
    "C:/Windows/Fonts/msyh.ttc",
    "C:/Windows/Fonts/malgun.ttf",
)
"""For signs that the first font lacks."""


@dataclass(frozen=True, kw_only=True)
class Font:
    """A font file, and the signs that it can draw."""

    file: Path
    signs: frozenset[int]


def system_fonts() -> tuple[Font, ...]:
    """The font for texts, then those for what it lacks; empty when no known font is there."""
    first = [font for font in map(_read, TEXT_FONTS) if font][:1]
    return (*first, *(font for font in map(_read, FURTHER_FONTS) if font)) if first else ()


def drawable(text: str, fonts: tuple[Font, ...]) -> tuple[str, bool]:
    """The text with signs that no font has, or that steer writing, as their numbers; and whether there was one."""
    signs: frozenset[int] = frozenset().union(*(font.signs for font in fonts)) if fonts else frozenset(range(32, 127))
    drawn = "".join(one if ord(one) in signs and one.isprintable() else f"\\u{{{ord(one):X}}}" for one in text)
    return drawn, drawn != text


def _read(name: str) -> Font | None:
    file = Path(name)
    if not file.is_file():
        return None
    try:
        with TTFont(file, lazy=True, fontNumber=0) as font:
            return Font(file=file, signs=frozenset(font.getBestCmap() or ()))
    except (TTLibError, OSError):
        return None
