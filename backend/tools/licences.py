"""The licence of an installed package, as an SPDX expression where its metadata allows one."""

from importlib.metadata import Distribution

CLASSIFIED = {
    "Apache Software License": "Apache-2.0",
    "Artistic License": "Artistic-1.0-Perl",
    "BSD License": "BSD-3-Clause",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "GNU General Public License (GPL)": "GPL-1.0-or-later",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}


def licence_of(package: Distribution) -> str | None:
    """Its own expression (PEP 639), else what its classifiers say, else its licence field if that is a short name."""
    metadata = package.metadata
    if "License-Expression" in metadata:
        return metadata["License-Expression"]
    classifiers = metadata.get_all("Classifier") or []
    named = [one.rsplit(" :: ", 1)[1] for one in classifiers if one.startswith("License :: OSI Approved :: ")]
    known = sorted({CLASSIFIED.get(one, one) for one in named})
    if known:
        return " OR ".join(known)
    stated = metadata["License"].strip() if "License" in metadata else ""
    return stated if stated and "\n" not in stated and len(stated) < 60 else None
