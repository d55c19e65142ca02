"""Receipts: signed, chained records of outcomes with their proofs."""

from backend.receipts.book import Receipt, Receipts
from backend.receipts.verify import Verdict, verify_file, verify_files

__all__ = ["Receipt", "Receipts", "Verdict", "verify_file", "verify_files"]
