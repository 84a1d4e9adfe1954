"""Papers and their versions, the cells of their route and the seals in them, and the city's document numbers."""

from .numbers import DocumentNumber, NumberRegister
from .papers import Enclosure, Move, Paper, PaperVersion
from .route import Cell, LaterReview, Seal

__all__ = [
    "Cell",
    "DocumentNumber",
    "Enclosure",
    "LaterReview",
    "Move",
    "NumberRegister",
    "Paper",
    "PaperVersion",
    "Seal",
]
