"""Who there is: ways in, residents and their organisations, the city hall's sections, posts and clerks."""

from .accounts import Account
from .clerks import Absence, Clerk, Holding
from .consents import Consent, Way
from .devices import Device, SharedCount
from .house import Post, PostDuty, Rank, Section
from .identities import Identity, Issuer
from .invitations import Invitation
from .requests import DataFile, Erasure, SightQuestion
from .residents import Membership, Organisation, Resident
from .sights import Sight

__all__ = [
    "Absence",
    "Account",
    "Clerk",
    "Consent",
    "DataFile",
    "Device",
    "Erasure",
    "Holding",
    "Identity",
    "Invitation",
    "Issuer",
    "Membership",
    "Organisation",
    "Post",
    "PostDuty",
    "Rank",
    "Resident",
    "Section",
    "SharedCount",
    "Sight",
    "SightQuestion",
    "Way",
]
