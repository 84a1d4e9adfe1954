"""What services may use of the plan engine: they declare readings, cite figures, and offer what moves an indicator."""

from .acts import act
from .book.chapters import chapter
from .citing import cite, cite_no_more
from .readings import Evidence, count, read, reading, share, total
from .rules import Interval, wilson

__all__ = [
    "Evidence",
    "Interval",
    "act",
    "chapter",
    "cite",
    "cite_no_more",
    "count",
    "read",
    "reading",
    "share",
    "total",
    "wilson",
]
