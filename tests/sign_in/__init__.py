"""Signing in with stored credentials, at forms of many kinds."""
