"""Every word that the command line says about a run: outcomes, stages, what to do next, and the summary."""

import shlex
from collections.abc import Mapping

from automations.errand import Mode, Stage
from automations.outcome import Need, Outcome, Refused, Result, Stopped
from automations.spec import Action, Platform

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.OPTED_OUT: "opted out",
    Outcome.ALREADY_OUT: "already out",
    Outcome.RESTORED: "restored",
    Outcome.STILL_ON: "still on",
    Outcome.NOT_RESTORED: "not restored",
    Outcome.SUBMITTED: "submitted",
    Outcome.NOT_OFFERED: "not offered",
    Outcome.FORCED: "forced",
    Outcome.NEEDS_YOU: "needs you",
    Outcome.WRONG_ACCOUNT: "wrong account",
    Outcome.NOT_RECOGNISED: "not recognised",
    Outcome.LIMITED: "limited",
    Outcome.UNREACHABLE: "unreachable",
    Outcome.SKIPPED: "left alone",
}
MARKS: Mapping[Outcome, tuple[str, str, str]] = {
    Outcome.OPTED_OUT: ("✓", "+", "good"),
    Outcome.ALREADY_OUT: ("✓", "+", "good"),
    Outcome.RESTORED: ("↺", "<", "good"),
    Outcome.STILL_ON: ("✗", "x", "bad"),
    Outcome.NOT_RESTORED: ("✗", "x", "bad"),
    Outcome.SUBMITTED: ("→", ">", "busy"),
    Outcome.NOT_OFFERED: ("–", "-", "quiet"),
    Outcome.FORCED: ("✗", "x", "bad"),
    Outcome.NEEDS_YOU: ("!", "!", "you"),
    Outcome.WRONG_ACCOUNT: ("!", "!", "you"),
    Outcome.NOT_RECOGNISED: ("?", "?", "unsure"),
    Outcome.LIMITED: ("~", "~", "unsure"),
    Outcome.UNREACHABLE: ("~", "~", "unsure"),
    Outcome.SKIPPED: ("–", "-", "quiet"),
}
"""Mark, mark for terminals without Unicode, and style; no two meanings differ by colour alone."""
GRAVITY = {"good": 0, "quiet": 0, "busy": 1, "unsure": 2, "bad": 3, "you": 4}
"""How grave the outcomes of a style are; from 1 on they are told first."""
NEEDS: Mapping[Need, str] = {
    Need.SIGN_IN: "sign in",
    Need.CODE: "a code",
    Need.CHALLENGE: "challenge",
    Need.PASSWORD: "password",
    Need.CONSENT: "consent",
    Need.CONFIRM_EMAIL: "e-mail",
}
STAGES: Mapping[Stage, str] = {
    Stage.OPENING: "opening",
    Stage.READING: "reading",
    Stage.WRITING: "changing it",
    Stage.VERIFYING: "proving it",
}
WAITING = "waiting"
NOT_VISITED = "not visited"
DOING = {Mode.CHECK: "checking", Mode.RUN: "opting out", Mode.UNDO: "putting back"}
DID = {Mode.CHECK: "check", Mode.RUN: "run", Mode.UNDO: "undo"}
NOTHING_TO_DO = {
    Mode.CHECK: "nothing to check here",
    Mode.RUN: "nothing to change here",
    Mode.UNDO: "nothing to put back: Unconsent changed nothing here",
}
STOP_HINT = "Ctrl-C stops after the setting at hand."
STOPPING = "Stopping after the setting at hand. Press Ctrl-C again to stop at once."
INTERRUPTED = "Stopped by you before all was done. What is done is stored; run the same command again to go on."
TEST_SITES = "TEST SITES: {hosts}. None of this happens on the real platforms."
PRACTICE = "PRACTICE: stand-ins on this machine. No real account is touched."
POLICY = "What you should know about {platform}"
CONSENT = "Let Unconsent work on {platform} for {names}? It is asked once and stored."
CONSENTED = "Stored: your consent to drive {platform} for {name}."
CODE = "{platform} asks {name} for a code (empty: not now):"
UNDO_ALL = "Put back what was there before, for {count} accounts? They will share data again."
NOTHING_DONE = "Nothing was done, because nobody said yes."
REMOVE = "Remove {name} with its browser profile and stored password? Receipts are kept."
REMOVED = "Removed: {name}. Its receipts are kept."
PLATFORM_GONE = "Nothing is known of this platform any more, so the account is not visited."
LEFT_OUT = "Left out, because nothing is known of the platform any more: {names}."
NO_ACCOUNTS = "There is no account yet. Add one, with a name of your own choosing:"
NEXT_SIGN_IN = "Now sign in once, in an ordinary browser window:"
NEXT_CHECK = "Now look where it stands:"
TRY_RECEIPT = "A signed record of what was proven. Open it in a browser:"
TRY_WATCH = "The same with the browser in sight:"
TRY_NEXT = "Your own account, under a name of your choosing:"
TICKED = "Every run of {name} changes from now on: {settings}."
BLOGS_NAMED = "{name}: these are visited from now on: {blogs}."
BLOGS_LISTED = "{name}: every blog or site that the platform lists is visited from now on."
UNTICKED = "Runs of {name} leave alone from now on: {settings}."
NO_SIGN_IN = "{platform} needs no sign-in. Go on with a check."
WINDOW_NOTE = (
    "A browser window opens. Sign in to {platform} as always, wait until you see your page, then close the window."
)
SESSION_NOTE = "A session from elsewhere is the last resort: it may expire at any time, and some platforms refuse it."
IS_THAT_YOU = "{handle} is signed in. Is that the account you call {name}?"
IS_IT_YOU = "Somebody is signed in; {platform} does not show who. Is that the account you call {name}?"
NOT_YOU = "Then nothing is stored, and nothing will be touched. Sign in as the right person: {command}"
UNCONFIRMED = "{handle} is signed in and was stored, because nobody was here to confirm it. If that is wrong: {command}"
UNNAMED = (
    "Somebody is signed in; {platform} does not show who, so another account in the same browser would not be noticed. "
    "If that is not you: {command}"
)
RESUMED = "{platform} may be visited again."
UNATTENDED = {
    "allowed": "May run unattended.",
    "with_consent": "Runs only with your stored consent.",
    "never": "Never runs unattended.",
}
STORED_PASSWORD = {
    "allowed": "By hand, or with a stored password.",
    "refused": "By hand; never with a stored password.",
}
OPEN = "Needs no sign-in."
ACTIONS = {
    Action.SET: "Changed by a run",
    Action.ASK_FIRST: "Changed only when you name them, because they cost something",
    Action.CHECK_ONLY: "Only checked",
    Action.SUBMIT: "Forms that you send yourself",
    Action.ADVISE: "Only explained",
    Action.NEVER_DRIVE: "Never driven",
}
SHARED = "{platform}: {note}"
NOT_OFFERED = "Not offered"
BEYOND = "What a switch cannot do"
TO_BE_SENT = "This would be sent. Nothing has been sent yet."
SUBMIT = "Send exactly this to {platform}? It is a legal statement of yours, and cannot be taken back."
NOTHING_SENT = "Nothing was sent, because nobody said yes."
NO_REASON = "none; no reason is needed unless it says so"
REPLACES = "instead of {email}, which stands in the form"
SENT_BEFORE = "You sent this form on {date}. Sending it again is rarely of use."
MAY_BE_SENT = "This form may have been sent on {date}: nobody knows. Look at your mail before you send it again."
TO_APPROVE = "If you have read it and want it sent just so:"
NO_DISPLAY = "none, so no sign-in window can open here. Runs do not need one."
NO_DISPLAY_TODO = (
    "Sign in with a session file (sign-in --session FILE), with a stored password, or on a machine with a screen."
)
SERVICE_SILENT = "Stop it (Ctrl-C where it runs, or end the process) and start it again."
DAMAGED = "Restore the data folder from a backup. Exported receipts stay valid."
DISK_FULL = "Make room first; with a full disk nothing can be kept, so nothing is changed."
ALL_FINE = "Everything that a run needs is in place."
NOT_FINE = "Mend what is marked, from top to bottom, then look again."
VALID = "Valid: this receipt is as it was signed."
NOT_VALID = "Not valid. Do not rely on it."
NEEDS_SOMEONE = "Needs you"
MORE = "and {count} more"
NEW_CONTROL = "A switch that Unconsent does not know yet, and has not touched: {what}."
LOOK_AGAIN = "Platforms switch things back on. Look again now and then:"
BUG = "A bug in Unconsent ({kind}). Nothing is claimed that was not proven; the other accounts went on."


def command(program: str, *parts: str) -> str:
    """A command that can be copied into a shell."""
    return f"{program} {shlex.join(parts)}"


def outcome_words(result: Result) -> str:
    """The outcome in two or three words."""
    if result.needs:
        return f"needs you: {NEEDS[result.needs]}"
    return OUTCOMES[result.outcome]


def plain_words(result: Result, *, unicode: bool) -> str:
    """One line for a log: mark, who, which setting, what, and by what it is proven or why it is not."""
    mark = MARKS[result.outcome][0 if unicode else 1]
    why = proof_words(result) or result.detail
    said = f"{mark} {result.platform} {result.account} {result.setting}: {outcome_words(result)}"
    return f"{said} ({why})" if why else said


def proof_words(result: Result) -> str:
    """By what a proven outcome is proven."""
    return " + ".join(dict.fromkeys(proof.kind.value for proof in result.proofs))


def next_words(result: Result, mode: Mode) -> str:
    """What a person should do about an outcome; empty when there is nothing to do."""
    if result.needs:
        return _NEXT_FOR_NEED[result.needs]
    if result.outcome is Outcome.STILL_ON and mode is Mode.CHECK:
        return "shares your data. Opt out."
    return _NEXT.get(result.outcome, "")


def next_command(program: str, result: Result, mode: Mode, platform: Platform) -> str | None:
    """The exact next command, where one helps."""
    target = (result.platform, result.account)
    if result.needs is Need.CONSENT:
        return command(program, mode.value, *target, "--headed" if platform.unattended == "never" else "--consent")
    if result.needs is Need.CONFIRM_EMAIL:
        return command(program, "check", *target)
    if result.needs or result.outcome is Outcome.WRONG_ACCOUNT:
        return command(program, "sign-in", *target)
    if result.outcome is Outcome.NOT_RECOGNISED:
        return command(program, "report", *target)
    if result.outcome is Outcome.LIMITED:
        return command(program, "platforms", result.platform, "--resume")
    if result.outcome is Outcome.STILL_ON and mode is Mode.CHECK:
        return command(program, "run", *target)
    if result.outcome in (Outcome.UNREACHABLE, Outcome.NOT_RESTORED):
        return command(program, mode.value, *target)
    return None


_NEXT_FOR_NEED: Mapping[Need, str] = {
    Need.SIGN_IN: "sign in once.",
    Need.CODE: "sign in once and enter the code.",
    Need.CHALLENGE: "answer the challenge yourself, in an ordinary window.",
    Need.PASSWORD: "the password is asked for. Sign in by hand.",
    Need.CONSENT: "read the note above, then consent.",
    Need.CONFIRM_EMAIL: "confirm in your mailbox, then check.",
}
_NEXT: Mapping[Outcome, str] = {
    Outcome.WRONG_ACCOUNT: "someone else is signed in. Sign in as the right person.",
    Outcome.STILL_ON: "switch it off by hand.",
    Outcome.NOT_RESTORED: "try again.",
    Outcome.LIMITED: "look at the account, wait a day, then resume.",
    Outcome.UNREACHABLE: "not reached. Try again later.",
    Outcome.NOT_RECOGNISED: "the page is not as known. Look yourself; report it.",
}


def count_words(count: int, *, of: int) -> str:
    """Several settings that share one end."""
    return f"all {count} settings" if count == of else f"the other {count} settings"


def trouble_words(trouble: Exception) -> str:
    """Why an account could not be done; a bug is named by its kind, for its text may quote what was typed."""
    if isinstance(trouble, Refused | Stopped):
        return str(trouble)
    return BUG.format(kind=type(trouble).__name__)


def proven_words(counts: Mapping[Outcome, int], mode: Mode) -> str:
    """The first line of the summary: what is proven, and what is not."""
    if mode is Mode.UNDO:
        back = counts.get(Outcome.RESTORED, 0)
        said = f"{_settings(back)} put back, proven twice." if back else "Nothing was put back."
        return _with_rest(said, counts.get(Outcome.NOT_RESTORED, 0), "not put back")
    now = counts.get(Outcome.OPTED_OUT, 0)
    out = now + counts.get(Outcome.ALREADY_OUT, 0)
    new = "" if not now else ", just now" if now == out else f", {now} of them just now"
    said = f"{_settings(out)} out{new}; proven twice." if out else "Nothing is proven out."
    on = counts.get(Outcome.STILL_ON, 0) + counts.get(Outcome.FORCED, 0)
    return _with_rest(said, on, "still on")


def left_alone_words(count: int) -> str:
    """About settings that cost something and were not chosen."""
    those = "1 setting costs" if count == 1 else f"{count} settings cost"
    return f"{those} something. To choose one, name it:"


BEYOND_SWITCHES = "What no switch can do, and what only you can, is told for each platform:"


def by_hand_words(platform: str, count: int) -> str:
    """About settings and forms that Unconsent does not operate."""
    those = "1 thing that only you can do" if count == 1 else f"{count} things that only you can do"
    return f"{platform}: {those}, with what is known of each:"


def receipts_words(count: int) -> str:
    """How many receipts there are."""
    return f"{count} new, signed:"


def _with_rest(said: str, count: int, what: str) -> str:
    return f"{said} {_settings(count)} {what}." if count else said


def _settings(count: int) -> str:
    return "1 setting is" if count == 1 else f"{count} settings are"
