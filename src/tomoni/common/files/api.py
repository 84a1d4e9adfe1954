"""What the other rings may use of files: purposes are declared, `keep` takes a file in or says why not."""

from .actions import belongs_to, keep
from .handing import hand_out
from .models import StoredFile
from .purposes import MEGABYTE, Purpose, purpose
from .readers import opens_files_about
from .types import DOCUMENTS, EVERYTHING, PICTURES, TEXTS
from .wrong import WrongFile

__all__ = [
    "DOCUMENTS",
    "EVERYTHING",
    "MEGABYTE",
    "PICTURES",
    "TEXTS",
    "Purpose",
    "StoredFile",
    "WrongFile",
    "belongs_to",
    "hand_out",
    "keep",
    "opens_files_about",
    "purpose",
]
