"""What the file says of itself, and what it is called."""

from collections.abc import Sequence
from datetime import datetime

from backend.exports.opened import OPENED
from backend.exports.topics import TOPICS

NAME = "unconsent-export.zip"
READ_ME = """\
Everything that this Unconsent keeps of {name}, as of {made:%Y-%m-%d %H:%M} UTC

It is yours: to read, to keep, and to take elsewhere. The lists are JSON (RFC 8259), in UTF-8, with moments in UTC;
`account_id` and `job_id` lead from one list to the other. This is the copy of which Art. 15(3) of the GDPR (Regulation
(EU) 2016/679) speaks, in a form as Art. 20(1) asks for.

{files}
- certificate.html: what is switched off and since when, to read or to print
- receipts/: every receipt, signed, with the pictures that belong to it. Whoever has one can check it:
  unconsent verify receipts/*.json --whole

What is not in here

- What is secret: passwords, sessions and cookies, tokens, seeds of one-time codes, and the addresses at which you are
  told things. sealed.json says what of that is there. Whoever has it could act as you, so it is never handed out.
- The browser profiles, in which platforms keep you signed in.
- Backups that were made before.
{left_out}"""
LEFT_OUT = "- Not asked for by {name}, and so without what only they may have: {files}.\n"
PROBLEMS = "Not in here, because the database was changed from outside:\n\n{lines}\n"


def read_me(name: str, made: datetime, left_out: Sequence[str]) -> str:
    """README.txt."""
    listed = [one for one in (*TOPICS, *OPENED) if one.name not in left_out]
    files = "\n".join(f"- {one.name}.json: {one.says}" for one in listed)
    rest = ", ".join(f"{one}.json" for one in left_out)
    told = LEFT_OUT.format(name=name, files=rest) if left_out else ""
    return READ_ME.format(name=name, made=made, files=files, left_out=told)


def problems(found: Sequence[str]) -> str:
    """PROBLEMS.txt."""
    return PROBLEMS.format(lines="\n".join(f"- {one}" for one in found))
