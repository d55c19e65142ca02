"""What goes with a letter: its PDF; with a complaint the letter it is about, and signed records of the account."""

import io
import zipfile
from collections.abc import Sequence

from backend.letters.letter import Letter
from backend.letters.mail import Enclosed
from backend.receipts import Receipt, Receipts

PDF = "application/pdf"
MOST_RECEIPTS = 40
"""The newest one of each setting; a mail holds no more without trouble."""
READ_ME = """\
What is in here

{names}

The receipts are signed. Anyone can check one, without trusting who made it:
    unconsent verify receipts/*.json
or with the short program that is described in the format of receipts, which needs nothing of Unconsent.
A receipt states how a setting read at the time given, and nothing more.
"""


async def newest_receipts(receipts: Receipts, platform: str, account: str) -> tuple[str, ...]:
    """The ids of the newest receipt of each setting of an account."""
    newest: dict[str, Receipt] = {}
    for one in await receipts.list(platform, account):
        newest.setdefault(one.body.setting.id, one)
    return tuple(one.id for one in newest.values())[:MOST_RECEIPTS]


async def records(receipts: Receipts, letter: Letter) -> tuple[Enclosed, ...]:
    """The receipts of a complaint, each to be verified and to be read. Refused when one was changed."""
    found = []
    for id in letter.content.receipts:
        json, pdf = await receipts.export(id, "json"), await receipts.export(id, "pdf")
        found.append(Enclosed(name=f"receipts/receipt-{id}.json", type="application/json", content=json))
        found.append(Enclosed(name=f"receipts/receipt-{id}.pdf", type=PDF, content=pdf))
    return tuple(found)


def bundle(enclosed: Sequence[Enclosed]) -> bytes:
    """All of it in one file. Its times say nothing, so that the same content is the same file."""
    names = "\n".join(f"- {one.name}" for one in enclosed)
    said = Enclosed(name="read-me.txt", type="text/plain", content=READ_ME.format(names=names).encode())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in (said, *enclosed):
            archive.writestr(zipfile.ZipInfo(one.name), one.content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def flat(enclosed: Sequence[Enclosed]) -> list[Enclosed]:
    """For a mail, whose files have no folders."""
    return [Enclosed(name=one.name.rpartition("/")[2], type=one.type, content=one.content) for one in enclosed]
