"""Tells people what looks at their accounts found: by mail, chat or push, at once or once a week, through Apprise."""

from backend.notify.desk import Notifications

__all__ = ["Notifications"]
