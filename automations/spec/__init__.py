"""What a platform.toml may say. Everything a platform is known to be, as data; a wrong file is refused."""

from automations.spec.control import Confirm, Control
from automations.spec.form import Form
from automations.spec.legal import ByHand, LegalRoute, Unoffered
from automations.spec.parts import Parts
from automations.spec.platform import Platform, Setting
from automations.spec.proofs import Absent, Api, Public, Stated
from automations.spec.shared import SharedWith
from automations.spec.visit import Identity, Pace, Signal, SignIn, Step
from automations.spec.words import PART, TWO_STATES, Action, Kind, Labels, PartName, Place, is_part_name

__all__ = [
    "PART",
    "TWO_STATES",
    "Absent",
    "Action",
    "Api",
    "ByHand",
    "Confirm",
    "Control",
    "Form",
    "Identity",
    "Kind",
    "Labels",
    "LegalRoute",
    "Pace",
    "PartName",
    "Parts",
    "Place",
    "Platform",
    "Public",
    "Setting",
    "SharedWith",
    "SignIn",
    "Signal",
    "Stated",
    "Step",
    "Unoffered",
    "is_part_name",
]
