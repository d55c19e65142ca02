"""Prints what the product is made of, as CycloneDX 1.6 JSON: `python -m backend.tools.sbom > sbom.json`."""

import json
import sys
import tomllib
import uuid
from importlib.metadata import PackageNotFoundError, distribution
from typing import Any

from backend.tools.licences import licence_of
from backend.tools.locks import LOCK, NPM_LOCK, ROOT, Locked, read_lock, read_npm_lock

NAMESPACE = uuid.UUID("b0c3a3a2-52cf-4d7c-9a52-4e2f3b8a6f10")


def sbom() -> dict[str, Any]:
    """The bill of materials. Equal locks give equal documents, but for licences of packages that are absent here."""
    packages = (*read_lock(LOCK), *read_npm_lock())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    own = f"pkg:generic/{project['name']}@{project['version']}"
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(NAMESPACE, ''.join(one.read_text() for one in (LOCK, NPM_LOCK)))}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": project["name"],
                "version": project["version"],
                "licenses": [{"expression": project["license"]}],
            }
        },
        "components": [_component(package) for package in packages],
        "dependencies": [
            {"ref": own, "dependsOn": _needed_by(project["name"], packages)},
            *({"ref": one.purl, "dependsOn": _needed_by(one.name, packages)} for one in packages),
        ],
    }


def _component(package: Locked) -> dict[str, Any]:
    licence = package.licence or _licence(package.name)
    digest = {"pypi": "SHA-256", "npm": "SHA-512"}[package.kind]
    return {
        "type": "library",
        "bom-ref": package.purl,
        "name": package.name,
        "version": package.version,
        "purl": package.purl,
        "scope": {"pypi": "required", "npm": "optional"}[package.kind],
        **({"licenses": [{"expression": licence}]} if licence else {}),
        "hashes": [{"alg": digest, "content": one} for one in package.hashes],
    }


def _licence(name: str) -> str | None:
    try:
        return licence_of(distribution(name))
    except PackageNotFoundError:
        return None


def _needed_by(name: str, packages: tuple[Locked, ...]) -> list[str]:
    return [one.purl for one in packages if name in one.via]


if __name__ == "__main__":
    json.dump(sbom(), sys.stdout, indent=2)
    sys.stdout.write("\n")
