"""What a city hall keeps of an application: its form, the draft, the case, and all that happened to it."""

from .case import Case, CaseQuerySet, Correction
from .deciding import Notice, Outcome, Proposal
from .drafting import Draft, FormDefinition, Knock
from .talking import Message, Note
from .tokens import CODE_LETTERS, _code, _token

__all__ = [
    "CODE_LETTERS",
    "Case",
    "CaseQuerySet",
    "Correction",
    "Draft",
    "FormDefinition",
    "Knock",
    "Message",
    "Note",
    "Notice",
    "Outcome",
    "Proposal",
    "_code",
    "_token",
]
