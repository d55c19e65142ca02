"""What is newer than the package: platform files as data, and what is retired or paused. Where it comes from and whom
one trusts for it, others decide."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The texts that say what is known of one platform: platform.toml, and labels.toml where there is one."""

    platform: bytes
    labels: bytes | None = None

    @property
    def content(self) -> bytes:
        """Both, one after the other, as a receipt names them by their hash."""
        return self.platform + (self.labels or b"")


@dataclass(frozen=True, kw_only=True)
class Update:
    """An update of the packaged platforms. It has no code, and nothing to say about folders that people add."""

    name: str
    """For people, as "catalogue 12 of 2026-11-20"."""
    files: Mapping[str, Facts] = field(default_factory=dict)
    """By slug; a platform that is not packaged is added."""
    retired: Mapping[str, str] = field(default_factory=dict)
    """Why a platform, by its slug, or a setting, by its id, is not visited any more."""
    paused: Mapping[str, str] = field(default_factory=dict)
    """Why a platform, by its slug, is left alone for now."""
