"""Files of accounts: what is right is read, what is wrong is refused with path, line and reason (R41)."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from automations.outcome import Refused
from backend.cli.account_file import COLUMNS, Row, read_rows

ANNA = Row(line=2, platform="x", name="me", handle="anna_example")
BLOG = Row(line=3, platform="wordpress-self-hosted", name="blog", address="https://blog.example")


@pytest.mark.parametrize(
    "content",
    [
        "platform,name,handle,address\nx,me,anna_example,\nwordpress-self-hosted,blog,,https://blog.example\n",
        "\ufeffplatform;name;handle;address\r\nx;me;anna_example;\r\nwordpress-self-hosted;blog;;https://blog.example",
        'Name , Platform,ADDRESS,handle\n"me",x,,anna_example\nblog,wordpress-self-hosted,https://blog.example\n\n',
    ],
)
def test_csv_of_any_habit(content: str) -> None:
    assert read_rows("a.csv", content.encode()) == [ANNA, BLOG]


def test_json_lines() -> None:
    content = '\n{"platform": "x", "name": "me", "handle": "anna_example", "address": null}\n'
    assert read_rows("a.jsonl", content.encode()) == [ANNA]


WRONG = {
    "": "no account in it",
    "platform,name\n": "no account in it",
    "platform,name\nx,me\nx,me\n": "line 3: x me stands on line 2 already",
    "platform,name\nx,me,anna_example\n": "line 2: 3 values for 2 columns",
    "platform,name\n,me\n": "line 2: platform is missing",
    "platform,name\nx\n": "line 2: name is missing",
    "platform\nx\n": "line 1: no column 'name'",
    "platform,name,name\nx,me,b\n": "line 1: the same column twice",
    "platform,name,handel\nx,me,a\n": "line 1: there is no column 'handel'. Did you mean handle?",
    "platform,name,password\nx,me,secret\n": "line 1: 'password' is not read from a file",
    'platform,name\nx,"me\n': "line 2: not valid CSV",
    "x,me\n": "line 1: there is no column 'x'",
    '{"platform": "x"}': "line 1: name is missing",
    '{"platform": "x", "name": "me"}\n[]': "line 2: not a JSON object",
    '{"platform": "x", "name": "me"}\n{"platform": "x", ': "line 2: not valid JSON",
    '{"platform": "x", "name": "me", "name": "work"}': "line 1: the same key twice",
    '{"platform": "x", "name": 7}': "line 1: name must be text",
    '{"platform": "x", "name": "me", "totp": "A"}': "line 1: 'totp' is not read from a file",
    '{"a": ' + "[" * 100_000: "line 1: not valid JSON",
    '{"name": ' + "9" * 5_000 + "}": "line 1: not valid JSON",
    "platform,name\nx,an\0na\n": "line 2: holds a zero byte",
}


@pytest.mark.parametrize(("content", "reason"), WRONG.items())
def test_what_is_wrong_is_named(content: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        read_rows("family.csv", content.encode())
    assert str(refused.value).startswith("family.csv")
    assert reason in str(refused.value)


def test_other_encodings_are_refused_with_their_line() -> None:
    with pytest.raises(Refused, match=r"family\.csv, line 2: not UTF-8"):
        read_rows("family.csv", "platform,name\nx,änna\n".encode("latin-1"))


LIKELY = st.lists(
    st.sampled_from([*COLUMNS, "x", "me", ",", ";", '"', "\n", "\r\n", "{", "}", ":", "null", "[", "\ufeff"])
)


@given(st.one_of(st.binary(), st.text().map(str.encode), LIKELY.map(lambda parts: "".join(parts).encode())))
@example(b"platform,name\n" + b'"' * 200_000)
@example(b"{" * 50_000)
@example(b'{"name":"\\ud800","platform":"x"}')
def test_any_bytes_are_read_or_refused_in_time(content: bytes) -> None:
    began = time.process_time()
    try:
        rows = read_rows("any", content)
    except Refused as refused:
        assert str(refused).startswith("any")
    else:
        assert rows
        assert all(row.platform and row.name for row in rows)
    assert time.process_time() - began < 1  # second of computing, R41
