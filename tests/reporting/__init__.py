"""Tests of reports: what is taken out of them, and what must stay."""
