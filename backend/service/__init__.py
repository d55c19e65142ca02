"""The service as a process: where it listens, what it writes down of itself, and how it stops."""
