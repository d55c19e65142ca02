"""Who asks: a member, by one of their devices."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a member is in the household."""

    OWNER = "owner"
    MEMBER = "member"
    RESTRICTED = "restricted"
    """Looked after by the owner, as a child is."""


class DeviceKind(StrEnum):
    """How a device got its token."""

    EXTENSION = "extension"
    """Paired by a code."""
    BROWSER = "browser"
    """Signed in with a password."""
    SCRIPT = "script"
    """Made by the member, for a program."""


@dataclass(frozen=True, kw_only=True)
class Principal:
    """A member and the device that speaks for them. Without a device: the owner's command line, beside the data folder.

    True for one request only: roles and devices change.
    """

    member: int
    name: str
    role: Role
    device: str | None = None
    device_name: str | None = None
    kind: DeviceKind | None = None
    extension: str | None = None

    @property
    def at_the_machine(self) -> bool:
        """Whether it is whoever has the data folder, with its key. No token makes this true."""
        return self.device is None

    @property
    def in_person(self) -> bool:
        """Whether a person is there who typed a password; a paired extension or a program cannot widen what it may."""
        return self.at_the_machine or self.kind is DeviceKind.BROWSER
