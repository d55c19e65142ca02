"""What is sent: a subject, the words, and the page of the dashboard that they are about."""

from dataclasses import dataclass

FIRST_PAGE = "#/"


@dataclass(frozen=True, kw_only=True)
class Text:
    """One message. `opens`: behind the address of the dashboard, for places where a message can be clicked."""

    title: str
    body: str
    opens: str = FIRST_PAGE
