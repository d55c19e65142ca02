"""Addresses of practice pages and requests: paths, or a host with a path, with one blog's or site's name in them."""

import re

from automations.spec import PART


def part_in(pattern: str, host: str, path: str) -> str | None:
    """The name of the blog or site at an address that fits, empty where the pattern has none; None where it fits not.

    A pattern that begins with a slash fits on every host.
    """
    before, found, after = pattern.partition(PART)
    name = r"(?P<part>[^/]+)" if found else ""
    match = re.fullmatch(re.escape(before) + name + re.escape(after), path if pattern.startswith("/") else host + path)
    return match.groupdict().get("part", "") if match else None


def named(pattern: str, part: str) -> str:
    """The pattern with that name in it."""
    return pattern.replace(PART, part)


def address(pattern: str) -> str:
    """As a page asks for it: a path of its own host, or a whole address."""
    return pattern if pattern.startswith("/") else f"https://{pattern}"


def with_part(setting: str, part: str) -> str:
    """The id of the setting of that blog or site."""
    return f"{setting}/{part}" if part else setting
