"""`members`, `devices`, `pair` and `activity`, as the owner types them beside the data folder."""

import zipfile
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import pytest

from backend.members.people import People
from backend.members.principal import Principal
from backend.members.rules import Scope
from tests.cli.process import Shell
from tests.members.family import CHEAP, EXTENSION, PASSWORD
from tests.store.household import GIVEN, Opens, open_household

KEY = GIVEN["UNCONSENT_KEY"]


@pytest.fixture
def shell(home: Path) -> Callable[..., object]:
    """The command line with a key of its own."""
    return partial(Shell(home=home), UNCONSENT_KEY=KEY)


@pytest.fixture
def opens(home: Path) -> Opens:
    """The same data folder, as the service would have it."""
    return partial(open_household, home)


async def within(opens: Opens, work: Callable[[People, Principal], Awaitable[object]]) -> object:
    """Does something as the service would, with the owner."""
    async with opens() as household:
        people = People.over(household.store, household.vault, cost=CHEAP)
        return await work(people, await people.household.at_the_machine())


async def test_from_the_invitation_to_the_end(shell: Shell, opens: Opens, home: Path) -> None:
    invited = shell("members", "invite", "Alex", "--role", "restricted", "--json")
    assert invited.status == 0, invited.err
    token = invited.document["token"]
    listed = shell("members", "--json").document
    assert [one["name"] for one in listed["invitations"]] == ["Alex"]
    assert len(listed["members"]) == 1

    async def join(people: People, _: Principal) -> object:
        return await people.invitations.accept(token, PASSWORD)

    await within(opens, join)
    assert "Alex  restricted" in shell("members", "list").out
    assert "already" in shell("members", "invite", "alex").err

    async def add_account(home: Path) -> Path:
        async with opens() as household:
            theirs = household.of(2)
            return theirs.accounts.profile(await theirs.add("me"))

    profile = await add_account(home)
    (profile / "cookies").write_text("a session")
    kept = shell("members", "remove", "alex")
    assert kept.status == 2
    assert "members remove Alex --yes" in kept.err
    assert profile.exists()
    removed = shell("members", "remove", "alex", "--yes")
    assert removed.status == 0, removed.err
    assert not profile.exists()
    assert len(shell("members", "--json").document["members"]) == 1
    assert [one["what"] for one in shell("activity", "--json").document["activity"]] == [
        "member_removed",
        "joined",
        "invited",
    ]


async def test_the_owner_pairs_lists_and_revokes(shell: Shell, opens: Opens) -> None:
    async def begin(people: People, _: Principal) -> object:
        return await people.pairing.begin("Chromium", EXTENSION)

    begun = await within(opens, begin)
    code = begun.code  # type: ignore[attr-defined]
    assert "pair CODE" in shell("devices").out
    paired = shell("pair", code.lower())
    assert paired.status == 0, paired.err
    assert "Chromium works for owner" in paired.out
    again = shell("pair", code)
    assert again.status == 2
    assert "new one" in again.err

    async def redeem(people: People, _: Principal) -> object:
        return await people.pairing.redeem(begun.id, begun.secret, extension=EXTENSION)  # type: ignore[attr-defined]

    await within(opens, redeem)
    device = shell("devices", "list", "--json").document["devices"][0]
    assert (device["kind"], device["extension"]) == ("extension", EXTENSION)
    assert shell("devices", "revoke", "zzz").status == 2
    assert shell("devices", "revoke", device["id"][:8]).status == 0
    assert shell("devices", "--json").document["devices"] == []


async def test_a_password_is_read_from_standard_input_and_not_shown(shell: Shell, opens: Opens) -> None:
    assert shell("members", "password").status == 2
    short = shell("members", "password", "--stdin", stdin="tooshort\n")
    assert short.status == 2
    assert "tooshort" not in short.err
    done = shell("members", "password", "--stdin", "--without-codes", stdin=f"{PASSWORD}\n")
    assert done.status == 0, done.err
    assert PASSWORD not in done.out + done.err

    async def sign_in(people: People, owner: Principal) -> object:
        return await people.signing_in.sign_in(owner.name, PASSWORD, source="here", device="Firefox")

    await within(opens, sign_in)
    assert "password reset" in shell("activity").out


async def test_the_log_of_another_member_needs_their_grant(shell: Shell, opens: Opens) -> None:
    async def join(people: People, owner: Principal) -> object:
        invited = await people.invitations.invite(owner, "Kim")
        return await people.invitations.accept(invited.token, PASSWORD)

    await within(opens, join)
    refused = shell("activity", "--member", "Kim")
    assert refused.status == 2
    assert refused.out == ""
    assert shell("activity", "--member", "nobody").err == refused.err


def test_what_is_wrong_is_refused_in_one_sentence(shell: Shell) -> None:
    for arguments in (
        ("members", "remove", "nobody", "--yes"),
        ("members", "remove", "owner", "--yes"),
        ("members", "invite", ""),
        ("pair", "not a code"),
        ("pair", "ZZZZ-ZZZZ", "--member", "nobody"),
    ):
        ended = shell(*arguments)
        assert ended.status == 2, arguments
        assert ended.out == ""
        assert "Traceback" not in ended.err
        assert ended.err.strip().endswith(".")


async def test_everything_is_exported_and_of_others_only_what_they_let_one_see(
    shell: Shell, opens: Opens, home: Path
) -> None:
    async def join(people: People, owner: Principal) -> object:
        invited = await people.invitations.invite(owner, "Kim")
        return await people.invitations.accept(invited.token, PASSWORD)

    async def grant(people: People, owner: Principal) -> object:
        _, token = await people.signing_in.sign_in("Kim", PASSWORD, source="here", device="Firefox")
        kim = await people.devices.authenticate(token)
        return await people.grants.give(kim, Scope.EVIDENCE)

    await within(opens, join)
    async with opens() as household:
        receipt = await household.opt_out(await household.add("owners own"))
        theirs = await household.of(2).opt_out(await household.of(2).add("kims own"))
    own = shell("members", "export", "--json")
    assert own.status == 0, own.err
    files = unpacked(home.parent / "unconsent-export.zip")
    assert own.document["file"] == "unconsent-export.zip" and b"owners own" in files["accounts.json"]
    assert f"receipts/000001-{receipt}.json" in files and b"kims own" not in b"".join(files.values())
    assert not (home.parent / "unconsent-export.zip").stat().st_mode & 0o077
    refused = shell("members", "export", "Kim", "--to", "kim.zip")
    assert refused.status == 2 and "ask the member" in refused.err and not (home.parent / "kim.zip").exists()
    assert shell("members", "export", "--to", "mine.tar").status == 2
    await within(opens, grant)
    granted = shell("members", "export", "kim", "--to", "kim.zip")
    assert granted.status == 0 and "They see that you did" in granted.out
    files = unpacked(home.parent / "kim.zip")
    assert f"receipts/000001-{theirs}.json" in files and b"kims own" in files["accounts.json"]
    assert not {"letters.json", "sender.json", "devices.json", "jobs.json", "sealed.json", "notifications.json"} & set(
        files
    )
    assert b"letters.json" in files["README.txt"] and b"owners own" not in b"".join(files.values())
    assert {"exported", "grant_used"} <= {
        one["what"] for one in shell("activity", "--member", "Kim", "--json").document["activity"]
    }


def unpacked(file: Path) -> dict[str, bytes]:
    """The files of an archive."""
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        return {one: archive.read(one) for one in archive.namelist()}
