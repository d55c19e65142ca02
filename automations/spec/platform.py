"""One platform and its settings."""

import json
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import PrivateAttr, model_validator

from automations.outcome import ProofKind
from automations.spec.control import Confirm, Control, Save
from automations.spec.form import Form
from automations.spec.legal import ByHand, LegalRoute, Unoffered
from automations.spec.parts import Parts
from automations.spec.proofs import Absent, Api, OnlyOnce, Public
from automations.spec.shared import SharedWith
from automations.spec.visit import Overlay, Pace, Signal, SignIn
from automations.spec.words import PART, Action, Address, Host, Labels, Model, Place, SettingId, Slug, Text


class Setting(Model):
    """One thing that can be opted out of."""

    id: SettingId
    title: Text
    why: Text
    category: Literal["ai_training", "data_sharing", "ads", "profiling", "indexing", "history"]
    essential: bool = False
    per: Literal["account", "blog", "site", "browser"] = "account"
    """What it belongs to. One of the `browser` is set in the browser that the person uses, and nowhere else."""
    same_as: SettingId | None = None
    """The setting that is one and the same preference, reached by another page; a run never changes it by both."""
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
    only_once: OnlyOnce | None = None
    disabled_because: Text | None = None
    costs: Text | None = None
    """What the person gives up, where the setting costs something."""
    regions: Text = "all"
    confidence: Literal["high", "medium", "low"]
    seen: Text
    """When a source last showed it."""
    open_questions: tuple[Text, ...] = ()
    advice: tuple[Text, ...] = ()
    retired: Text | None = None
    """Why it is not visited any more, as when the switch is gone; told to people instead of an outcome."""

    @model_validator(mode="after")
    def _can_be_proven(self) -> Self:
        if len(set(self.proofs)) < 2:
            raise ValueError("proofs: two different kinds are needed")
        if len(set(self.proofs)) == 2 and any(one.lags for one in self.public):
            raise ValueError("proofs: two kinds besides what visitors see late are needed")
        if ProofKind.API in self.proofs and not (self.api and self.api.is_stated):
            raise ValueError("api: proofs name it, so say where the platform states the value")
        if ProofKind.PUBLIC in self.proofs and not self.public:
            raise ValueError("public: proofs name it, so say what is seen from outside")
        return self

    @property
    def part(self) -> str:
        """The blog or site that it is about; empty where it is about the whole account, or about none yet."""
        return self.id.partition("/")[2]

    @property
    def in_parts(self) -> bool:
        """Whether it must be filled in for every blog or site first."""
        return self.per in ("blog", "site") and not self.part and PART in self.url

    def of(self, part: str) -> Self:
        """The setting of one blog or site."""
        name = json.dumps(part)[1:-1]
        filled = self.model_validate_json(self.model_dump_json().replace(PART, name))
        return filled.model_copy(update={"id": f"{self.id}/{part}", "title": f"{self.title} ({part})"})


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
    shared_with: SharedWith | None = None
    """Other platforms that hold some of these settings too."""
    dictionary: Text | None = None
    """Where the page's own dictionary stands below `window`: English texts, and what they are in its language."""
    neighbours: Labels = {}
    """Controls on these pages that are known and none of our business."""
    settings: tuple[Setting, ...]
    by_hand: tuple[ByHand, ...] = ()
    forms: tuple[Form, ...] = ()
    not_offered: tuple[Unoffered, ...] = ()
    legal_routes: tuple[LegalRoute, ...] = ()
    advice: tuple[Text, ...] = ()
    open_questions: tuple[Text, ...] = ()
    retired: Text | None = None
    """Why none of its settings is visited any more."""
    _folder: Path | None = PrivateAttr(default=None)

    @model_validator(mode="after")
    def _ids_are_its_own(self) -> Self:
        ids = [one.id for one in self.settings] + [one.id for one in self.by_hand] + [one.id for one in self.forms]
        ids += [one.id for one in self.not_offered if one.id]
        twice = sorted({one for one in ids if ids.count(one) > 1})
        if twice:
            raise ValueError(f"settings: the same id twice: {', '.join(twice)}")
        unknown = sorted({one.same_as for one in self.settings if one.same_as} - {one.id for one in self.settings})
        if unknown:
            raise ValueError(f"same_as: no setting of this platform: {', '.join(unknown)}")
        return self

    @property
    def own_address(self) -> bool:
        """Whether every account brings its own address, as for self-hosted software."""
        return "{site}" in self.hosts

    @property
    def folder(self) -> Path | None:
        """Where it was read from; None where it was made otherwise."""
        return self._folder

    def setting(self, setting_id: str) -> Setting:
        """The setting of that id, filled in for the blog or site that it names; KeyError when there is none."""
        base, _, part = setting_id.partition("/")
        for one in self.settings:
            if one.id == base:
                return self.part_of(one, part) if part else one
        raise KeyError(setting_id)

    def part_of(self, setting: Setting, part: str) -> Setting:
        """The setting of one blog or site. At an address elsewhere that may not be visited nothing is seen."""
        filled = setting.of(part)
        hosts = [urlsplit(one.path).hostname for one in filled.public if one.path.startswith("https://")]
        if all(any(fnmatchcase(host or "", pattern) for pattern in self.hosts) for host in hosts):
            return filled
        proofs = tuple(one for one in filled.proofs if one is not ProofKind.PUBLIC)
        return filled.model_copy(update={"proofs": proofs, "public": ()})

    def title_of(self, entry_id: str) -> str:
        """What people call a setting, or something that is done by hand, sent, or not offered."""
        titles = {one.id: one.title for one in self.by_hand} | {one.id: one.title for one in self.forms}
        titles |= {one.id: one.what for one in self.not_offered if one.id}
        return titles.get(entry_id) or self.setting(entry_id).title

    def came_from(self, folder: Path) -> Self:
        """The same, read from that folder."""
        self._folder = folder
        return self
