"""Search over everything that can be found: what other packages call."""

from .actions import put, rebuild, remove
from .finding import find
from .kinds import Kind, kind, kinds
from .results import Found, Hit

__all__ = ["Found", "Hit", "Kind", "find", "kind", "kinds", "put", "rebuild", "remove"]
