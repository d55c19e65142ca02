"""The closed lists: what is told at once and what once a week, and what a try may leave."""

from typing import Literal

from backend.flow.findings import What
from backend.messenger.form import Why

AT_ONCE = (What.CAME_BACK, What.NEEDS_YOU, What.LETTER_DUE)
"""Told as soon as it is found, unless the person wishes otherwise; then with the digest."""
WEEKLY = (What.RENAMED, What.NEW_SETTING, What.REPAIRED, What.LOOK_DUE)
"""Told once a week, with where all accounts stand."""
Kind = Literal["now", "digest"]
FOR_GOOD = (Why.UNREADABLE, Why.LOCAL, Why.MISSING, Why.PRIVATE, Why.CLEAR, Why.FILE, Why.GONE)
"""What another try would not change: the person must."""
UNSURE = (Why.SILENT, Why.FAILED)
"""After these the message may have arrived all the same."""
