"""What a scanner says of a file, written on its row."""

from django.db import transaction
from django.tasks import task

from tomoni.base import clock
from tomoni.base.journal.api import write

from .models import StoredFile
from .scanner import Scanner, scanner


def check(file: StoredFile, at_hand: Scanner) -> StoredFile:
    """Have a scanner look at a file. One that carries something is not handed out to anybody again."""
    found = at_hand.look_at(file.path)
    with transaction.atomic():
        file.finding = StoredFile.Finding.INFECTED if found else StoredFile.Finding.CLEAN
        file.found, file.checked_at = found[:200], clock.now()
        file.save(update_fields=["finding", "found", "checked_at"])
        write("files.check", who=None, about=file, after={"finding": file.finding, "found": file.found})
    return file


@task()
def look_for_viruses(pk: int) -> str:
    """Check one file that has just come in. Without a scanner it stays unchecked, and its row says so."""
    at_hand = scanner()
    if at_hand is None:
        return "no scanner"
    file = StoredFile.objects.there().filter(pk=pk, finding=StoredFile.Finding.UNCHECKED).first()
    return check(file, at_hand).finding if file else "nothing to do"
