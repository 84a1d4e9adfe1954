"""Taking a file in, saying what it is about, erasing it when its time is over."""

import secrets

from django.db import transaction
from django.db.models import Model

from tomoni.base import clock
from tomoni.base.jobs import after_commit
from tomoni.base.journal.api import write
from tomoni.base.references import name_of

from .checking import look_for_viruses
from .checks import recognise
from .models import StoredFile
from .naming import plain_name
from .purposes import Purpose, purposes
from .storing import Arrived, Upload, arriving, settle


def keep(upload: Upload, *, owner: Model | None, purpose: str | Purpose, about: Model | None = None) -> StoredFile:
    """Take a file in. Raises a WrongFile, whose text tells the person what to do, and keeps nothing then.

    `owner` is who handed it in (a resident, a clerk, an account), or None for a visitor. The bytes are safe on the
    disk before the row is written; bytes whose row never came are swept away at night.
    """
    wanted = purposes[purpose] if isinstance(purpose, str) else purpose
    token, name = secrets.token_hex(20), plain_name(upload.name)
    with arriving(upload, token=token, most_bytes=wanted.most_bytes) as arrived:
        found = recognise(arrived.path, name=name, purpose=wanted)
        file = StoredFile(token=token, name=name, type_key=found.key, purpose=wanted.key, owner=owner, about=about)
        return _kept(file, arrived)


def _kept(file: StoredFile, arrived: Arrived) -> StoredFile:
    file.size, file.sha256, file.kept_at = arrived.size, arrived.sha256, clock.now()
    settle(arrived, file.path)
    try:
        with transaction.atomic():
            file.save()
            write("files.keep", who=file.owner, about=file, after=_facts(file))
            after_commit(look_for_viruses, file.pk)
    except BaseException:
        file.path.unlink(missing_ok=True)
        raise
    return file


def belongs_to(file: StoredFile, about: Model) -> StoredFile:
    """Say what a file is about, once that exists; from then on the rights of `about` open it too."""
    with transaction.atomic():
        before = name_of(file.about)
        file.about = about
        file.save(update_fields=["about_type", "about_id"])
        write("files.belongs_to", who=None, about=file, before={"about": before}, after={"about": name_of(about)})
    return file


def erase(file: StoredFile, *, who: Model | None, why: str) -> StoredFile:
    """Take the bytes off the disk and the name off the row. The row stays, with digest and size, and says when."""
    with transaction.atomic():
        file.erased_at, file.name = clock.now(), ""
        file.save(update_fields=["erased_at", "name"])
        write("files.erase", who=who, about=file, why=why, after={"sha256": file.sha256})
        transaction.on_commit(lambda: file.path.unlink(missing_ok=True))
    return file


def _facts(file: StoredFile) -> dict[str, str | int]:
    return {"name": file.name, "type": file.type_key, "size": file.size, "sha256": file.sha256, "purpose": file.purpose}
