"""One platform and its settings."""

from datetime import date
from typing import Literal, Self

from pydantic import model_validator

from automations.outcome import ProofKind
from automations.spec.control import Confirm, Control, Save
from automations.spec.form import Form
from automations.spec.legal import ByHand, LegalRoute, Unoffered
from automations.spec.parts import Parts
from automations.spec.proofs import Absent, Api, Public
from automations.spec.visit import Overlay, Pace, Signal, SignIn
from automations.spec.words import Action, Address, Host, Labels, Model, Place, SettingId, Slug, Text


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
    parts: Parts | None = None
    """Where an account holds several blogs or sites, each with settings of its own."""
    neighbours: Labels = {}
    """Controls on these pages that are known and none of our business."""
    settings: tuple[Setting, ...]
    by_hand: tuple[ByHand, ...] = ()
    forms: tuple[Form, ...] = ()
    not_offered: tuple[Unoffered, ...] = ()
    legal_routes: tuple[LegalRoute, ...] = ()
    advice: tuple[Text, ...] = ()
    open_questions: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _ids_are_its_own(self) -> Self:
        named = (*self.settings, *self.by_hand, *self.forms, *self.not_offered)
        ids = [one.id for one in named if one.id is not None]
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
