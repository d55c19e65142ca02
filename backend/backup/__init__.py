"""Backups of a data folder on SQLite: one file, made while the service runs, and proven before it is put back."""

from backend.backup.making import make_backup
from backend.backup.restoring import restore_backup

__all__ = ["make_backup", "restore_backup"]
