"""Steps from one schema to the next, by Alembic. A step that has been released is never changed."""

HEAD = "0007"
KNOWN = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
"""Every revision that this version can start from, oldest first."""
