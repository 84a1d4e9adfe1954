"""What services may use of the registers engine."""

from .actions import AlreadyEnded, change, enter, lapse, leave, remove
from .history import history_of
from .records import Ending, Record, RecordQuerySet
from .registers import Register, registers

__all__ = [
    "AlreadyEnded", "Ending", "Record", "RecordQuerySet", "Register", "change", "enter", "history_of", "lapse", "leave",
    "registers", "remove",
]  # fmt: skip
