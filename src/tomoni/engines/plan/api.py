"""What services may use of the plan engine: they declare readings, cite figures, and offer what moves an indicator."""

from .acts import act
from .citing import cite, cite_no_more
from .readings import Evidence, count, read, reading, share, total
from .rules import Interval, Rounding, wilson

__all__ = [
    "Evidence",
    "Interval",
    "Rounding",
    "act",
    "cite",
    "cite_no_more",
    "count",
    "read",
    "reading",
    "share",
    "total",
    "wilson",
]
