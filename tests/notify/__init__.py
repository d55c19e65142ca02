"""Telling people: what is told to whom, when, how often, and what never gets out."""
