"""The words of which a platform file is made: texts, addresses, and what may be chosen among."""

import re
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
SettingId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*\.[a-z][a-z0-9_]*(/[^/\s]+)?$")]
"""As `x.grok_training`; for one blog or site its name follows, as `tumblr.third_party_sharing/my-blog`."""
Host = Annotated[str, StringConstraints(pattern=r"^(\{site\}|(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+)$")]
Address = Annotated[str, StringConstraints(pattern=r"^(https://|\{site\})")]
PART_NAME = r"^[\w-][\w.:-]{0,89}$"
PartName = Annotated[str, StringConstraints(pattern=PART_NAME)]
"""The name of a blog or site, as it stands in addresses."""
PART = "{part}"
"""Stands for the name of one blog or site of an account."""
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
    """Kinds of control. The first three have two states, the others a choice among options. The last two have neither:
    a button that is named after what pressing it does, and a banner that asks about cookies until it is answered."""

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
    ACTION = "action"
    BANNER = "banner"


TWO_STATES = {
    Kind.CHECKBOX: ("checked", "unchecked"),
    Kind.SWITCH: ("on", "off"),
    Kind.PRESSED_BUTTON: ("on", "off"),
}


def is_part_name(name: str) -> bool:
    """Whether a blog or site can bear this name."""
    return re.fullmatch(PART_NAME, name) is not None
