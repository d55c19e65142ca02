"""Driving a tab of the person's own browser: the extension lends it, an ordinary Playwright page comes out."""
