"""Tokens cannot be guessed, and codes forgive how they are typed. # R15 R16"""

import base64
import math
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.members.names import alike, clean_name
from backend.members.tokens import ALPHABET, LENGTH, PREFIX, hash_of, new_code, new_token, read_code
from backend.members.trouble import Invalid

CODES = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH)
SLIPS = {"0": "0Oo", "1": "1IiLl"}
BETWEEN = st.text(" -\t\u2010\u2013\u2014\u00a0\u3000", max_size=3)


def test_a_token_is_256_random_bits_with_a_prefix() -> None:
    tokens = {new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    for one in tokens:
        assert one.startswith(PREFIX)
        assert len(base64.urlsafe_b64decode(one.removeprefix(PREFIX) + "=")) == 32
    assert len({hash_of(one) for one in tokens}) == 1000


def test_a_code_has_at_least_34_bits_and_uses_all_of_them() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set(ALPHABET) & set("ILOU")
    assert LENGTH * math.log2(len(ALPHABET)) >= 34
    codes = [new_code() for _ in range(2000)]
    assert len(set(codes)) == 2000
    for place in range(LENGTH + 1):
        seen = {one[place] for one in codes}
        assert seen == ({"-"} if place == LENGTH // 2 else set(ALPHABET))


@given(code=CODES, data=st.data())
def test_however_a_code_is_typed_it_is_the_same(code: str, data: st.DataObject) -> None:
    typed = data.draw(BETWEEN)
    for sign in code:
        typed += data.draw(st.sampled_from(SLIPS.get(sign, sign + sign.lower()))) + data.draw(BETWEEN)
    assert read_code(typed) == f"{code[:4]}-{code[4:]}"


@given(code=CODES, other=CODES)
def test_other_codes_stay_other(code: str, other: str) -> None:
    assert (read_code(code) == read_code(other)) is (code == other)


@given(typed=st.text(max_size=20))
def test_anything_typed_is_a_code_or_refused(typed: str) -> None:
    try:
        code = read_code(typed)
    except Invalid as wrong:
        assert wrong.field == "code"
        assert "Copy it again" in str(wrong)
    else:
        assert code == read_code(code)
        assert set(code.replace("-", "")) <= set(ALPHABET)


@given(
    typed=CODES.map(lambda code: code[:-1])
    | CODES.map(lambda code: code + "0")
    | CODES.map(lambda code: "U" + code[1:])
)
def test_too_short_too_long_and_unknown_letters_are_no_code(typed: str) -> None:
    with pytest.raises(Invalid):
        read_code(typed)


@given(name=st.text(max_size=100))
def test_a_name_is_kept_clean_or_refused(name: str) -> None:
    try:
        clean = clean_name(name)
    except Invalid:
        return
    assert clean == clean_name(clean)
    assert alike(clean) == alike(name)
    assert clean.isprintable()
    assert 1 <= len(clean) <= 80


@given(name=st.text(string.ascii_letters + "ÄÖÜßéÇ", min_size=1, max_size=20))
def test_case_does_not_tell_names_apart(name: str) -> None:
    assert alike(name) == alike(name.upper()) or "ß" in name
    assert alike(f"  {name} ") == alike(name.swapcase()) or "ß" in name


@pytest.mark.parametrize(
    "name", ["", "  ", "-x", "a\u200bb", "a\x00b", "x" * 81, "\u202eevil", f"my {PREFIX}{'A' * 43}"]
)
def test_names_that_cannot_be_seen_or_typed_are_refused(name: str) -> None:
    with pytest.raises(Invalid) as refused:
        clean_name(name)
    assert name not in str(refused.value) or not name.strip()
