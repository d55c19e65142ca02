"""Puts a receipt together from a result and what is known of its platform and account."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from automations.catalogue import Catalogue
from automations.errand import Account, Mode
from automations.identity import is_named
from automations.outcome import Evidence, Result
from automations.spec import Platform
from backend.receipts import words
from backend.receipts.form import (
    CLOCK,
    AccountPart,
    Body,
    EvidencePart,
    PlatformPart,
    ProofPart,
    SettingPart,
    SoftwarePart,
    digest,
)
from backend.version import installed_version


@dataclass(frozen=True, kw_only=True)
class Link:
    """The place of a receipt in its chain."""

    sequence: int
    previous: str | None
    key: str


def make_body(
    result: Result,
    *,
    mode: Mode,
    account: Account,
    catalogue: Catalogue,
    test_sites: Sequence[str],
    link: Link,
    stated_at: datetime,
) -> Body:
    """What will be signed. It says how the setting read, and nothing that was not measured."""
    platform = catalogue.platform(result.platform)
    named = platform.sign_in is None or is_named(platform)
    return Body(
        format="unconsent-receipt",
        version=1,
        id=secrets.token_hex(8),
        sequence=link.sequence,
        previous=link.previous,
        key=link.key,
        stated_at=words.moment(stated_at),
        clock=CLOCK,
        statement=words.statement(result, stated_at, named=named),
        platform=_facts(platform, catalogue),
        setting=SettingPart(id=result.setting, title=platform.title_of(result.setting)),
        account=AccountPart(name=account.name, handle=account.handle if named else None, address=account.address),
        mode=mode,
        outcome=result.outcome,
        needs=result.needs,
        before=result.before,
        after=result.after,
        detail=result.detail,
        url=result.url.split("?")[0].split("#")[0] if result.url else None,
        proofs=tuple(ProofPart(kind=one.kind, at=words.moment(one.at), detail=one.detail) for one in result.proofs),
        evidence=tuple(_evidence(one) for one in result.evidence),
        test_sites=tuple(test_sites),
        software=SoftwarePart(name="unconsent", version=installed_version()),
    )


def _facts(platform: Platform, catalogue: Catalogue) -> PlatformPart:
    file = digest(catalogue.facts[platform.slug].content)
    return PlatformPart(slug=platform.slug, name=platform.name, seen=platform.seen.isoformat(), file=file)


def _evidence(one: Evidence) -> EvidencePart:
    return EvidencePart(
        moment=one.moment,
        at=words.moment(one.at),
        description=one.description,
        picture=digest(one.picture) if one.picture else None,
    )
