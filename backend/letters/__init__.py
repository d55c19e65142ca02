"""Letters: objections for what has no switch, their deadlines, complaints. A letter is a request, never a result."""

from backend.letters.desk import Letters

__all__ = ["Letters"]
