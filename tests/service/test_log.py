"""Logs: one JSON object a line, ids but no secrets."""

import io
import json
import logging
import sys
from collections.abc import Iterator

import pytest

from backend.service.log import GONE, to_standard_error


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What is logged from now on; everything is as before afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    out = io.StringIO()
    monkeypatch.setattr(sys, "stderr", out)
    to_standard_error()
    yield out
    root.handlers[:], root.level = handlers, level


def test_a_line_is_an_object_with_ids(logged: io.StringIO) -> None:
    logging.getLogger("unconsent.jobs").info("job ended", extra={"job": "0a", "account": 3, "body": "never"})
    line = json.loads(logged.getvalue())
    assert (line["event"], line["job"], line["account"], line["level"]) == ("job ended", "0a", 3, "info")
    assert "never" not in logged.getvalue()


SECRETS = {
    "a token": ("used unconsent_AbCdEf0123456789-_x", "AbCdEf"),
    "a header": ("Authorization Bearer: abcdef0123", "abcdef0123"),
    "an address": ("postgresql://someone:" + "hunter2@db/unconsent", "hunter2"),
    "a password": ("password=hunter2 given", "hunter2"),
    "a cookie": ("Cookie: auth=1234567890", "1234567890"),
}


@pytest.mark.parametrize(("said", "secret"), SECRETS.values(), ids=SECRETS.keys())
def test_what_looks_like_a_secret_is_taken_out(logged: io.StringIO, said: str, secret: str) -> None:  # R14
    try:
        raise ValueError(said)
    except ValueError:
        logging.getLogger("unconsent").exception(said)
    assert secret not in logged.getvalue() and GONE in logged.getvalue()
    assert "ValueError" in json.loads(logged.getvalue())["exception"]
