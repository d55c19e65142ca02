"""Receipts: made, chained, exported, verified."""
