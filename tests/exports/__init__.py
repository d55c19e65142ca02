"""Everything that is kept of a member, as one file."""
