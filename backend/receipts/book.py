"""The receipts of a member: each is signed, and names the one before it."""

import asyncio
import base64
import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from pydantic import ValidationError
from sqlalchemy import Select, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from automations.catalogue import Catalogue
from automations.errand import Mode
from automations.outcome import Refused, Result
from backend.receipts.form import Body, Exported, digest
from backend.receipts.making import Link, make_body
from backend.receipts.page import page
from backend.receipts.signing import public_text, signature, signing_key
from backend.receipts.verify import check
from backend.receipts.words import moment
from backend.store import Store
from backend.store.tables import OWNER, pictures, receipts
from backend.vault import Place, Vault

if TYPE_CHECKING:
    from backend.accounts import StoredAccount

Format = Literal["json", "html", "pdf"]
FORMATS: tuple[Format, ...] = ("json", "html", "pdf")
HEAD = "chain_head"
"""The end of the chain, sealed: a receipt that is taken away at the end is missed, too."""
FIRST = "0:"


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """One receipt as it is stored, without its pictures. Nothing beside the signed body is believed."""

    body: Body
    signature: str

    @property
    def id(self) -> str:
        """Its name."""
        return self.body.id

    @property
    def digest(self) -> str:
        """The hash by which the next one names it."""
        return digest(self.body.signed)


class Receipts:
    """Issues, lists and exports the receipts of one member: a chain of its own, signed with a key of its own."""

    def __init__(
        self,
        store: Store,
        vault: Vault,
        catalogue: Catalogue,
        *,
        member: int = OWNER,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        self._store = store
        self._vault = vault
        self._catalogue = catalogue
        self.member = member
        self._clock = clock or (lambda: datetime.now(UTC))

    def of(self, member: int) -> "Receipts":
        """The same for another member."""
        others = copy.copy(self)
        others.member = member
        return others

    async def issue(
        self,
        connection: AsyncConnection,
        account: "StoredAccount",
        mode: Mode,
        result: Result,
        *,
        test_sites: Sequence[str],
    ) -> str:
        """Signs and stores a receipt within the caller's transaction, and returns its id."""
        key = await signing_key(connection, self._vault, self.member)
        sequence, previous = await self._head(connection)
        at = self._clock()
        body = make_body(
            result,
            mode=mode,
            account=account.account,
            catalogue=self._catalogue,
            test_sites=test_sites,
            link=Link(sequence=sequence + 1, previous=previous or None, key=public_text(key)),
            stated_at=at,
        )
        sealed = {"digest": digest(body.signed), "body": body.signed.decode(), "signature": signature(key, body.signed)}
        values = {"member_id": self.member, "account_id": account.id, "account": account.name, "at": at, **sealed}
        await connection.execute(insert(receipts).values(**values, **_found_by(body)))
        for picture in {one.picture for one in result.evidence if one.picture}:
            await connection.execute(insert(pictures).values(receipt_id=body.id, digest=digest(picture), png=picture))
        await self._vault.put(connection, self._end, f"{body.sequence}:{digest(body.signed)}".encode())
        return body.id

    async def get(self, id: str) -> Receipt:
        """The receipt of that id, or of one that begins like it. Refused when there is none, or more than one."""
        start = id.strip().lower()
        async with self._store.read() as connection:
            found = self._mine.where(receipts.c.id.startswith(start, autoescape=True))
            rows = (await connection.execute(found.limit(4))).mappings().all()
        if not start or not rows:
            raise Refused(f"There is no receipt {id!r}. `receipts` lists them all.")
        if len(rows) > 1:
            raise Refused(
                f"Several receipts begin with {id!r}: {', '.join(row['id'] for row in rows)}. Type more of it."
            )
        receipt = _receipt(rows[0])
        if receipt is None:
            raise Refused(_tampered(rows[0]["id"], "It cannot be read."))
        return receipt

    async def list(
        self,
        platform: str | None = None,
        account: str | None = None,
        *,
        before_sequence: int | None = None,
        limit: int | None = None,
    ) -> tuple[Receipt, ...]:
        """All receipts, or those of a platform or account, newest first. `problems` names what cannot be read.

        A page of them holds at most `limit`, older than the one with that number.
        """
        wanted = self._mine.order_by(receipts.c.sequence.desc()).limit(limit)
        if platform is not None:
            wanted = wanted.where(receipts.c.platform == platform)
        if account is not None:
            wanted = wanted.where(receipts.c.account == account)
        if before_sequence is not None:
            wanted = wanted.where(receipts.c.sequence < before_sequence)
        async with self._store.read() as connection:
            rows = (await connection.execute(wanted)).mappings().all()
        return tuple(receipt for receipt in map(_receipt, rows) if receipt)

    async def export(self, id: str, format: Format) -> bytes:
        """The receipt as a file: `json` can be verified; `html` and `pdf` are for reading. Refused when changed."""
        receipt = await self.get(id)
        async with self._store.read() as connection:
            exported = await _exported(connection, receipt)
        _, wrong = check(exported.file)
        if wrong:
            raise Refused(_tampered(receipt.id, wrong[0]))
        if format == "json":
            return exported.file
        return await asyncio.to_thread(page if format == "html" else _pdf, exported)

    async def problems(self) -> tuple[str, ...]:
        """What is wrong with the receipts in the store: changed, missing in between, or taken away at the end."""
        found: list[str] = []
        previous, expected = None, 1
        async with self._store.read() as connection:
            rows = (await connection.execute(self._mine.order_by(receipts.c.sequence))).mappings().all()
            for row in rows:
                receipt = _receipt(row)
                if receipt is None or not await _is_as_signed(connection, row, receipt):
                    found.append(f"Receipt {row['id']} is not as it was signed.")
                if row["sequence"] != expected or (receipt and receipt.body.previous != previous):
                    found.append(f"Before receipt {row['id']} (number {row['sequence']}) another one is missing.")
                previous, expected = receipt.digest if receipt else row["digest"], row["sequence"] + 1
            sequence, last = await self._head(connection)
        if (sequence, last) != (expected - 1, previous or ""):
            found.append(f"The newest receipts are not as they were: number {sequence} was the last one.")
        return tuple(found)

    @property
    def _mine(self) -> Select[Any]:
        return select(receipts).where(receipts.c.member_id == self.member)

    @property
    def _end(self) -> Place:
        return Place(field=HEAD, member=self.member)

    async def _head(self, connection: AsyncConnection) -> tuple[int, str]:
        """Number and hash of the newest receipt; 0 and nothing when there is none."""
        sequence, _, last = (await self._vault.get(connection, self._end) or FIRST.encode()).decode().partition(":")
        return int(sequence), last


def _found_by(body: Body) -> dict[str, Any]:
    """What of it is looked for without opening it."""
    return {
        "id": body.id,
        "sequence": body.sequence,
        "platform": body.platform.slug,
        "setting": body.setting.id,
        "outcome": body.outcome.value,
    }


def _receipt(row: Any) -> Receipt | None:
    """What the row holds; None when it was changed so that it is no receipt any more."""
    try:
        body = Body.model_validate_json(row["body"])
    except ValidationError:
        return None
    return Receipt(body=body, signature=row["signature"]) if body.id == row["id"] else None


async def _exported(connection: AsyncConnection, receipt: Receipt) -> Exported:
    wanted = select(pictures.c.digest, pictures.c.png).where(pictures.c.receipt_id == receipt.id)
    shown = {row.digest: base64.b64encode(row.png).decode() for row in await connection.execute(wanted)}
    try:
        return Exported(receipt=receipt.body, signature=receipt.signature, pictures=shown)
    except ValidationError:
        raise Refused(_tampered(receipt.id, "Its signature or a picture is no such thing.")) from None


async def _is_as_signed(connection: AsyncConnection, row: Any, receipt: Receipt) -> bool:
    """Whether the signature and the pictures hold, and the columns beside the body say the same as it."""
    body = receipt.body
    said = (body.id, body.sequence, body.platform.slug, body.account.name, body.setting.id, body.outcome.value)
    beside = tuple(row[name] for name in ("id", "sequence", "platform", "account", "setting", "outcome"))
    if said != beside or row["digest"] != receipt.digest or moment(row["at"]) != body.stated_at:
        return False
    try:
        return not check((await _exported(connection, receipt)).file)[1]
    except Refused:
        return False


def _tampered(id: str, why: str) -> str:
    return (
        f"Receipt {id} is not as it was signed, so it is not handed out: the database was changed from outside. {why} "
        "Put back the whole data folder from one backup."
    )


def _pdf(exported: Exported) -> bytes:
    from backend.receipts.pdf import pdf  # loads what draws only where something is drawn: every command starts sooner

    return pdf(exported)
