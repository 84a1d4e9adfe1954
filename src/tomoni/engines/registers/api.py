"""What services may use of the registers engine."""

from .actions import change, enter, lapse, leave, remove
from .records import Ending, Record, RecordQuerySet
from .registers import Register, registers

__all__ = [
    "Ending", "Record", "RecordQuerySet", "Register", "change", "enter", "lapse", "leave", "registers", "remove",
]  # fmt: skip
