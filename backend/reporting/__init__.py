"""Reports of pages that were not as known: redacted, shown to the person, and only then written."""
