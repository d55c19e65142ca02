"""Receipts to look at: with pictures and without, with hostile text, exported from a real data folder."""

import io
from dataclasses import replace
from pathlib import Path

from PIL import Image

from automations.errand import Mode
from automations.outcome import Evidence, Outcome, Result
from backend.accounts import StoredAccount
from tests.store.household import HOSTILE, NOON, Household, open_household, result

SCRIPT = Path(__file__).parents[2] / "docs/verify_receipt.py"


def picture(shade: int = 200) -> bytes:
    """A small PNG."""
    out = io.BytesIO()
    Image.new("RGB", (12, 6), (shade, 220, 225)).save(out, "PNG")
    return out.getvalue()


def seen(moment: str, shade: int, reads: str) -> Evidence:
    """What was seen of a control."""
    description = {"page": "https://x.com/settings", "language": "ja", "control": "Grok に許可", "reads": reads}
    return Evidence(moment=moment, at=NOON, description=description, picture=picture(shade))


def with_pictures(account: StoredAccount, setting: str, detail: str = "") -> Result:
    """An opt-out, seen before and after."""
    evidence = (seen("before", 100, "checked"), seen("after", 200, "unchecked"))
    return result(account, setting, detail=detail, evidence=evidence)


def hostile(account: StoredAccount, setting: str) -> Result:
    """An outcome in which every text that a page can choose tries to break out."""
    one = with_pictures(account, setting, HOSTILE)
    broken = tuple(replace(part, description={"control": HOSTILE, "reads": HOSTILE}) for part in one.evidence)
    proofs = tuple(replace(proof, detail=HOSTILE) for proof in one.proofs)
    return replace(one, before=HOSTILE, after=HOSTILE, url=f"https://x.com/{HOSTILE}", evidence=broken, proofs=proofs)


async def kept(
    household: Household, account: StoredAccount, outcome: Result, *, test_sites: tuple[str, ...] = ()
) -> str:
    """Stores an outcome; the id of its receipt."""
    receipt = await household.records.finish(account, Mode.RUN, outcome, test_sites=test_sites)
    assert receipt
    return receipt


async def chain(home: Path, count: int) -> list[bytes]:
    """That many receipts of one signer, exported."""
    async with open_household(home) as household:
        account = await household.add()
        ids = [await household.opt_out(account, number=number) for number in range(count)]
        return [await household.receipts.export(one, "json") for one in ids]


async def whole(home: Path) -> bytes:
    """One receipt with everything that one can have."""
    async with open_household(home) as household:
        account = await household.accounts.add(
            household.platform, "Zoë 😀", handle="practice", address="https://blog.example"
        )
        setting = household.settings[0]
        await kept(household, account, result(account, setting, Outcome.NOT_OFFERED, before=None, after=None, url=None))
        id = await kept(household, account, with_pictures(account, setting, 'a "quote"\n\u2028'), test_sites=("x.com",))
        return await household.receipts.export(id, "json")
