"""Stand-ins of the platforms under their real host names, with accounts that exist nowhere else."""
