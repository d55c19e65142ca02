"""R38: every changed, missing or added byte is noticed, by our verifier and by an independent one."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from backend.receipts import verify_files
from backend.receipts.canonical import canonical
from backend.receipts.verify import check
from tests.receipts.independent import is_chain, is_valid, run
from tests.receipts.samples import SCRIPT, chain, whole

Verify = Callable[[bytes], bool]


def ours(content: bytes) -> bool:
    """What our verifier says of one file."""
    body, problems = check(content)
    assert (body is None) == bool(problems)
    return not problems


BOTH = pytest.mark.parametrize("valid", [ours, is_valid], ids=["ours", "independent"])


@pytest.fixture(scope="module")
async def receipt(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A receipt with all that one can have."""
    return await whole(tmp_path_factory.mktemp("whole") / "home")


@pytest.fixture(scope="module")
async def receipts(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """Five receipts of one signer."""
    return await chain(tmp_path_factory.mktemp("chain") / "home", 5)


@BOTH
def test_what_was_exported_is_valid(receipt: bytes, valid: Verify) -> None:
    assert valid(receipt)


@BOTH
def test_every_changed_byte_is_noticed(receipt: bytes, valid: Verify) -> None:
    unnoticed = []
    for place, byte in enumerate(receipt):
        for other in {byte ^ 1, byte ^ 32, (byte + 1) % 256}:
            if valid(receipt[:place] + bytes([other]) + receipt[place + 1 :]):
                unnoticed.append((place, other))
    assert unnoticed == []


@BOTH
def test_every_other_byte_is_noticed_where_base64_ends(receipt: bytes, valid: Verify) -> None:
    """There the last sign has bits that mean nothing."""
    ends = [receipt.index(b'="', receipt.index(f'"{name}":"'.encode())) for name in ("signature", "key")]
    for place in (place for end in ends for place in range(end - 3, end + 2)):
        for other in set(range(256)) - {receipt[place]}:
            assert not valid(receipt[:place] + bytes([other]) + receipt[place + 1 :]), (place, other)


@BOTH
def test_every_truncation_is_noticed(receipt: bytes, valid: Verify) -> None:
    assert not [end for end in range(len(receipt)) if valid(receipt[:end])]
    assert not [start for start in range(1, len(receipt)) if valid(receipt[start:])]


@BOTH
def test_every_missing_and_every_added_byte_is_noticed(receipt: bytes, valid: Verify) -> None:
    for place in range(len(receipt) + 1):
        assert not valid(receipt[:place] + receipt[place + 1 :]) or place == len(receipt)
        again = receipt[place : place + 1] or b"}"
        assert not valid(receipt[:place] + again + receipt[place:]), place


def rewritten(receipt: bytes) -> Iterator[tuple[str, bytes]]:
    """The same meaning in another form."""
    data = json.loads(receipt)
    yield "indented", json.dumps(data, indent=1, ensure_ascii=False).encode()
    yield "escaped", json.dumps(data, separators=(",", ":"), sort_keys=True).encode()
    yield "in other order", json.dumps(dict(reversed(data.items())), separators=(",", ":"), ensure_ascii=False).encode()
    yield "with a mark", b"\xef\xbb\xbf" + receipt
    yield "a float", receipt.replace(b'"sequence":2', b'"sequence":2.0')
    yield "a text", receipt.replace(b'"sequence":2', b'"sequence":"2"')
    yield "twice", receipt.replace(b'"sequence":2', b'"sequence":1,"sequence":2')
    yield "UTF-16", receipt.decode().encode("utf-16")


@BOTH
def test_another_form_of_the_same_is_noticed(receipt: bytes, valid: Verify) -> None:
    forms = dict(rewritten(receipt))
    assert receipt not in forms.values()
    assert [name for name, content in forms.items() if valid(content)] == []


def signed(body: dict[str, Any], pictures: dict[str, str] | None = None) -> bytes:
    """Such a body, signed by somebody who holds a key of his own."""
    key = Ed25519PrivateKey.generate()
    body = body | {"key": base64.b64encode(key.public_key().public_bytes_raw()).decode()}
    signature = base64.b64encode(key.sign(canonical(body))).decode()
    return canonical({"receipt": body, "signature": signature, "pictures": pictures or {}})


def claims(receipt: bytes) -> Iterator[tuple[str, bytes]]:
    """What no receipt may claim, whoever signs it."""
    data = json.loads(receipt)
    body, pictures = data["receipt"], data["pictures"]
    proof = body["proofs"][0]
    yield "proven by nothing", signed(body | {"proofs": []}, pictures)
    yield "proven once", signed(body | {"proofs": [proof]}, pictures)
    yield "proven twice by the same", signed(body | {"proofs": [proof, proof]}, pictures)
    yield "without its pictures", signed(body)
    yield "with one more picture", signed(body, pictures | {"sha256:" + "0" * 64: "AA=="})
    yield "with another picture", signed(body, dict.fromkeys(pictures, "AA=="))
    yield "the second, after none", signed(body | {"previous": None}, pictures)
    yield "the first, after another", signed(body | {"sequence": 1}, pictures)
    yield "of another version", signed(body | {"version": 2}, pictures)
    yield "of another format", signed(body | {"format": "other"}, pictures)
    yield "with another key", signed(body | {"more": 1}, pictures)
    yield "with a key less", signed({key: value for key, value in body.items() if key != "clock"}, pictures)


@BOTH
def test_what_no_receipt_may_claim_is_refused(receipt: bytes, valid: Verify) -> None:
    data = json.loads(receipt)
    assert valid(signed(data["receipt"], data["pictures"]))
    assert [name for name, content in claims(receipt) if valid(content)] == []


def ours_together(folder: Path, contents: list[bytes], *, whole: bool = False) -> bool:
    """What our verifier says of several files."""
    paths = [folder / f"{number}.json" for number in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    return verify_files(paths, whole=whole).valid


def together(folder: Path, contents: list[bytes], *, whole: bool = False) -> bool:
    """What both say, who must agree."""
    mine = ours_together(folder, contents, whole=whole)
    assert is_chain(contents, whole=whole) is mine
    return mine


def relinked(receipts: list[bytes], changes: dict[int, dict[str, Any]]) -> list[bytes]:
    """A chain in which some say something else, all signed anew by one key but not linked anew."""
    key = Ed25519PrivateKey.generate()
    public = {"key": base64.b64encode(key.public_key().public_bytes_raw()).decode()}
    made, previous = [], None
    for number, one in enumerate(receipts):
        body = json.loads(one)["receipt"] | public | {"previous": previous}
        previous = "sha256:" + hashlib.sha256(canonical(body)).hexdigest()
        body |= changes.get(number, {})
        signature = base64.b64encode(key.sign(canonical(body))).decode()
        made.append(canonical({"receipt": body, "signature": signature, "pictures": {}}))
    return made


def test_a_chain_holds_in_any_order(receipts: list[bytes], tmp_path: Path) -> None:
    assert together(tmp_path, receipts, whole=True)
    assert together(tmp_path, receipts[::-1], whole=True)
    assert together(tmp_path, [*receipts, receipts[2]], whole=True)
    assert together(tmp_path, relinked(receipts, {}), whole=True)
    assert together(tmp_path, [*receipts, *relinked(receipts, {})], whole=True)


@pytest.mark.parametrize("missing", range(4))
def test_a_missing_receipt_is_told_and_with_whole_an_error(receipts: list[bytes], tmp_path: Path, missing: int) -> None:
    rest = receipts[:missing] + receipts[missing + 1 :]
    assert not together(tmp_path, rest, whole=True)
    assert together(tmp_path, rest)
    said = verify_files([tmp_path / f"{number}.json" for number in range(4)]).lines
    assert any("receipts are not among these" in line for line in said) == (missing > 0)


@pytest.mark.parametrize(
    "changes",
    [
        {2: {"detail": "something else"}},
        {2: {"sequence": 2, "id": "0" * 16}},
        {1: {"sequence": 3}, 2: {"sequence": 2}},
        {3: {"previous": "sha256:" + "0" * 64}},
    ],
    ids=["changed", "twice the same number", "exchanged", "linked to elsewhere"],
)
def test_a_signer_who_changes_his_own_chain_is_noticed(
    receipts: list[bytes], tmp_path: Path, changes: dict[int, dict[str, Any]]
) -> None:
    changed = relinked(receipts, changes)
    assert all(ours(one) and is_valid(one) for one in changed)
    assert not together(tmp_path, changed)


def test_the_script_says_the_same_as_a_process(receipt: bytes, receipts: list[bytes], tmp_path: Path) -> None:
    for number, content in enumerate([receipt, *receipts]):
        (tmp_path / f"{number}.json").write_bytes(content)
    (tmp_path / "bad.json").write_bytes(receipt.replace(b"x.com", b"y.com", 1))
    good = run(tmp_path / "0.json")
    assert (good.returncode, good.stderr) == (0, "")
    assert "The setting read opted-out at 2026-03-01T12:00:00.000Z." in good.stdout
    assert "as stated by this service" in good.stdout
    assert "test sites ['x.com']" in good.stdout
    bad = run(tmp_path / "bad.json")
    assert bad.returncode == 1
    assert "NOT VALID: the signature does not belong to what it says" in bad.stderr
    assert run("--whole", *(tmp_path / f"{number}.json" for number in range(1, 6))).returncode == 0
    gap = run("--whole", *(tmp_path / f"{number}.json" for number in (1, 2, 4, 5)))
    assert (gap.returncode, "receipts before number 4 are missing" in gap.stderr) == (1, True)
    assert run(tmp_path / "nowhere.json").returncode == run().returncode == 1
    assert "Traceback" not in run(tmp_path / "nowhere.json").stderr


def test_the_script_is_short_and_needs_one_package() -> None:
    lines = SCRIPT.read_text().splitlines()
    assert len(lines) <= 80
    needed = {line.split()[1].split(".")[0] for line in lines if line.startswith(("import ", "from "))}
    assert needed == {"base64", "hashlib", "json", "sys", "itertools", "pathlib", "typing", "cryptography"}
