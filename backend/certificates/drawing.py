"""The forms that a certificate has, and how each is drawn."""

from collections.abc import Callable, Mapping
from typing import Literal

from backend.certificates.form import Certificate
from backend.certificates.page import page
from backend.certificates.table import table

Format = Literal["pdf", "html", "csv"]


def _pdf(made: Certificate) -> bytes:
    from backend.certificates.pdf import pdf  # loads what draws only where something is drawn

    return pdf(made)


DRAWN: Mapping[Format, Callable[[Certificate], bytes]] = {"pdf": _pdf, "html": page, "csv": table}
