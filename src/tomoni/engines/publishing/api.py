"""What services may use of the publishing engine."""

from .models import Guide, Notice
from .queries import guides, latest

__all__ = ["Guide", "Notice", "guides", "latest"]
