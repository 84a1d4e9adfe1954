"""What the other rings may use of the journal."""

from .actions import erase, seal, write
from .models import AppendOnly, Entry
from .queries import Proof, entries_about, facts_of, public_proof
from .verification import verify

__all__ = [
    "AppendOnly",
    "Entry",
    "Proof",
    "entries_about",
    "erase",
    "facts_of",
    "public_proof",
    "seal",
    "verify",
    "write",
]
