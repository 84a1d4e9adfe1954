"""How a value of a record is written in a cell, and how a cell is understood again."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.base.clock import WrongDay, parse_day

from .records import Record

YES, NO = gettext_lazy("はい"), gettext_lazy("いいえ")
# Words that offices write for yes and no, whatever the language of the screen.
MEANS_YES, MEANS_NO = {"はい", "○", "〇", "有", "true", "yes", "1"}, {"いいえ", "×", "無", "false", "no", "0", ""}

Cell = str | int | float | date | None


def head_of(model: type[Record], column: str) -> str:
    """The head of a column: the Japanese name of the field."""
    return str(_field(model, column).verbose_name)


def told(record: models.Model, column: str) -> Cell:
    """The value of a column as a person reads it; days and numbers stay what they are."""
    field = _field(type(record), column)
    value = getattr(record, field.name if field.is_relation else field.attname)
    if field.choices and not isinstance(value, (list, tuple)):
        return str(dict(field.flatchoices).get(value, "" if value is None else value))
    return worded(value)


def worded(value: Any) -> Cell:
    """Any value as a cell."""
    if value is None:
        return None
    if isinstance(value, bool):
        return str(YES if value else NO)
    if isinstance(value, (list, tuple)):
        return "、".join(str(part) for part in value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    return value if isinstance(value, (int, float, date)) else str(value)


def understood(model: type[Record], column: str, text: str) -> Any:
    """What a cell means for a field: words of choices, days in any era. ValidationError says what to write instead."""
    field = _field(model, column)
    if field.choices:
        return _chosen(field, text)
    if isinstance(field, models.BooleanField):
        return _yes_or_no(field, text)
    if isinstance(field, models.DateField):
        return _day(text)
    if text == "":
        return None if field.null else ""
    return field.to_python(text.replace(",", "") if isinstance(field, models.IntegerField) else text)


def _chosen(field: models.Field[Any, Any], text: str) -> Any:
    for value, label in field.flatchoices or ():
        if text in (str(value), str(label)):
            return value
    if text == "" and field.blank:
        return None if field.null else ""
    words = "、".join(str(label) for _value, label in field.flatchoices or ())
    raise ValidationError(
        _("「%(text)s」はありません。次のどれかにしてください：%(words)s") % {"text": text, "words": words}
    )


def _yes_or_no(field: models.Field[Any, Any], text: str) -> bool | None:
    if text == "" and field.null:
        return None
    if text.lower() in MEANS_YES or text == str(YES):
        return True
    if text.lower() in MEANS_NO or text == str(NO):
        return False
    raise ValidationError(_("「はい」か「いいえ」にしてください"))


def _day(text: str) -> date | None:
    if text == "":
        return None
    try:
        return parse_day(text)
    except WrongDay as wrong:
        raise ValidationError(_("日付にしてください。例：令和8年4月1日、2026-04-01")) from wrong


def _field(model: type[models.Model], column: str) -> models.Field[Any, Any]:
    field = model._meta.get_field(column)
    assert isinstance(field, models.Field)
    return field
