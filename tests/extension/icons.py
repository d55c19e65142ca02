"""Draws the icons of the extension, a switch that is off: `python -m tests.extension.icons`."""

from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).parents[2] / "extension" / "icons"
SIZES = (16, 32, 48, 128)
FINE = 8
ACCENT, WHITE = "#0b6b5d", "#ffffff"


def icon(size: int) -> Image.Image:
    """The same shapes as in icon.svg, whose sides are 128 long."""
    unit = size * FINE / 128
    large = Image.new("RGBA", (size * FINE, size * FINE))
    pen = ImageDraw.Draw(large)
    pen.rounded_rectangle((0, 0, size * FINE - 1, size * FINE - 1), 30 * unit, fill=ACCENT)
    pen.rounded_rectangle((12 * unit, 32 * unit, 116 * unit, 96 * unit), 32 * unit, fill=WHITE)
    pen.rounded_rectangle((22 * unit, 42 * unit, 106 * unit, 86 * unit), 22 * unit, fill=ACCENT)
    pen.ellipse((29 * unit, 49 * unit, 59 * unit, 79 * unit), fill=WHITE)
    return large.resize((size, size), Image.Resampling.LANCZOS)


def main() -> None:
    """Writes all sizes."""
    for size in SIZES:
        icon(size).save(FOLDER / f"{size}.png", optimize=True)


if __name__ == "__main__":
    main()
