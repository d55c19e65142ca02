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
TITLES = {"MIT License": "MIT"}
"""First lines of licence files, where only the file tells."""


def licence_of(package: Distribution) -> str | None:
    """Its own expression (PEP 639), else what its classifiers or its licence field say, else its file."""
    metadata = package.metadata
    if "License-Expression" in metadata:
        return metadata["License-Expression"]
    classifiers = metadata.get_all("Classifier") or []
    named = [one.rsplit(" :: ", 1)[1] for one in classifiers if one.startswith("License :: OSI Approved :: ")]
    known = sorted({CLASSIFIED.get(one, one) for one in named})
    if known:
        return " OR ".join(known)
    stated = metadata["License"].strip() if "License" in metadata else ""
    return stated if stated and "\n" not in stated and len(stated) < 60 else _titled(package)


def _titled(package: Distribution) -> str | None:
    """What the title of its licence file says, if it has one such file."""
    files = [one for one in package.files or () if ".dist-info/licenses/" in one.as_posix()]
    return TITLES.get(files[0].read_text().strip().splitlines()[0]) if len(files) == 1 else None
