"""What may stand against what somebody asks for: a closed list, by who must act. Every sentence says what to do.

Trouble
├── NotSignedIn   whoever asks must sign in or pair again
├── NotAllowed    this person must not; somebody else may
├── NotThere      it does not exist, or is not theirs: both look the same
├── TooSoon       wait `seconds`
├── Conflict      it clashes with what is there already
└── Invalid       mend `field`: `why`
"""

from automations.outcome import Refused

NOT_SIGNED_IN = "This device is not signed in, or not any more. Sign in, or pair it again."
WRONG_SIGN_IN = "The name, the password or the one-time code is not right. Check all three and try again."
NOT_ALLOWED = "You are not allowed to do this. Ask the owner of the household."
IN_PERSON = "This cannot be done from here. Sign in with your password in a browser, and do it there."
NOT_THERE = "There is nothing like that here, or it is not yours. Look at the list, or ask the member whose it is."


class Trouble(Refused):
    """Something expected; the message is for people."""


class NotSignedIn(Trouble):
    """Nobody is known by this token, or by this name and password."""

    def __init__(self, sentence: str = NOT_SIGNED_IN) -> None:
        super().__init__(sentence)


class NotAllowed(Trouble):
    """It is theirs, but their role or their device does not allow it."""

    def __init__(self, sentence: str = NOT_ALLOWED) -> None:
        super().__init__(sentence)


class NotThere(Trouble):
    """Missing, or another member's."""

    def __init__(self, sentence: str = NOT_THERE) -> None:
        super().__init__(sentence)


class TooSoon(Trouble):
    """Tried too often; in `seconds` the next try counts."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"That was tried too often. Wait {_span(seconds)}, then try again.")


class Conflict(Trouble):
    """What is there already does not go with it."""


class Invalid(Trouble):
    """What was given for `field` cannot be used; `why` continues a sentence that begins with its name."""

    def __init__(self, field: str, why: str) -> None:
        self.field = field
        self.why = why
        super().__init__(f"The {field.replace('_', ' ')} {why}")


def _span(seconds: int) -> str:
    return "1 second" if seconds == 1 else f"{seconds} seconds"
