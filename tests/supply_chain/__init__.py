"""Tests of the supply chain: locks, licences, secrets, banned tricks."""
