"""Puts one bundle after the other into use, until it is killed: `python -m tests.updates.mortal HOME BUNDLE BUNDLE`."""

import sys
from itertools import cycle
from pathlib import Path

from backend.updates.keeping import alone, keep

if __name__ == "__main__":
    home, *bundles = (Path(one) for one in sys.argv[1:])
    contents = [one.read_bytes() for one in bundles]
    for content in cycle(contents):
        with alone(home):
            keep(home, content)
        sys.stdout.write(".")
        sys.stdout.flush()
