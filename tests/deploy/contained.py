"""A process as deploy/compose.yaml has it run, by the kernel's own means: its user, no capability, a read-only disk.

Only a container's separate file system and network are missing; where the tests do not run as root, the read-only disk
is, too.
"""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.deploy.files import DEPLOY, ROOT

USER = 10001
PYTHON = (sys.executable, "-P", "-s")
ALONE = """
set -eu
python=$1 closed=$2 data=$3 scratch=$4
shift 4
if [ "$closed" ]; then
    mkdir -p "$scratch/python"
    mount --bind "$python" "$scratch/python"
    mount -t tmpfs -o mode=755 tmpfs "$closed"
    mkdir -p "$python"
    mount --bind "$scratch/python" "$python"
fi
mount --bind "$data" "$data"
mount -t tmpfs -o mode=1777,noexec,nosuid,nodev tmpfs "$scratch"
mount -o remount,bind,ro /
exec "$@"
"""
"""In mounts of its own. A Python that only root may reach is put where this user reaches it."""
DROPPED = (
    *("setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups"),
    *("--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"),
)


@dataclass(frozen=True, kw_only=True)
class Container:
    """A data folder, and a place that stands in for /tmp, both in a folder that the container's user can reach."""

    folder: Path

    @classmethod
    def in_folder(cls, folder: Path) -> "Container":
        """With an empty data folder, as a new volume is."""
        made = cls(folder=folder)
        folder.chmod(0o755)
        made.scratch.mkdir()
        made.data.mkdir(mode=0o700)
        made.give(made.data)
        return made

    @property
    def data(self) -> Path:
        """What is /data in the image."""
        return self.folder / "data"

    @property
    def scratch(self) -> Path:
        """What is /tmp in the image."""
        return self.folder / "tmp"

    def give(self, *paths: Path) -> None:
        """Makes them, and what is in them, the container's user's."""
        for path in paths:
            for one in (path, *path.rglob("*")):
                if os.geteuid() == 0:
                    os.chown(one, USER, USER, follow_symlinks=False)

    def command(self, *words: str, profile: Path = DEPLOY / "seccomp.json") -> list[str]:
        """A command that runs inside."""
        inside = [sys.executable, "-P", "-m", "tests.deploy.filtered", str(profile), *words]
        if os.geteuid() != 0:
            return inside
        python = Path(sys.base_prefix)
        closed = next((one for one in (*reversed(python.parents), python) if not one.stat().st_mode & 0o001), "")
        places = (str(python), str(closed), str(self.data), str(self.scratch))
        return ["unshare", "--mount", "sh", "-c", ALONE, "sh", *places, *DROPPED, *inside]

    def unconsent(self, *words: str) -> list[str]:
        """The image's entry point, and what follows it."""
        return self.command(*PYTHON, "-m", "backend.cli.main", *words)

    def environ(self, **more: str) -> dict[str, str]:
        """What the image and the compose file set, and what a test adds."""
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "HOME": str(self.scratch),
            "TMPDIR": str(self.scratch),
            "UNCONSENT_COMMAND": "unconsent",
            "UNCONSENT_HOME": str(self.data),
            "UNCONSENT_KEY_FILE": str(self.folder / "key"),
            **more,
        }


def called(words: Sequence[str]) -> list[str]:
    """A command of the image, with this environment's Python for the image's."""
    assert words[0].endswith("/bin/python")
    return [sys.executable, *words[1:]]
