"""What the service logs: one JSON object a line, on standard error, without anything that could be a secret."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

FIELDS = ("job", "account", "worker", "chore", "incident", "member", "route", "status")
"""What a record may carry beside its message; all of it opaque ids and closed words."""
SECRETS = re.compile(
    r"unconsent_[A-Za-z0-9_-]{8,}|(?<=://)[^/\s@]+@|(?i:bearer|password|token|secret|cookie)[=:]\s*\S+"
)
GONE = "[removed]"
STRANGERS = ("aiosqlite", "alembic", "asyncio", "dbos", "sqlalchemy", "uvicorn")
"""Libraries of which only warnings are of interest."""


def to_standard_error(level: int = logging.INFO) -> None:
    """Sets logging up for a process that runs for long."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.ExtraAdder(allow=FIELDS),
        structlog.processors.format_exc_info,
        without_secrets,
    ]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, structlog.processors.JSONRenderer()],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name in STRANGERS:
        logging.getLogger(name).setLevel(logging.WARNING)


def without_secrets(_: Any, __: str, record: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The record with everything taken out that looks like a token, a password or the user part of an address."""
    return {key: SECRETS.sub(GONE, one) if isinstance(one, str) else one for key, one in record.items()}
