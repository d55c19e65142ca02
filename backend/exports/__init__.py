"""Everything that is kept of one member, as one file of their own: to read, to verify, and to take elsewhere.

As Regulation (EU) 2016/679 (GDPR, of 27 April 2016, OJ L 119, 4.5.2016, p. 1) asks of who keeps something of people:
a copy of all of it (Art. 15(1) and (3)), in a structured, commonly used and machine-readable format (Art. 20(1)).
"""

from backend.exports.whole import exported

__all__ = ["exported"]
