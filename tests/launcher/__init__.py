"""Tests of the launcher: first start, system packages, browsers, the suite command."""
