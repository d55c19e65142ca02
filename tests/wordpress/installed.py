"""What must be installed on this machine for a real WordPress."""

import os
import shutil
import subprocess
from pathlib import Path

WORDPRESS = Path("/usr/share/wordpress")
PROGRAMS = ("mariadbd", "mariadb", "mariadb-install-db", "php")
PACKAGES = "wordpress php-cli php-mysql mariadb-server"
PATH = f"{os.environ.get('PATH', os.defpath)}{os.pathsep}/usr/sbin"
"""Where programs are looked for: Debian keeps servers out of an ordinary user's path."""


def require_installed(*, path: str = PATH, wordpress: Path = WORDPRESS) -> None:
    """RuntimeError that names what is missing and how to install it."""
    missing = [name for name in PROGRAMS if shutil.which(name, path=path) is None]
    if not wordpress.joinpath("wp-load.php").is_file():
        missing.append(str(wordpress))
    if "php" not in missing and "mysqli" not in _modules_of_php(path):
        missing.append("PHP's module mysqli")
    if missing:
        install = f"apt-get install --no-install-recommends {PACKAGES}"
        raise RuntimeError(f"The tests against a real WordPress need {', '.join(missing)}. Install them: {install}")


def _modules_of_php(path: str) -> list[str]:
    asked = subprocess.run(["php", "-m"], env={"PATH": path}, capture_output=True, text=True, check=True)
    return asked.stdout.split()
