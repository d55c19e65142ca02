"""What is met on the way to a setting: how slowly to go, what stops the work, banners, and signing in."""

from typing import Annotated, Literal, Self

from pydantic import StringConstraints, model_validator

from automations.outcome import Need
from automations.spec.words import Address, Labels, Model, Text


class Pace(Model):
    """How slowly to go: seconds between two page loads, drawn at random between the two figures."""

    gap_seconds: tuple[float, float] = (1.0, 3.0)


class Signal(Model):
    """Something on a page that stops the work: an address, a text, an element, a header of the page, or an error code
    in a response.

    `consent`: the platform asks for a decision that is the person's, as to accept new terms; it is never made for them.
    """

    kind: Literal["signed_out", "challenge", "code", "password", "consent", "locked", "throttled", "refused"]
    what: Text
    urls: tuple[Text, ...] = ()
    """Globs over path and query, as `/account/access*`; with a host, as `https://accounts.example/*`, over it all."""
    texts: Labels = {}
    selector: Text | None = None
    header: Annotated[str, StringConstraints(pattern=r"^[a-z-]+: \S+$")] | None = None
    """A header with which the page itself was answered, as `cf-mitigated: challenge`."""
    api_codes: tuple[int, ...] = ()

    @property
    def need(self) -> Need | None:
        """Who must act, where a person can."""
        return {
            "signed_out": Need.SIGN_IN,
            "challenge": Need.CHALLENGE,
            "code": Need.CODE,
            "password": Need.PASSWORD,
            "consent": Need.CONSENT,
        }.get(self.kind)


class Overlay(Model):
    """A known banner or prompt in the way, and the button that may be pressed to refuse or close it."""

    what: Text
    button: Labels
    never: Labels = {}


class Identity(Model):
    """Where the signed-in handle is read: an element's attribute or text, or a cookie; `pattern` has one group."""

    selector: Text | None = None
    attribute: Text | None = None
    cookie: Text | None = None
    pattern: Text = r"^\s*@?(.+?)\s*$"

    @model_validator(mode="after")
    def _is_one_of_them(self) -> Self:
        if (self.selector is None) is (self.cookie is None):
            raise ValueError("selector: name an element or a cookie that tells who is signed in, and not both")
        return self


class Step(Model):
    """One field of a sign-in form and the button that follows, if this step has one; `stay` is a box to tick."""

    what: Literal["identifier", "password", "code", "question", "stay"]
    field: Text
    submit: Text | None = None
    labels: Labels = {}
    """Names of the button, where it has no stable selector."""
    optional: bool = False


class SignIn(Model):
    """How one signs in, and how one knows that one is."""

    url: Address
    probe: Address
    """A page that only the signed-in see."""
    identity: tuple[Identity, ...] = ()
    """Empty where no source tells how its pages name the signed-in person. Then the sign-in of the browser at hand is
    taken for the account's, and the product says so."""
    cookies: tuple[Text, ...] = ()
    """Cookie names (globs) without which nobody is signed in. Having them proves nothing."""
    renews_cookies: bool = False
    """Whether these cookies get new values while one person stays signed in. Then a new value tells no switch of
    accounts by itself."""
    credentials: Literal["allowed", "refused"]
    credentials_why: Text
    handover: Text | None = None
    """What is known of a session that is carried to another browser; where nothing is known, none is taken over."""
    steps: tuple[Step, ...] = ()
    later: Labels = {}
    """Buttons that postpone a question asked after sign-in."""
    window: Literal["driven", "ordinary"] = "driven"
    """The browser of a sign-in window on a machine without a screen: one that is driven, or, where the platform
    refuses or suspects those, an ordinary one without any automation, on a screen of its own."""
    window_why: Text | None = None
    """What is known of that, where it is an ordinary one."""

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if (self.window == "ordinary") is (self.window_why is None):
            raise ValueError("window_why: say what is known of the platform where, and only where, window is ordinary")
        return self
