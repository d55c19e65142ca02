"""The store: one SQLite database in the data folder."""

from backend.store.engine import Store, open_store

__all__ = ["Store", "open_store"]
