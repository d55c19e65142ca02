"""The words in which letters are kept: where it is meant for, in which language, about what, and how far it is."""

from enum import StrEnum


class Region(StrEnum):
    """Whose law a letter leans on. Nobody's is guessed: the person says where they live."""

    EU = "eu"
    """The European Union and the rest of the EEA."""
    UK = "uk"
    US = "us"
    OTHER = "other"
    """Anywhere else: a plain request that names no law."""


class Language(StrEnum):
    """What there are texts in."""

    ENGLISH = "en"
    GERMAN = "de"
    FRENCH = "fr"
    SPANISH = "es"
    PORTUGUESE = "pt"
    ITALIAN = "it"
    DUTCH = "nl"


class Use(StrEnum):
    """What a letter objects to."""

    AI_TRAINING = "ai_training"
    DATA_SHARING = "data_sharing"
    ADS = "ads"
    PROFILING = "profiling"


class Kind(StrEnum):
    """What a letter is."""

    OBJECTION = "objection"
    COMPLAINT = "complaint"
    """To the authority, about a company that did not answer, or not well."""


class State(StrEnum):
    """How far a letter is. None of them says anything about what the platform did."""

    DRAFT = "draft"
    SENDING = "sending"
    """Handed to a mail server; when it stays so, nobody knows whether it went out."""
    SENT = "sent"
    ANSWERED = "answered"
    CLOSED = "closed"


class Way(StrEnum):
    """How a letter went out."""

    SMTP = "smtp"
    """By Unconsent, through the person's own mail server."""
    EMAIL = "email"
    FORM = "form"
    POST = "post"


USUAL_USES = (Use.AI_TRAINING, Use.DATA_SHARING, Use.ADS)
