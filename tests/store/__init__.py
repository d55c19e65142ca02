"""The store, the vault and the keys, on a real SQLite and a real PostgreSQL."""
