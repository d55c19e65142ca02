"""Options of every command may stand before or after its name."""

from hypothesis import given
from hypothesis import strategies as st

from backend.cli.arguments import to_the_front


def test_options_behind_the_command_come_to_the_front() -> None:
    typed = ["run", "x", "me", "--json", "--resolve", "x.com=127.0.0.1:1", "--home=/a", "--width", "2"]
    assert to_the_front(typed) == [
        "--json",
        "--resolve",
        "x.com=127.0.0.1:1",
        "--home=/a",
        "run",
        "x",
        "me",
        "--width",
        "2",
    ]


def test_what_follows_two_dashes_stays() -> None:
    assert to_the_front(["run", "--", "--json"]) == ["run", "--", "--json"]


def test_a_missing_value_is_left_to_the_parser() -> None:
    assert to_the_front(["run", "--resolve"]) == ["--resolve", "run"]


@given(st.lists(st.sampled_from(["--json", "--home", "--resolve=a", "run", "x", "--", "--all", ""])))
def test_nothing_is_lost_or_added(typed: list[str]) -> None:
    assert sorted(to_the_front(typed)) == sorted(typed)
