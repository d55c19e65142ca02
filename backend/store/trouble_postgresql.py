"""What a PostgreSQL server may refuse, as one clear sentence for people. It never holds the password."""

import re

from backend.store.trouble import LOST_NOTHING

BUGS = ("22", "23", "25", "42")
"""Classes of errors that are ours: wrong data, a violated constraint, a broken transaction, wrong SQL."""
DENIED = "42501"
AWAY = ("08", "25P03", "57P")
"""The server is going down or coming up, or closed our connection."""
LOOK = "Look at UNCONSENT_DATABASE_URL"
ADMIN = "Ask who runs the server, or look into its log."
FULL_HOUSE = "has too many connections open already. Stop a worker, or raise max_connections there."
WENT_AWAY = "went away while it was used. Try again when it is back."
CONNECTING = {
    r"authentication failed": f"does not let {{user}} in: the password or the user is wrong. {LOOK}.",
    r"no password supplied": f"asks for a password. {LOOK}: postgresql://USER:PASSWORD@HOST:5432/DATABASE.",
    r"no pg_hba\.conf entry": f"does not let {{user}} in from this machine. {ADMIN}",
    r"role \".*\" does not exist": f"has no user {{user}}. {LOOK}, or make it: CREATE ROLE ... LOGIN PASSWORD '...'.",
    r"database \".*\" does not exist": "does not exist. Make it first: CREATE DATABASE ... "
    "OWNER {user} ENCODING 'UTF8'.",
    r"permission denied for database": "may not be opened by {user}. Let them: "
    "GRANT CONNECT ON DATABASE ... TO {user}.",
    r"too many (clients|connections)|remaining connection slots": FULL_HOUSE,
    r"starting up": "is starting up. Try again in a moment.",
    r"shutting down": "is shutting down. Try again when it is back.",
    r"server closed the connection|connection is (lost|closed)|terminating connection": WENT_AWAY,
    r"refused|resolve|not known|time(d )?out|no route|unreachable|no such file": "cannot be reached. Is the server "
    f"running, and does it listen there? {LOOK}.",
    r"invalid connection option": f"cannot be used: there is an unknown option behind the question mark. {LOOK}.",
}
"""What is said when there is no connection, and what is told instead. libpq has no codes for it, only words."""
REFUSING = {
    "25006": f"can only be read: it is a standby, or was made read-only. {LOOK}: name the primary server.",
    "53100": "cannot grow: the server's disk is full. Make room there and try again.",
    "53300": FULL_HOUSE,
    "55P03": "is locked: another program is writing to it, and did not finish in time. "
    "Wait for the other run to end, and try again.",
}
"""By the server's own codes: https://www.postgresql.org/docs/current/errcodes-appendix.html"""


def told(wrong: BaseException, *, name: str, user: str, password: object) -> str | None:
    """The sentence for trouble of PostgreSQL; None for a bug."""
    import psycopg

    if not isinstance(wrong, psycopg.Error):
        return None
    state = wrong.sqlstate
    if state is None:
        unknown_option = isinstance(wrong, psycopg.ProgrammingError) and "connection option" in str(wrong)
        trouble = isinstance(wrong, psycopg.OperationalError) or unknown_option
        return _without_code(str(wrong), name, user or "you", str(password or "")) if trouble else None
    if state == DENIED:
        return (
            f"{name} does not let {user or 'you'} make or change tables. "
            f"Make the user its owner: ALTER DATABASE ... OWNER TO {user or '...'}. {LOST_NOTHING}"
        )
    if state.startswith(AWAY):
        return f"{name} {WENT_AWAY} {LOST_NOTHING}"
    if state in REFUSING:
        return f"{name} {REFUSING[state]} {LOST_NOTHING}"
    if state.startswith(BUGS) or not isinstance(wrong, psycopg.OperationalError | psycopg.InternalError):
        return None
    return f"{name} could not do it (error {state}). {ADMIN} {LOST_NOTHING}"


def _without_code(said: str, name: str, user: str, password: str) -> str:
    for words, sentence in CONNECTING.items():
        if re.search(words, said, re.IGNORECASE):
            return f"{name} {sentence.format(user=user)}"
    line = " ".join(said.split())
    shown = line.replace(password, "***") if password else line
    return f"{name} cannot be used. {LOOK}. The server says: {shown[:300]}"
