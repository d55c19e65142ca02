"""The command line: commands that return one answer each, shown as text or as a versioned JSON document."""
