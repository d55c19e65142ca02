"""Reads a file of accounts, CSV or one JSON object per line. Whatever is wrong is refused with path, line and reason."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from automations.catalogue import nearest
from automations.outcome import Refused

COLUMNS = ("platform", "name", "handle", "address")
NEEDED = ("platform", "name")
SECRETS = frozenset({"password", "passwort", "totp", "seed", "secret", "cookie", "cookies", "token", "session", "user"})
LARGEST = 10_000_000
"""Bytes."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One account of a file."""

    line: int
    platform: str
    name: str
    handle: str | None = None
    address: str | None = None


def read_rows(path: str, content: bytes) -> list[Row]:
    """The accounts of a file. `path` is what messages call it."""
    if len(content) > LARGEST:
        raise Refused(f"{path}: larger than {LARGEST // 1_000_000} MB. Split it.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content.count(b"\n", 0, wrong.start) + 1
        raise Refused(f"{path}, line {line}: not UTF-8 text. Save the file as UTF-8.") from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise Refused(f"{path}, line {line}: holds a zero byte, so it is not a text file.")
    found = _json_rows(path, text) if text.lstrip().startswith("{") else _csv_rows(path, text)
    rows = [_row(path, line, values) for line, values in found]
    if not rows:
        raise Refused(f"{path}: no account in it. The first line of a CSV file names the columns: {','.join(COLUMNS)}")
    _require_each_once(path, rows)
    return rows


def _csv_rows(path: str, text: str) -> Iterator[tuple[int, dict[str, str]]]:
    first = text.partition("\n")[0]
    delimiter = ";" if ";" in first and "," not in first else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: list[str] = []
    try:
        for cells in reader:
            cells = [cell.strip() for cell in cells]
            if not any(cells):
                continue
            if not columns:
                columns = [cell.lower() for cell in cells]
                _require_columns(path, reader.line_num, columns)
            elif len(cells) > len(columns):
                raise Refused(f"{path}, line {reader.line_num}: {len(cells)} values for {len(columns)} columns.")
            else:
                yield reader.line_num, dict(zip(columns, cells, strict=False))
    except csv.Error as wrong:
        raise Refused(f"{path}, line {reader.line_num}: not valid CSV: {wrong}.") from None


def _require_columns(path: str, line: int, columns: list[str]) -> None:
    for column in columns:
        _require_known(path, line, column)
    if len(set(columns)) < len(columns):
        raise Refused(f"{path}, line {line}: the same column twice.")
    missing = [column for column in NEEDED if column not in columns]
    if missing:
        raise Refused(
            f"{path}, line {line}: no column {missing[0]!r}. The first line names the columns: {','.join(COLUMNS)}"
        )


def _json_rows(path: str, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            pairs = json.loads(line, object_pairs_hook=list)
        except (ValueError, RecursionError) as wrong:
            reason = (
                wrong.msg if isinstance(wrong, json.JSONDecodeError) else "a value is too large or nested too deeply"
            )
            raise Refused(f"{path}, line {number}: not valid JSON: {reason}. Each line is one object.") from None
        if not line.lstrip().startswith("{"):
            raise Refused(f"{path}, line {number}: not a JSON object. Each line is one object.")
        for key, _ in pairs:
            _require_known(path, number, key)
        if len(dict(pairs)) < len(pairs):
            raise Refused(f"{path}, line {number}: the same key twice.")
        yield number, dict(pairs)


def _require_known(path: str, line: int, column: str) -> None:
    if column in SECRETS:
        raise Refused(
            f"{path}, line {line}: {column!r} is not read from a file, because secrets do not belong there. "
            "Leave it out; use accounts add --password-stdin, or sign-in."
        )
    if column not in COLUMNS:
        raise Refused(f"{path}, line {line}: there is no column {column!r}. {nearest(column, COLUMNS)}")


def _row(path: str, line: int, values: dict[str, Any]) -> Row:
    texts: dict[str, str] = {}
    for key, value in values.items():
        if value is not None and not isinstance(value, str):
            raise Refused(f"{path}, line {line}: {key} must be text.")
        if value and value.strip():
            texts[key] = value.strip()
    missing = [column for column in NEEDED if column not in texts]
    if missing:
        raise Refused(f"{path}, line {line}: {missing[0]} is missing.")
    return Row(line=line, **texts)


def _require_each_once(path: str, rows: list[Row]) -> None:
    lines: dict[tuple[str, str], int] = {}
    for row in rows:
        first = lines.setdefault((row.platform, row.name), row.line)
        if first != row.line:
            raise Refused(f"{path}, line {row.line}: {row.platform} {row.name} stands on line {first} already.")
