"""What is handed to the process, and what comes back: one JSON document each way; and how a try may end."""

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Why(StrEnum):
    """Why nothing was sent, or nobody knows whether it was."""

    UNREADABLE = "unreadable"
    LOCAL = "local"
    MISSING = "missing"
    PRIVATE = "private"
    CLEAR = "clear"
    FILE = "file"
    UNKNOWN_HOST = "unknown_host"
    UNREACHABLE = "unreachable"
    CERTIFICATE = "certificate"
    DENIED = "denied"
    ANSWER = "answer"
    SILENT = "silent"
    FAILED = "failed"
    GONE = "gone"
    NOT_OURS = "not_ours"


class Push(BaseModel):
    """A browser, and the header that says who sends."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    endpoint: str = Field(repr=False)
    p256dh: str = Field(repr=False)
    auth: str = Field(repr=False)
    authorization: str = Field(repr=False)


class Errand(BaseModel):
    """`look`: only whether the address can be used. The address is a secret, and is handed over on a pipe alone.

    To a browser it goes by `push` instead, and `opens` is the page that a click on it opens.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    do: Literal["look", "send"]
    url: str = Field(default="", repr=False)
    push: Push | None = None
    title: str = ""
    body: str = ""
    opens: str = ""
    private: bool = False


class Ended(BaseModel):
    """What came of it; all is well when there is no `why`. `scheme` and `service` hold nothing secret."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    why: Why | None = None
    status: int | None = None
    """What an HTTP server answered, where that was the trouble."""
    scheme: str = ""
    service: str = ""
