"""What services may use of the plan engine: they declare readings, and the plan shows them."""

from .readings import Evidence, count, read, reading, share, total
from .rules import Interval, Rounding, wilson

__all__ = ["Evidence", "Interval", "Rounding", "count", "read", "reading", "share", "total", "wilson"]
