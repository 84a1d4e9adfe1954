"""What the other rings may use of the journal."""

from .actions import erase, seal, write
from .models import AppendOnly, Entry
from .queries import Proof, Waiting, chain_from, entries_about, facts_of, public_proof, waiting_for_a_seal
from .verification import verify

__all__ = [
    "AppendOnly",
    "Entry",
    "Proof",
    "Waiting",
    "chain_from",
    "entries_about",
    "erase",
    "facts_of",
    "public_proof",
    "seal",
    "verify",
    "waiting_for_a_seal",
    "write",
]
