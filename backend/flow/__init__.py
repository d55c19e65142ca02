"""Jobs that survive: what is asked for is done once, after crashes too, and can be followed, answered and stopped."""
