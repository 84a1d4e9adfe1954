from django.db.models import Model

from .models import StoredFile
from .purposes import Purpose
from .storing import Upload


def keep(upload: Upload, *, owner: Model | None, purpose: str | Purpose, about: Model | None = None) -> StoredFile:
    """Take a file in. Raises a WrongFile, whose text tells the person what to do, and keeps nothing then."""
    raise NotImplementedError


def belongs_to(file: StoredFile, about: Model) -> StoredFile:
    """Say what a file is about, once that exists; from then on the rights of `about` open it too."""
    raise NotImplementedError
