"""What happens before the command line starts. Standard library only: nothing else is installed yet."""
