"""The browser extension, in a real Chromium, against a real service."""
