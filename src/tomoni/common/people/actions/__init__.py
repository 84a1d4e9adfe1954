"""What changes who is who. Every action notes itself in the journal, in the transaction of the change."""

from .absences import AbsenceTwice, call_off_absence, note_absence
from .handover import Change, NotInOrder, hand_over
from .house import MailTaken, charge, enter_clerk
from .residents import enter_organisation, enter_resident, join, keep_organisation, keep_profile, leave
from .second_factor import forget_second_factor
from .sights import seen

__all__ = [
    "AbsenceTwice",
    "Change",
    "MailTaken",
    "NotInOrder",
    "call_off_absence",
    "charge",
    "enter_clerk",
    "enter_organisation",
    "enter_resident",
    "forget_second_factor",
    "hand_over",
    "join",
    "keep_organisation",
    "keep_profile",
    "leave",
    "note_absence",
    "seen",
]
