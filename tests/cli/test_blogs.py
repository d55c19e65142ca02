"""Blogs and sites of an account that its person names."""

from tests.cli.process import Shell


def test_they_are_named_with_the_account_and_changed_later(shell: Shell) -> None:
    added = shell("accounts", "add", "substack", "me", "--blog", "maple-letters", "--blog", "quiet-harbour", "--json")
    assert added.status == 0, added.err
    assert added.document["account"]["parts"] == ["maple-letters", "quiet-harbour"]
    named = shell("accounts", "blogs", "substack", "me", "https://quiet-harbour/", "quiet-harbour", "--json")
    assert named.document["account"]["parts"] == ["quiet-harbour"]
    assert "quiet-harbour" in shell("accounts", "list").out
    assert shell("accounts", "blogs", "substack", "me", "--json").document["account"]["parts"] == []


def test_what_is_no_name_is_refused(shell: Shell) -> None:
    for wrong in ("evil.example/path", "a b", "user@evil.example", "x?y", "#", " ", "a" * 91):
        refused = shell("accounts", "add", "substack", "me", "--blog", wrong)
        assert refused.status == 2
        assert "cannot be the name" in refused.err
    assert shell("accounts", "list", "--json").document["accounts"] == []


def test_platforms_without_them_take_none(shell: Shell) -> None:
    refused = shell("accounts", "add", "x", "me", "--blog", "maple")
    assert refused.status == 2
    assert "holds no blogs" in refused.err
