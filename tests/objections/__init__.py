"""Objection forms in a running service, with real browsers and practice platforms."""
