"""The city's interface for machines: one tree of typed addresses under /api/v1/, described by OpenAPI.

A package that answers machines has a module `endpoints.py`; it is imported when Django starts and offers its router
there. What is offered is public: the same that everybody can read on the pages.
"""

from .offers import offer

__all__ = ["offer"]
