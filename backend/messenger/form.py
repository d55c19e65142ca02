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


class Errand(BaseModel):
    """`look`: only whether the address can be used. The address is a secret, and is handed over on a pipe alone."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    do: Literal["look", "send"]
    url: str = Field(repr=False)
    title: str = ""
    body: str = ""
    private: bool = False


class Ended(BaseModel):
    """What came of it; all is well when there is no `why`. `scheme` and `service` hold nothing secret."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    why: Why | None = None
    status: int | None = None
    """What an HTTP server answered, where that was the trouble."""
    scheme: str = ""
    service: str = ""
