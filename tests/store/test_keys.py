"""R23: the key comes from one known place, is kept from others, and the wrong one opens nothing."""

import base64
import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null

from automations.outcome import Refused
from automations.sign_in import Credentials
from backend import keys
from backend.key_places import RING, SERVICE, Ring, in_folder
from backend.keys import Key, find_key
from backend.store import open_store
from tests.store.household import GIVEN, KEY, open_household, settings_of

SECRET = Credentials(user="me", password="correct horse battery staple")
OTHER = base64.b64encode(bytes(32)).decode()
PASSPHRASE = {"UNCONSENT_PASSPHRASE": "five words are better remembered"}


class Shelf(KeyringBackend):
    """A keyring that keeps what it is given until the end of the test."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


NONE: list[Ring] = [fail.Keyring(), null.Keyring()]  # type: ignore[no-untyped-call]


class Forgetful(Shelf):
    """One that takes a key and does not keep it."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keeps nothing."""


@pytest.fixture(autouse=True)
def cheap_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id as always, but with little memory: the cost is stored beside the salt."""
    monkeypatch.setitem(keys.ARGON2, "memory_kib", 1024)


async def found(
    home: Path, environ: Mapping[str, str], ring: Ring | None = None, notices: list[str] | None = None
) -> Key:
    """The key of the data folder."""
    said = [] if notices is None else notices
    async with open_store(home) as store:
        return await find_key(settings_of(home, environ), store, notice=said.append, ring=lambda: ring)


def key_file(path: Path, content: bytes, mode: int = 0o600) -> dict[str, str]:
    """A file that the person names."""
    path.write_bytes(content)
    path.chmod(mode)
    return {"UNCONSENT_KEY_FILE": str(path)}


async def test_each_place_gives_the_same_key_again(home: Path, tmp_path: Path) -> None:
    places = [GIVEN, PASSPHRASE, key_file(tmp_path / "key", KEY.encode() + b"\n")]
    for number, environ in enumerate(places):
        folder = home / f"{number}"
        first, second = await found(folder, environ), await found(folder, environ)
        assert first.purpose("vault") == second.purpose("vault")
        assert first.source == next(iter(environ))


async def test_text_and_bytes_in_a_file_are_the_same_key(home: Path, tmp_path: Path) -> None:
    first = await found(home, key_file(tmp_path / "text", f" {KEY[:20]}\n{KEY[20:]}\r\n".encode()))
    second = await found(home, key_file(tmp_path / "raw", base64.b64decode(KEY)))
    assert first.purpose("vault") == second.purpose("vault")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o610, 0o777])
async def test_a_key_file_that_others_can_read_is_refused(home: Path, tmp_path: Path, mode: int) -> None:
    with pytest.raises(Refused, match="chmod 600"):
        await found(home, key_file(tmp_path / "key", KEY.encode(), mode))


@pytest.mark.parametrize("content", [b"", b"short", KEY.encode()[:-4], KEY.encode() * 2, b"\xff" * 31, b"?" * 44])
async def test_what_is_no_key_is_refused_and_not_shown(home: Path, tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Refused, match="holds no key") as refused:
        await found(home, key_file(tmp_path / "key", content))
    assert not content or content.decode("latin-1") not in str(refused.value)
    if content and content.isascii():
        with pytest.raises(Refused, match="UNCONSENT_KEY holds no key") as refused:
            await found(home, {"UNCONSENT_KEY": content.decode()})
        assert content.decode() not in str(refused.value)


async def test_a_key_file_that_is_not_there_is_refused(home: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="No such file"):
        await found(home, {"UNCONSENT_KEY_FILE": str(tmp_path / "nowhere")})
    assert not in_folder(home).exists()


@pytest.mark.parametrize("wrong", [{"UNCONSENT_KEY": OTHER}, PASSPHRASE, {}])
async def test_a_wrong_key_is_refused_and_changes_nothing(home: Path, wrong: dict[str, str]) -> None:
    async with open_household(home) as household:
        await household.add(credentials=SECRET)
    with pytest.raises(Refused, match=r"with which .* was sealed; that came from UNCONSENT_KEY\."):
        await found(home, wrong)
    assert not in_folder(home).exists()
    async with open_household(home) as household:
        assert await household.accounts.credentials(await household.accounts.get("x", "me")) == SECRET


async def test_another_passphrase_is_refused(home: Path) -> None:
    await found(home, PASSPHRASE)
    with pytest.raises(Refused, match="not the one"):
        await found(home, {"UNCONSENT_PASSPHRASE": PASSPHRASE["UNCONSENT_PASSPHRASE"] + "."})
    with pytest.raises(Refused, match="fewer than 12 characters"):
        await found(home, {"UNCONSENT_PASSPHRASE": "short"})


async def test_the_same_passphrase_is_another_key_elsewhere(home: Path, tmp_path: Path) -> None:
    first, second = await found(home, PASSPHRASE), await found(tmp_path / "other", PASSPHRASE)
    assert first.material != second.material


async def test_a_passphrase_costs_what_was_stored(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = await found(home, PASSPHRASE)
    monkeypatch.setitem(keys.ARGON2, "memory_kib", 2048)
    assert (await found(home, PASSPHRASE)).material == first.material


async def test_the_keyring_keeps_a_new_key(home: Path) -> None:
    ring = Shelf()
    notices: list[str] = []
    key = await found(home, {}, ring, notices)
    assert key.source == RING
    assert ring.kept == {(SERVICE, key.installation): base64.b64encode(key.material).decode()}
    assert (await found(home, {}, ring)).material == key.material
    assert (notices, in_folder(home).exists()) == ([], False)
    with pytest.raises(Refused, match="There is no key with which"):
        await found(home, {}, Shelf())


@pytest.mark.parametrize("ring", [None, Forgetful(), *NONE])
async def test_without_a_keyring_a_file_is_made_and_said(home: Path, ring: Ring | None) -> None:
    notices: list[str] = []
    key = await found(home, {}, ring, notices)
    file = in_folder(home)
    assert file.stat().st_mode & 0o777 == 0o600
    assert base64.b64decode(file.read_bytes()) == key.material
    assert [str(file) in notice for notice in notices] == [True]
    assert list(file.parent.iterdir()) == [file]
    assert (await found(home, {}, ring, notices)).material == key.material
    assert len(notices) == 1


async def test_a_made_key_that_others_can_read_is_closed(home: Path) -> None:
    await found(home, {})
    in_folder(home).chmod(0o644)
    await found(home, {})
    assert in_folder(home).stat().st_mode & 0o777 == 0o600


async def test_a_file_that_holds_another_key_is_refused(home: Path) -> None:
    await found(home, {})
    in_folder(home).write_text(OTHER)
    with pytest.raises(Refused, match="not the one"):
        await found(home, {})


async def test_what_the_person_gives_is_not_replaced_by_what_is_kept(home: Path) -> None:
    await found(home, {}, Shelf())
    with pytest.raises(Refused, match="The key from UNCONSENT_KEY is not the one"):
        await found(home, GIVEN)


async def test_purposes_and_folders_have_keys_of_their_own(home: Path, tmp_path: Path) -> None:
    first, second = await found(home, GIVEN), await found(tmp_path / "other", GIVEN)
    made = {first.purpose("vault"), first.purpose("check"), second.purpose("vault"), second.purpose("check")}
    assert len(made | {first.material}) == 5


async def test_a_key_is_never_shown(home: Path) -> None:
    key = await found(home, GIVEN)
    settings = settings_of(home, GIVEN | PASSPHRASE)
    shown = f"{key!r} {key} {settings!r} {settings}"
    assert not [one for one in (KEY, repr(key.material), *PASSPHRASE.values()) if one in shown]


def modes(home: Path) -> dict[Path, int]:
    """Who may do what with the folder and all in it."""
    return {path: path.stat().st_mode & 0o777 for path in (home, *home.rglob("*"))}


async def test_a_data_folder_is_for_its_owner_only(home: Path) -> None:
    async with open_household(home) as household:
        await household.add(credentials=SECRET)
        assert {mode for name, mode in modes(home).items() if name.is_dir()} == {0o700}
        assert {mode for name, mode in modes(home).items() if not name.is_dir()} == {0o600}
        assert home / "unconsent.db-wal" in modes(home)


async def test_what_was_left_open_to_others_is_closed(home: Path) -> None:
    async with open_store(home):
        pass
    for path, mode in (
        (home, 0o755),
        (home / "unconsent.db", 0o644),
        (home / "keys", 0o711),
        (home / "profiles", 0o755),
    ):
        path.chmod(mode)
    async with open_store(home):
        pass
    assert {mode & 0o077 for mode in modes(home).values()} == {0}


@pytest.mark.parametrize("name", ["unconsent.db", "keys", "keys/master.key"])
async def test_a_link_to_elsewhere_is_refused(home: Path, tmp_path: Path, name: str) -> None:
    elsewhere = link(home / name, tmp_path / "elsewhere", folder=name == "keys")
    with pytest.raises(Refused, match="is a link to somewhere else"):
        await found(home, {})
    assert elsewhere.is_dir() or elsewhere.read_bytes() == b""


def link(path: Path, to: Path, *, folder: bool) -> Path:
    """A link that somebody has put in the way."""
    if folder:
        to.mkdir()
    else:
        to.touch()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(to)
    return to


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to somebody else")
@pytest.mark.parametrize("name", ["", "unconsent.db", "keys"])
async def test_somebody_else_s_files_are_refused(home: Path, name: str) -> None:
    async with open_store(home):
        pass
    os.chown(home / name, 65534, 65534)
    with pytest.raises(Refused, match="belongs to another user"):
        await found(home, {})


async def test_a_folder_that_is_a_file_is_refused(home: Path) -> None:
    link(home, home.with_name("file"), folder=False)
    with pytest.raises(Refused, match="--home"):
        await found(home, {})
