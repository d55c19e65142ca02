"""What a person asks for, by command or over the API, turned into a letter: which account and settings, who writes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from automations.catalogue import Catalogue, nearest
from automations.outcome import Refused
from automations.spec import Setting
from backend.accounts import StoredAccount
from backend.letters import words
from backend.letters.addressees import Addressee, addressee
from backend.letters.desk import Letters, Written
from backend.letters.letter import Sender
from backend.letters.terms import USUAL_USES, Language, Region, Use
from backend.letters.writing import Wish

EMAIL = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@([A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63}")
LONGEST = 200
MOST_LINES = 8


@dataclass(frozen=True, kw_only=True)
class Order:
    """The wish. `about` is a platform or company; `sender`: without one, who the person last said they are."""

    about: str
    account: StoredAccount | None = None
    region: Region
    language: Language
    uses: tuple[Use, ...] = ()
    settings: tuple[str, ...] = ()
    handle: str | None = None
    sender: Sender | None = None
    email: str | None = None
    """Which of the addressee's addresses."""


async def write(letters: Letters, order: Order) -> Written:
    """The draft. Refused when something of the order cannot be used."""
    about = addressee(letters.catalogue, order.about)
    account, given = order.account, order.sender or Sender()
    kept = await letters.personal.sender()
    wish = Wish(
        region=order.region,
        language=order.language,
        uses=tuple(dict.fromkeys(order.uses)) or USUAL_USES,
        settings=_names(letters.catalogue, about, order.settings, order.language),
        sender=clean_sender(given.name or kept.name, given.email or kept.email, given.address or kept.address),
        handle=_line(order.handle or (account.account.handle if account else None), "user name"),
        account=account.name if account else None,
    )
    return await letters.write(about, wish, account=account.id if account else None, email=order.email)


def clean_sender(name: str | None, email: str | None, address: str | None) -> Sender:
    """Who writes, in a form that can stand in a letter and in the head of a mail. Refused when it cannot."""
    lines = [_line(one, "address") for one in (address or "").replace("\\n", "\n").splitlines()]
    kept = [one for one in lines if one]
    if len(kept) > MOST_LINES:
        raise Refused(words.TOO_MANY_LINES.format(most=MOST_LINES))
    return Sender(name=_line(name, "name"), email=clean_email(email), address="\n".join(kept) or None)


def clean_email(email: str | None) -> str | None:
    """The address without room around it. Refused when mail could not be sent to it."""
    clean = (email or "").strip()
    if clean and not EMAIL.fullmatch(clean):
        raise Refused(words.NO_EMAIL_ADDRESS)
    return clean or None


def _line(text: str | None, what: str) -> str | None:
    clean = " ".join((text or "").split())
    if len(clean) > LONGEST or not clean.isprintable():
        raise Refused(words.NO_LINE.format(what=what, most=LONGEST))
    return clean or None


def _names(catalogue: Catalogue, about: Addressee, ids: Sequence[str], language: Language) -> tuple[str, ...]:
    """The settings as the platform shows them, in that language where it is known; else by our own name."""
    known = {one.id: one for one in catalogue.platform(about.slug).settings} if about.platform else {}
    found = []
    for id in ids:
        full = next((one for one in known if id in (one, one.partition(".")[2])), None)
        if full is None:
            raise Refused(words.NO_SETTING.format(name=about.name, setting=id, nearest=nearest(id, known)))
        found.append(_label(known[full], language))
    return tuple(dict.fromkeys(found))


def _label(setting: Setting, language: Language) -> str:
    for tag, labels in setting.control.labels.items():
        if tag.partition("-")[0] == language.value and labels:
            return labels[0]
    return setting.title
