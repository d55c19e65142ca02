"""Tests of catalogue updates."""
