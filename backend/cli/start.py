"""The start page: what `unconsent` shows when it is called with nothing else."""

from rich.console import Group, RenderableType
from rich.text import Text

PARTS = (
    ("See it work, without any account", (("try", "practice accounts in a real browser"),)),
    (
        "Your own account, here called me",
        (
            ("accounts add x me", "tell it about the account"),
            ("sign-in x me", "sign in once, in an ordinary window"),
            ("check x me", "look only; nothing is changed"),
            ("run x me", "opt out, with proof"),
        ),
    ),
    (
        "Afterwards",
        (
            ("run --all", "every account; made for cron"),
            ("undo x me", "put back what was there before"),
            ("receipts", "what was proven, and when"),
            ("platforms", "what is known, and what a run changes"),
        ),
    ),
)
LEAD = "Takes your accounts out of AI training and data sharing, and proves it."


def start_page(program: str, width: int) -> RenderableType:
    """A short, friendly page with the commands in the order in which a newcomer needs them."""
    longest = max(len(command) for _, commands in PARTS for command, _ in commands)
    column = 4 + len(program) + 1 + longest + 3
    beside = width - column >= max(len(what) for _, commands in PARTS for _, what in commands)
    lines = [Text(""), Text("  Unconsent", style="head"), Text(f"  {LEAD}")]
    for title, commands in PARTS:
        lines += [Text(""), Text(f"  {title}", style="head")]
        for command, what in commands:
            typed = Text(f"    {program} {command}", style="command", no_wrap=True)
            if beside:
                lines.append(Text.assemble(typed, " " * (column - typed.cell_len), (what, "quiet")))
            else:
                lines += [typed, Text(f"      {what}", style="quiet")]
    return Group(*lines, Text(""), Text(f"  Everything else: {program} --help", style="quiet"), Text(""))
