"""Asks an advisory service whether a locked package has a known vulnerability.

`python -m backend.tools.audit SERVICE`. The service speaks the OSV interface
(https://google.github.io/osv.dev/post-v1-querybatch/). Without one nothing is asked, and that is said: exit status
0 audited and clean, 1 something is known, 3 not audited.
"""

import http.client
import json
import os
import sys
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass

from backend.tools.locks import TEST_LOCK, Locked, read_lock, read_npm_lock

CLEAN, KNOWN, NOT_AUDITED = 0, 1, 3
SECONDS = 30.0


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A package with what is known against it."""

    package: Locked
    advisories: tuple[str, ...]


def ask(service: str, packages: Sequence[Locked]) -> list[Finding]:
    """What the service knows. Raises OSError, HTTPException or ValueError when it does not answer as it should."""
    queries = [{"package": {"purl": one.purl}} for one in packages]
    request = urllib.request.Request(  # noqa: S310 (the address is given by the person)
        f"{service.rstrip('/')}/v1/querybatch",
        data=json.dumps({"queries": queries}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
        results = json.load(answer)["results"]
    if len(results) != len(packages):
        raise ValueError(f"{len(results)} answers to {len(packages)} questions")
    return [
        Finding(package=package, advisories=tuple(known["id"] for known in result["vulns"]))
        for package, result in zip(packages, results, strict=True)
        if result.get("vulns")
    ]


def audit(service: str | None, packages: Sequence[Locked]) -> int:
    """Audits the packages and says so, in a line that names how many were looked at."""
    if not service or not packages:
        return _say(NOT_AUDITED, "no advisory service is named (UNCONSENT_ADVISORIES=https://api.osv.dev)")
    try:
        findings = ask(service, packages)
    except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError) as error:
        return _say(NOT_AUDITED, f"{service} did not answer: {error}")
    for finding in findings:
        sys.stdout.write(f"{finding.package.name} {finding.package.version}: {', '.join(finding.advisories)}\n")
    return _say(KNOWN if findings else CLEAN, f"{len(packages)} packages asked about, {len(findings)} with advisories")


def _say(status: int, text: str) -> int:
    word = {CLEAN: "audited", KNOWN: "audited", NOT_AUDITED: "NOT AUDITED"}[status]
    sys.stdout.write(f"{word}: {text}\n")
    return status


if __name__ == "__main__":
    named = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("UNCONSENT_ADVISORIES")
    sys.exit(audit(named, (*read_lock(TEST_LOCK), *read_npm_lock())))
