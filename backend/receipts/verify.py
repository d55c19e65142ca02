"""Checks exported receipts: form, signature, pictures, and the chain when several are given.

A file is valid only in its one canonical form, so that every changed, added or missing byte is noticed. Nothing but
OSError is raised, whatever the file holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from pydantic import ValidationError

from backend.receipts import words
from backend.receipts.form import Body, Exported, digest
from backend.receipts.signing import exact, is_signed

LARGEST = 20_000_000
"""Bytes."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Whether all is as it was signed; what is wrong; and what the receipts say, for people."""

    valid: bool
    problems: tuple[str, ...]
    lines: tuple[str, ...]


def verify_file(path: Path) -> Verdict:
    """Checks one receipt that was exported as JSON."""
    return verify_files((path,))


def verify_files(paths: Sequence[Path], *, whole: bool = False) -> Verdict:
    """Checks several receipts, and that those of one signer follow each other.

    A line tells where some are missing; with `whole`, when they must be all from the first one on, it is a problem.
    """
    bodies: list[Body] = []
    problems: list[str] = []
    for path in paths:
        before = f"{path}: " if len(paths) > 1 else ""
        body, wrong = check(_content(path))
        bodies += [body] if body else []
        problems += [f"{before}{one}" for one in wrong]
    broken, missing = _chain(bodies, whole=whole)
    problems += broken + (missing if whole else [])
    lines = [line for body in bodies for line in lines_of(body)] + missing
    return Verdict(
        valid=not problems, problems=tuple(map(_plain, problems)), lines=() if problems else tuple(map(_plain, lines))
    )


def check(content: bytes) -> tuple[Body | None, tuple[str, ...]]:
    """What the bytes of one file say when they are valid; else what is wrong with them."""
    if len(content) > LARGEST:
        return None, (f"It is larger than {LARGEST // 1_000_000} MB, so it is no receipt.",)
    try:
        exported = Exported.model_validate_json(content)
        same = exported.file == content
    except ValidationError as wrong:
        first = wrong.errors(include_input=False, include_context=False)[0]
        where = ".".join(str(part) for part in first["loc"])[:80]
        return None, (f"It is not a receipt as this version knows them: {where or 'the file'}: {first['msg']}.",)
    except ValueError:
        same = False
    if not same:
        return None, ("It was changed after it was exported: it is not in the one form that receipts have.",)
    problems = [*_signature(exported), *_pictures(exported)]
    return (None if problems else exported.receipt), tuple(problems)


def _signature(exported: Exported) -> list[str]:
    if is_signed(exported.receipt.key, exported.signature, exported.receipt.signed):
        return []
    return ["The signature does not belong to what the receipt says: one of them was changed."]


def _pictures(exported: Exported) -> list[str]:
    """Every picture that is named must be there, as it was, and no other."""
    named = {one.picture for one in exported.receipt.evidence if one.picture}
    problems = [f"The picture {one} is missing." for one in sorted(named - exported.pictures.keys())]
    problems += [f"The picture {one} does not belong here." for one in sorted(exported.pictures.keys() - named)]
    for name, text in exported.pictures.items():
        try:
            changed = digest(exact(text)) != name
        except ValueError:
            changed = True
        problems += [f"The picture {name} was changed."] if changed else []
    return problems


def _chain(bodies: Sequence[Body], *, whole: bool) -> tuple[list[str], list[str]]:
    """What is broken between receipts of one signer, and where some are not among these."""
    broken, missing = [], []
    by_key: dict[str, list[Body]] = {}
    for body in bodies:
        by_key.setdefault(body.key, []).append(body)
    for chain in by_key.values():
        unique = {digest(body.signed): body for body in chain}
        ordered = sorted(unique.items(), key=lambda one: one[1].sequence)
        if whole and (first := ordered[0][1].sequence) > 1:
            missing.append(f"Before number {first} receipts are not among these.")
        for (hash_before, before), (_, after) in pairwise(ordered):
            if after.sequence == before.sequence:
                broken.append(f"Two different receipts of one signer have the number {after.sequence}.")
            elif after.sequence == before.sequence + 1 and after.previous != hash_before:
                broken.append(f"Receipt {after.id} (number {after.sequence}) does not follow receipt {before.id}.")
            elif after.sequence > before.sequence + 1:
                missing.append(f"Between number {before.sequence} and {after.sequence} receipts are not among these.")
    return broken, missing


def lines_of(body: Body) -> list[str]:
    """What a receipt says, for people."""
    handle = f" ({body.account.handle})" if body.account.handle else ""
    lines = [
        body.statement,
        f"{body.platform.name}: {body.setting.title} [{body.setting.id}]",
        f"Account: {body.account.name}{handle}",
        f"Outcome: {words.NAMES[body.outcome]} (before: {body.before or '-'}, after: {body.after or '-'})",
    ]
    lines += [f"Proof at {one.at}: {words.PROOFS[one.kind.value]}. {one.detail}" for one in body.proofs]
    if body.test_sites:
        lines.append(words.TEST_SITES.format(hosts=", ".join(body.test_sites)))
    lines.append(f"Receipt {body.id}, number {body.sequence}, stated at {body.stated_at}. {words.TIME}")
    return [*lines, f"Signed by {body.key}. Ask whose key that is: the signature alone does not tell."]


def _plain(line: str) -> str:
    """The line without signs that steer a terminal or turn the direction of writing."""
    return "".join(one if one.isprintable() else "\ufffd" for one in line)


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST + 1)
