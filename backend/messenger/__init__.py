"""Carries one message, in a process of its own that knows nothing of what is stored: Apprise, behind a guard."""
