"""What a platform.toml may say. Everything a platform is known to be, as data; a wrong file is refused."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

from automations.outcome import Need, ProofKind

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
SettingId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*\.[a-z][a-z0-9_]*$")]
Host = Annotated[str, StringConstraints(pattern=r"^(\{site\}|(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+)$")]
Address = Annotated[str, StringConstraints(pattern=r"^(https://|\{site\})")]
Labels = dict[str, tuple[Text, ...]]
"""Texts by the platform's own language key; every text is an alternative."""


class Model(BaseModel):
    """Strict and frozen: an unknown key, a wrong type or a late change is an error."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Place(StrEnum):
    """Where a run happens."""

    OWN_TAB = "own_tab"
    OWN_PROFILE = "own_profile"
    GUIDED = "guided"


class Action(StrEnum):
    """What a run does with a setting unless the person says otherwise."""

    SET = "set"
    ASK_FIRST = "ask_first"
    ADVISE = "advise"
    SUBMIT = "submit"
    CHECK_ONLY = "check_only"
    NEVER_DRIVE = "never_drive"


class Kind(StrEnum):
    """Kinds of control. The first three have two states, the others a choice among options."""

    CHECKBOX = "checkbox"
    SWITCH = "switch"
    PRESSED_BUTTON = "pressed_button"
    RADIO = "radio"
    SELECT = "select"
    COMBOBOX = "combobox"
    LISTBOX = "listbox"
    MENU = "menu"
    DIALOG = "dialog"
    SEGMENTED = "segmented"


TWO_STATES = {
    Kind.CHECKBOX: ("checked", "unchecked"),
    Kind.SWITCH: ("on", "off"),
    Kind.PRESSED_BUTTON: ("on", "off"),
}


class Control(Model):
    """The widget that holds a setting, found by role and accessible name, else by a hint the facts call stable."""

    kind: Kind
    labels: Labels = {}
    """Accessible names, all languages. For `radio` the name of the option that opts out; for `dialog` of its opener."""
    help: Labels = {}
    """Texts that some clients append to the accessible name."""
    out: Literal["checked", "unchecked", "on", "off"] | None = None
    """Which state is opted out, for two-state kinds."""
    options: Labels = {}
    """Names of the option that opts out, for the kinds with a choice (except `radio`)."""
    each: bool = False
    """Every label is a control of its own, and all of them count."""
    hint: Text | None = None
    """A CSS selector that the facts call stable; used only when no label is found."""
    open_first: Labels = {}
    """A collapsed section, tab or card that must be opened before the control is drawn."""
    shows: Labels = {}
    """What the closed `menu` or `combobox` shows when opted out, where that is not the option's own name."""
    others: Labels = {}
    """Names of the other options; when given, any further value is unreadable."""
    confirm: Labels = {}
    """The button that closes and saves a `dialog`."""

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        states = TWO_STATES.get(self.kind)
        if states and self.out not in states:
            raise ValueError(f"out: a {self.kind} is opted out when {states[0]} or {states[1]}, not {self.out}")
        if not states and self.out:
            raise ValueError(f"out: a {self.kind} has options; name the one that opts out, without out")
        if not states and self.kind is not Kind.RADIO and not self.options:
            raise ValueError(f"options: name the option of the {self.kind} that opts out")
        if self.kind is Kind.DIALOG and not self.confirm:
            raise ValueError("confirm: name the button that saves the dialog")
        if not self.labels and not self.hint:
            raise ValueError("labels: give at least one label, or a stable hint")
        return self


class Save(Model):
    """How a changed control is saved. `auto`: by the change itself; `button`: a Save that must be pressed."""

    kind: Literal["auto", "button"] = "auto"
    labels: Labels = {}
    hint: Text | None = None
    success: Labels = {}
    failure: Labels = {}

    @model_validator(mode="after")
    def _has_a_button(self) -> Self:
        if self.kind == "button" and not (self.labels or self.hint):
            raise ValueError("labels: name the button to press")
        return self


class Confirm(Model):
    """A dialog that may follow the change. Only a dialog with one of these texts is confirmed."""

    texts: Labels
    button: Labels
    when: Text
    warn: Text | None = None
    """What the person must know before it is confirmed."""


class ApiRead(Model):
    """A response of the platform that states the value: `path` is a glob, `key` a dotted path into its JSON."""

    path: Text
    key: Text


class Api(Model):
    """The platform's own requests, watched and never made by Unconsent."""

    reads: tuple[ApiRead, ...] = ()
    page_state: Text | None = None
    """A key whose value the page's own HTML states in an inline script."""
    page_entity: Text | None = None
    """The `key` of an entity that the page's own HTML states, as JSON in a `code` element, with its `value`, `onValue`
    and `offValue`; `*` where the page states one only. It reads as true or false, whatever is stored."""
    out: bool | int | str
    writes: tuple[Text, ...] = ()
    """Globs of the paths to which a change is sent."""

    @property
    def is_stated(self) -> bool:
        """Whether it is known where the platform states the value."""
        return bool(self.reads or self.page_state or self.page_entity)


class Public(Model):
    """What anyone sees from outside when the setting is opted out."""

    path: Text
    kind: Literal["meta_robots", "robots_txt"]
    has: tuple[Text, ...]
    """`meta_robots`: directives that must be there; `robots_txt`: agents that must be disallowed everywhere."""


class Absent(Model):
    """A dated fact about accounts that have no such control, and what proves it on the page."""

    because: Text
    seen: Text
    beside: Labels = {}
    """A control that stands on the same page and shows that the right page has loaded."""
    says: Labels = {}
    """A text by which the page itself says so."""

    @model_validator(mode="after")
    def _can_be_seen(self) -> Self:
        if not (self.beside or self.says):
            raise ValueError("beside: name a control beside the missing one, or what the page says")
        return self


class Pace(Model):
    """How slowly to go: seconds between two page loads, drawn at random between the two figures."""

    gap_seconds: tuple[float, float] = (1.0, 3.0)


class Signal(Model):
    """Something on a page that stops the work: an address, a text, an element, or an error code in a response."""

    kind: Literal["signed_out", "challenge", "code", "password", "locked", "throttled", "refused"]
    what: Text
    urls: tuple[Text, ...] = ()
    """Globs over path and query, as `/account/access*`."""
    texts: Labels = {}
    selector: Text | None = None
    api_codes: tuple[int, ...] = ()

    @property
    def need(self) -> Need | None:
        """Who must act, where a person can."""
        return {
            "signed_out": Need.SIGN_IN,
            "challenge": Need.CHALLENGE,
            "code": Need.CODE,
            "password": Need.PASSWORD,
        }.get(self.kind)


class Overlay(Model):
    """A known banner or prompt in the way, and the button that may be pressed to refuse or close it."""

    what: Text
    button: Labels
    never: Labels = {}


class Identity(Model):
    """Where the signed-in handle is read: an element's attribute, or its text; `pattern` has one group."""

    selector: Text
    attribute: Text | None = None
    pattern: Text = r"^\s*@?(.+?)\s*$"


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
    identity: tuple[Identity, ...]
    cookies: tuple[Text, ...] = ()
    """Cookie names (globs) without which nobody is signed in. Having them proves nothing."""
    credentials: Literal["allowed", "refused"]
    credentials_why: Text
    handover: Text | None = None
    """What is known of a session that is carried to another browser; where nothing is known, none is taken over."""
    steps: tuple[Step, ...] = ()
    later: Labels = {}
    """Buttons that postpone a question asked after sign-in."""


class Note(Model):
    """A dated remark for people: something not offered, or a legal route."""

    what: Text
    wording: Text
    regions: Text | None = None
    url: Address | None = None


class Setting(Model):
    """One thing that can be opted out of."""

    id: SettingId
    title: Text
    why: Text
    category: Literal["ai_training", "data_sharing", "ads", "profiling", "indexing", "history"]
    essential: bool = False
    per: Literal["account", "blog", "site", "browser"] = "account"
    action: Action
    url: Address
    path: tuple[Text, ...] = ()
    control: Control
    save: Save = Save()
    confirm: Confirm | None = None
    proofs: tuple[ProofKind, ...]
    """Kinds of proof that are gathered; all of them must agree, and two different ones make a success."""
    api: Api | None = None
    public: tuple[Public, ...] = ()
    absent: Absent | None = None
    disabled_because: Text | None = None
    costs: Text | None = None
    """What the person gives up, where the setting costs something."""
    regions: Text = "all"
    confidence: Literal["high", "medium", "low"]
    seen: Text
    """When a source last showed it."""
    open_questions: tuple[Text, ...] = ()
    advice: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _can_be_proven(self) -> Self:
        if len(set(self.proofs)) < 2:
            raise ValueError("proofs: two different kinds are needed")
        if ProofKind.API in self.proofs and not (self.api and self.api.is_stated):
            raise ValueError("api: proofs name it, so say where the platform states the value")
        if ProofKind.PUBLIC in self.proofs and not self.public:
            raise ValueError("public: proofs name it, so say what is seen from outside")
        return self


class Platform(Model):
    """One platform: its hosts, its ways of signing in, its settings in the order in which a person would do them."""

    schema_version: Literal[1]
    slug: Slug
    name: Text
    hosts: tuple[Host, ...]
    """Hosts that a run may visit; `{site}` is the account's own address."""
    assets: tuple[Host, ...] = ()
    """Hosts from which its pages may load images, scripts and styles."""
    place: Place
    place_why: Text
    unattended: Literal["allowed", "with_consent", "never"]
    policy_note: Text
    pace: Pace = Pace()
    claim: Text
    """The most that may be said after success."""
    seen: date
    """Date of the newest source."""
    firmness: Literal["firm", "mixed", "thin"]
    sign_in: SignIn | None = None
    """None where the settings need no account."""
    signals: tuple[Signal, ...] = ()
    overlays: tuple[Overlay, ...] = ()
    neighbours: Labels = {}
    """Controls on these pages that are known and none of our business."""
    settings: tuple[Setting, ...]
    not_offered: tuple[Note, ...] = ()
    legal_routes: tuple[Note, ...] = ()
    advice: tuple[Text, ...] = ()
    open_questions: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _ids_are_its_own(self) -> Self:
        ids = [setting.id for setting in self.settings]
        twice = sorted({one for one in ids if ids.count(one) > 1})
        if twice:
            raise ValueError(f"settings: the same id twice: {', '.join(twice)}")
        return self

    @property
    def own_address(self) -> bool:
        """Whether every account brings its own address, as for self-hosted software."""
        return "{site}" in self.hosts

    def setting(self, setting_id: str) -> Setting:
        """The setting of that id; KeyError when there is none."""
        for one in self.settings:
            if one.id == setting_id:
                return one
        raise KeyError(setting_id)
