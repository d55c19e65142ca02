"""A receipt as a web page of its own."""

from html import escape
from pathlib import Path

from automations.outcome import PROVEN
from backend.receipts import words
from backend.receipts.form import Body, Exported, digest
from backend.receipts.frame import as_text, framed

HERE = Path(__file__).parent
MOMENTS = {"before": "Before", "after": "After"}


def page(exported: Exported) -> bytes:
    """The page, as UTF-8."""
    body = exported.receipt
    handle = f" ({as_text(body.account.handle)})" if body.account.handle else ""
    return framed(
        HERE,
        f"{body.platform.name}: {body.setting.title}",
        tone="proven" if body.outcome in PROVEN else "open",
        outcome=as_text(words.NAMES[body.outcome]),
        statement=as_text(body.statement),
        platform=as_text(body.platform.name),
        setting=as_text(body.setting.title),
        banner=_banner(body),
        facts=_facts(
            {
                "Account": f"{as_text(body.account.name)}{handle}",
                "Address": as_text(body.account.address or body.url or ""),
                "Before": as_text(body.before or "not read"),
                "After": as_text(body.after or "not read"),
                "Note": as_text(body.detail),
            }
        ),
        proofs=_proofs(body),
        pictures=_pictures(exported),
        about=_facts(
            {
                "Receipt": f"{body.id}, number {body.sequence}",
                "Stated at": f"{as_text(body.stated_at)}, {as_text(body.clock)}",
                "Setting": as_text(body.setting.id),
                "Software": f"{body.software.name} {as_text(body.software.version)}",
                "Facts": f"of {as_text(body.platform.seen)}, {_code(body.platform.file)}",
                "This receipt": _code(digest(body.signed)),
                "Before it": _code(body.previous) if body.previous else "none; it is the first",
                "Key": _code(body.key),
                "Signature": _code(exported.signature),
            }
        ),
        time=words.TIME,
    )


def _code(text: str) -> str:
    return f"<code>{escape(text)}</code>"


def _facts(facts: dict[str, str]) -> str:
    """A list of names and values; empty ones are left out."""
    return "\n".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in facts.items() if value)


def _banner(body: Body) -> str:
    if not body.test_sites:
        return ""
    said = words.TEST_SITES.format(hosts=", ".join(body.test_sites))
    return f'<p class="banner" role="note">{escape(said)}</p>'


def _proofs(body: Body) -> str:
    if not body.proofs:
        return "<p>None. Nothing is claimed that was not proven twice.</p>"
    return (
        "<ol>"
        + "\n".join(
            f"<li><strong>{as_text(words.PROOFS[one.kind.value])}</strong><br>{as_text(one.detail)}"
            f"<br><time>{escape(one.at)}</time></li>"
            for one in body.proofs
        )
        + "</ol>"
    )


def _pictures(exported: Exported) -> str:
    figures = [
        f'<figure><img src="data:image/png;base64,{exported.pictures[one.picture]}" '
        f'alt="{escape(MOMENTS.get(one.moment, one.moment))}: reads {escape(one.description.get("reads", ""))}">'
        f"<figcaption>{as_text(MOMENTS.get(one.moment, one.moment))}, "
        f"<time>{escape(one.at)}</time></figcaption></figure>"
        for one in exported.receipt.evidence
        if one.picture in exported.pictures
    ]
    return f'<section><h2>What was seen</h2><div class="pictures">{"".join(figures)}</div></section>' if figures else ""
