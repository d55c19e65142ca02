"""Writes the hosts of all platforms into the extension: `python -m backend.extension_hosts`."""

import json
from collections.abc import Iterable
from pathlib import Path

from automations.catalogue import load
from automations.spec import Platform

EXTENSION = Path(__file__).parents[1] / "extension"
MANIFESTS = (EXTENSION / "manifest.json", EXTENSION / "manifest.firefox.json")
KNOWN_HOSTS = EXTENSION / "worker" / "known_hosts.js"
OWN_SITE = "{site}"


def patterns(platforms: Iterable[Platform]) -> list[str]:
    """A match pattern for each host; sites of one's own have no host that could be known.

    Where a host has "www.", cookies may be set for the address without it, and are shown for that one's pattern only.
    """
    hosts = {host for one in platforms for host in one.hosts if host != OWN_SITE}
    return sorted({f"https://{one}/*" for host in hosts for one in (host, host.removeprefix("www."))})


def filled(manifest: str, hosts: list[str]) -> str:
    """The text of a manifest with these optional hosts; the rest stays as it is written."""
    before, _, rest = manifest.partition('"optional_host_permissions": [')
    _, _, after = rest.partition("]")
    return f'{before}"optional_host_permissions": {json.dumps(hosts)}{after}'


def reached(platforms: Iterable[Platform]) -> list[str]:
    """Every host to which a lent tab may be sent."""
    return sorted({host for one in platforms for host in (*one.hosts, *one.assets) if host != OWN_SITE})


def listed(script: str, hosts: list[str]) -> str:
    """The text of the script with these hosts; the rest stays as it is written."""
    before, _, rest = script.partition("Object.freeze([")
    _, _, after = rest.partition("]);")
    lines = "".join(f"  {json.dumps(one)},\n" for one in hosts)
    return f"{before}Object.freeze([\n{lines}]);{after}"


def main() -> None:
    """Rewrites the manifests and the list of the worker."""
    platforms = list(load())
    hosts = patterns(platforms)
    for path in MANIFESTS:
        path.write_text(filled(path.read_text(encoding="utf-8"), hosts), encoding="utf-8")
    KNOWN_HOSTS.write_text(listed(KNOWN_HOSTS.read_text(encoding="utf-8"), reached(platforms)), encoding="utf-8")


if __name__ == "__main__":
    main()
