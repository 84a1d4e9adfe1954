"""What services may use of the plan engine: they declare readings, cite figures, and offer what moves an indicator.

`groups` tells each group of measures as it stands on a day, and takes what a service has to say beside one; `rules` is
the plan's arithmetic (Interval, Rounding, wilson).
"""

from . import groups, rules
from .acts import act
from .book.chapters import chapter
from .citing import cite, cite_no_more
from .readings import Evidence, count, read, reading, share, total

__all__ = [
    "Evidence",
    "act",
    "chapter",
    "cite",
    "cite_no_more",
    "count",
    "groups",
    "read",
    "reading",
    "rules",
    "share",
    "total",
]
