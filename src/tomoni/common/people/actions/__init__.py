"""What changes who is who. Every action notes itself in the journal, in the transaction of the change."""

from .absences import AbsenceTwice, call_off_absence, note_absence
from .devices import end_all_devices, end_device, end_other_devices
from .handover import Change, NotInOrder, hand_over
from .house import MailTaken, charge, enter_clerk
from .identities import (
    LastWayIn,
    LinkedAlready,
    link_identity,
    note_proven,
    take_said,
    unlink_identity,
    ways_in,
)
from .leaving import CannotTake, call_back, end_sessions_of_who_left, hand_on, let_go
from .residents import enter_organisation, enter_resident, join, keep_organisation, keep_profile, leave
from .second_factor import forget_second_factor
from .sights import seen

__all__ = [
    "AbsenceTwice",
    "CannotTake",
    "Change",
    "LastWayIn",
    "LinkedAlready",
    "MailTaken",
    "NotInOrder",
    "call_back",
    "call_off_absence",
    "charge",
    "end_all_devices",
    "end_device",
    "end_other_devices",
    "end_sessions_of_who_left",
    "enter_clerk",
    "enter_organisation",
    "enter_resident",
    "forget_second_factor",
    "hand_on",
    "hand_over",
    "join",
    "keep_organisation",
    "keep_profile",
    "leave",
    "let_go",
    "link_identity",
    "note_absence",
    "note_proven",
    "seen",
    "take_said",
    "unlink_identity",
    "ways_in",
]
