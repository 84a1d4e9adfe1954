"""Giving document numbers.

The row of the register is locked until the transaction ends, so that numbers follow each other without gaps: a
transaction that fails gives its number back, because nobody else can have taken the next one meanwhile.
"""

from datetime import date

from django.db import transaction
from django.db.models import Model

from tomoni.base.clock import FiscalYear
from tomoni.base.journal.api import write
from tomoni.common.people.api import Clerk

from .impossible import ReasonMissing
from .models import DocumentNumber, NumberRegister

DOCUMENT = "{year}{mark}第{number}号"


def next_number(register: str, on: date, *, mark: str = "", pattern: str = DOCUMENT, about: Model | None = None) -> str:
    """The next number of a register for the fiscal year of a day, such as 「8市支第12号」.

    register   key of the series
    mark       文書記号 in the words; the register's key when empty
    pattern    of the words: {year} 8, {era} R8, {western} 2026, {mark}, {number} (also {number:04d})
    """
    fiscal = FiscalYear.of(on)
    with transaction.atomic():
        series, _new = NumberRegister.objects.get_or_create(register=register, fiscal_year=fiscal.year)
        series = NumberRegister.objects.select_for_update().get(pk=series.pk)
        series.last += 1
        series.save(update_fields=["last"])
        words = pattern.format(
            year=fiscal.short[1:], era=fiscal.short, western=fiscal.year, mark=mark or register, number=series.last
        )
        DocumentNumber.objects.create(series=series, number=series.last, words=words, given_on=on, about=about)
    return words


def void(number: DocumentNumber, *, clerk: Clerk, why: str) -> DocumentNumber:
    """欠番: the number is not used after all. It stays in the list and is never given again."""
    if not why.strip():
        raise ReasonMissing
    with transaction.atomic():
        number.void_because = why.strip()
        number.save(update_fields=["void_because"])
        write("approvals.void_number", who=clerk, about=number, why=why.strip(), after={"words": number.words})
    return number
