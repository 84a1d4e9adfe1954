"""Papers and their versions, the cells of their route and the seals in them, the rules by which
it is known who decides, and the city's document numbers."""

from .authority import Basis, DecidingTable, Substitute
from .filing import AtEnd, Dispatch, DisposalItem, DisposalList, FileClass, Filed, Hold
from .numbers import DocumentNumber, NumberRegister
from .papers import Enclosure, Move, Paper, PaperVersion
from .route import Cell, LaterReview, Reading, Seal

__all__ = [
    "AtEnd",
    "Basis",
    "Cell",
    "DecidingTable",
    "Dispatch",
    "DisposalItem",
    "DisposalList",
    "DocumentNumber",
    "Enclosure",
    "FileClass",
    "Filed",
    "Hold",
    "LaterReview",
    "Move",
    "NumberRegister",
    "Paper",
    "PaperVersion",
    "Reading",
    "Seal",
    "Substitute",
]
