"""The command line with the commands about members, in a process of its own."""

import os
import subprocess
import sys
from dataclasses import dataclass

from backend.cli import main, member_commands
from backend.cli.arguments import to_the_front
from backend.cli.call import program
from backend.cli.trouble import tell
from tests.cli.process import Ended, Shell


@dataclass(frozen=True, kw_only=True)
class MembersShell(Shell):
    """Runs commands with one data folder."""

    def __call__(self, *arguments: str, stdin: str | bytes = "", **environ: str) -> Ended:
        """Runs one command to its end."""
        ended = subprocess.run(
            [sys.executable, "-W", "error", "-m", "tests.members.command_line", *arguments],
            input=stdin if isinstance(stdin, bytes) else stdin.encode(),
            capture_output=True,
            cwd=self.home.parent,
            env=self.environ | environ,
            timeout=120,
            check=False,
        )
        return Ended(status=ended.returncode, out=ended.stdout.decode(), err=ended.stderr.decode())


def run(arguments: list[str]) -> int:
    """As the entry does, until these commands are part of it."""
    app = main.make_app(name := program(os.environ))
    member_commands.add_to(app)
    try:
        return int(app(to_the_front(arguments), prog_name=name, standalone_mode=False) or 0)
    except (Exception, KeyboardInterrupt) as trouble:
        return tell(trouble, arguments, os.environ)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
