"""What a city hall keeps of an application: its form, the draft, the case, and all that happened to it."""

from .appealing import Appeal, Ruling
from .building import BuiltProcedure, BuiltVersion
from .case import Case, CaseLink, CaseQuerySet, Correction
from .deciding import Notice, Outcome, Proposal
from .drafting import Draft, FormDefinition, Knock
from .helping import Assistance, Confirmed, Consented, Proxy
from .package import Package
from .talking import Message, Note, ReplyTemplate
from .tokens import CODE_LETTERS, _code, _token
from .waiting import Consultation, Delay, Leg

__all__ = [
    "CODE_LETTERS",
    "Appeal",
    "Assistance",
    "BuiltProcedure",
    "BuiltVersion",
    "Case",
    "CaseLink",
    "CaseQuerySet",
    "Confirmed",
    "Consented",
    "Consultation",
    "Correction",
    "Delay",
    "Draft",
    "FormDefinition",
    "Knock",
    "Leg",
    "Message",
    "Note",
    "Notice",
    "Outcome",
    "Package",
    "Proposal",
    "Proxy",
    "ReplyTemplate",
    "Ruling",
    "_code",
    "_token",
]
