"""Every table, and every column, is in the file or stays out for a reason: a new one cannot be forgotten. # R14"""

from sqlalchemy import Boolean, Date, Integer, String

from backend.exports.opened import OPENED
from backend.exports.topics import ELSEWHERE, KEPT_OUT, TOPICS
from backend.exports.words import read_me
from backend.store.tables import Utc, metadata
from tests.members.test_household import NOBODYS
from tests.store.household import NOON

NEVER = ("hash", "password", "sealed", "totp", "token", "secret", "png")
"""What the name of a column that is shown does not hold."""
OF_THE_VAULT = {"ledgers", "member_keys"}


def test_every_table_is_in_the_file_or_stays_out_for_a_reason() -> None:
    told = [one.table.name for one in TOPICS] + list(ELSEWHERE) + list(KEPT_OUT)
    assert sorted(told) == sorted(metadata.tables), "a new table belongs into TOPICS, ELSEWHERE or KEPT_OUT"
    assert set(KEPT_OUT) <= NOBODYS | OF_THE_VAULT, "what is a person's stays out for no other reason"


def test_no_column_that_is_shown_holds_a_secret() -> None:
    for topic in TOPICS:
        assert set(topic.without) <= set(topic.table.columns.keys()), topic.name
        assert set(topic.unpacked) <= set(topic.columns), topic.name
        for name in topic.columns:
            assert not [one for one in NEVER if one in name], (topic.name, name)
            assert isinstance(topic.table.c[name].type, Boolean | Date | Integer | String | Utc), (topic.name, name)


def test_every_file_is_explained_once() -> None:
    names = [one.name for one in (*TOPICS, *OPENED)]
    assert len(set(names)) == len(names)
    said = read_me("Kim", NOON, [])
    assert all(f"- {one}.json: " in said for one in names)
    in_part = read_me("Kim", NOON, ["letters"])
    assert "- letters.json: " not in in_part and "what only they may have: letters.json" in in_part
