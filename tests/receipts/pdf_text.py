"""Reads the text of a PDF that fpdf2 wrote: streams are unpacked, and signs are looked up in the fonts' own tables."""

import re
import zlib

STREAM = re.compile(rb"<<(?P<head>(?:[^<>]|<<[^<>]*>>)*)>>\s*stream\n(?P<body>.*?)\nendstream", re.DOTALL)
SHOWN = re.compile(rb"/(?P<font>F[0-9]+) [0-9.]+ Tf|\((?P<text>(?:\\.|[^\\()])*)\) Tj|\[(?P<parts>.*?)\] TJ", re.DOTALL)
PIECE = re.compile(rb"\((?:\\.|[^\\()])*\)", re.DOTALL)
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def text_of(pdf: bytes) -> str:
    """What the pages say, a line for each piece."""
    streams = [_unpacked(found["head"], found["body"]) for found in STREAM.finditer(pdf)]
    tables = [_table(one) for one in streams if b"beginbfchar" in one]
    fonts = sorted({found for one in streams for found in re.findall(rb"/(F[0-9]+) [0-9.]+ Tf", one)}, key=len)
    by_font = dict(zip(sorted(fonts, key=lambda name: int(name[1:])), tables, strict=False))
    lines: list[str] = []
    for stream in streams:
        font = b""
        for found in SHOWN.finditer(stream) if b" Tf" in stream else ():
            font = found["font"] or font
            pieces = (
                PIECE.findall(found["parts"]) if found["parts"] else [b"(%s)" % found["text"]] if found["text"] else []
            )
            lines += [_read(_bytes(piece[1:-1]), by_font.get(font)) for piece in pieces]
    return "\n".join(lines)


def _unpacked(head: bytes, body: bytes) -> bytes:
    return zlib.decompress(body) if b"FlateDecode" in head and b"/Image" not in head else body


def _table(cmap: bytes) -> dict[int, str]:
    """Numbers of glyphs, and the signs that they draw."""
    pairs = re.findall(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>", cmap)
    return {int(glyph, 16): bytes.fromhex(sign.decode()).decode("utf-16-be") for glyph, sign in pairs}


def _bytes(piece: bytes) -> bytes:
    return re.sub(rb"\\(.)", lambda one: ESCAPED.get(one[1], one[1]), piece, flags=re.DOTALL)


def _read(piece: bytes, table: dict[int, str] | None) -> str:
    if table is None:
        return piece.decode("latin-1")
    return "".join(table.get(int.from_bytes(piece[at : at + 2]), "?") for at in range(0, len(piece), 2))
