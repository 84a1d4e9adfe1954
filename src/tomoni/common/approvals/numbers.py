from datetime import date

from django.db.models import Model

DOCUMENT = "{year}{mark}第{number}号"


def next_number(register: str, on: date, *, mark: str = "", pattern: str = DOCUMENT, about: Model | None = None) -> str:
    """The next number of a register for the fiscal year of a day, such as 「8市支第12号」."""
    raise NotImplementedError
