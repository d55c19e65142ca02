"""Certificates: on one sheet what a person, or a family, is out of, since when, and what stands behind it."""
