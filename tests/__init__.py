"""Tests of Unconsent, by area."""
