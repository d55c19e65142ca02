"""The routes, a file for each noun. A route checks its form, asks whether it may, calls, and returns a typed answer."""
