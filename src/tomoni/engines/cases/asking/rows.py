"""Rows that repeat: the members of a household, children, vehicles. The answer is a list, one dictionary per row.

Rows are added and taken away by buttons that send the page, so no script is needed; an empty row does not count.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..questions import Question, spoken
from .kind import Answers, Fields, QuestionKind, fields_of, fitting, kinds, parts_of, picked, plain, said

MOST = 20
NOT_IN_ROWS = ("files", "members", "consent", "statement", "bank_account", "map_point")
Row = dict[str, Any]


class RowsInput(forms.Widget):
    """One small group of fields per row, each with its own labels and errors."""

    template_name = "cases/forms/rows.html"
    use_fieldset = True

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question, self.wrong = question, dict[int, dict[str, str]]()
        self.most = question.most or MOST

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-0"

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict, name: str) -> list[Row]:
        rows = []
        for number in range(self._how_many(data, name)):
            row: Row = {}
            for question in self.question.rows:
                for key, field in fields_of(question).items():
                    row[key] = field.widget.value_from_datadict(data, files, f"{name}-{number}-{key}")
            rows.append(row)
        return rows

    def value_omitted_from_data(self, data: Mapping[str, Any], files: MultiValueDict, name: str) -> bool:
        return f"{name}-rows" not in data

    def _how_many(self, data: Mapping[str, Any], name: str) -> int:
        told = str(data.get(f"{name}-rows", ""))
        return min(int(told), self.most) if told.isascii() and told.isdecimal() and len(told) < 4 else 0

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows = fitting("rows", value) or []
        rows = rows or [{} for _one in range(max(self.question.least or 1, 1))]
        context["widget"] |= {
            "name": name,
            "rows": [
                {"number": number + 1, "form": self._form(f"{name}-{number}", row, self.wrong.get(number, {}))}
                for number, row in enumerate(rows)
            ],
            "count": len(rows),
            "may_grow": len(rows) < self.most,
            "label": spoken(self.question.label),
        }
        return context

    def _form(self, prefix: str, row: Row, wrong: Mapping[str, str]) -> forms.Form:
        form = forms.Form(prefix=prefix, initial=_typed(self.question, row))
        for question in self.question.rows:
            form.fields.update(fields_of(question))
        told = ErrorDict({key: form.error_class([words]) for key, words in wrong.items()})
        form._errors = told  # type: ignore[attr-defined]  # found for the whole table, shown per row
        return form


def _typed(question: Question, row: Row) -> Row:
    """What the fields of a row show for what is kept or typed."""
    shown = dict(row)
    for each in question.rows:
        if each.key in row:
            shown[each.key] = kinds[each.kind].typed(row[each.key])
    return shown


class RowsField(forms.Field):
    """A list of rows, each cleaned by the fields of its questions."""

    widget: RowsInput

    def __init__(self, question: Question, **more: Any) -> None:
        self.question = question
        super().__init__(widget=RowsInput(question), **more)

    def clean(self, value: Any) -> list[Row]:
        rows: list[Row] = []
        wrong: dict[int, dict[str, str]] = {}
        for number, row in enumerate(value if isinstance(value, list) else []):
            clean, mistakes = self._cleaned(row)
            if mistakes:
                wrong[number] = mistakes
            if clean:
                rows.append(clean)
        self.widget.wrong = wrong
        if wrong:
            raise ValidationError([self._where(number, words) for number in wrong for words in wrong[number].values()])
        if len(rows) < (self.question.least or (1 if self.required else 0)):
            raise ValidationError(self._too_few(), code="required")
        return rows

    def _cleaned(self, row: Any) -> tuple[Row, dict[str, str]]:
        typed = _typed(self.question, row if isinstance(row, dict) else {})
        clean: Row = {}
        wrong: dict[str, str] = {}
        fields = {key: field for each in self.question.rows for key, field in fields_of(each).items()}
        if not any(_is_there(typed.get(key)) for key in fields):
            return {}, {}
        for key, field in fields.items():
            try:
                clean[key] = plain(field.clean(typed.get(key)))
            except ValidationError as error:
                wrong[key] = str(error.messages[0])
        for each in self.question.rows:
            clean |= kinds[each.kind].whole(each, clean)
            for key, words in kinds[each.kind].wrong(each, clean):
                wrong.setdefault(key, words)
        return clean, wrong

    def _where(self, number: int, words: str) -> str:
        return _("%(number)d番目：%(words)s") % {"number": number + 1, "words": words}

    def _too_few(self) -> str:
        if self.question.least and self.question.least > 1:
            return _("%(label)sを%(least)d行以上入れてください") % {
                "label": spoken(self.question.label),
                "least": self.question.least,
            }
        return str(self.error_messages["required"])


def _is_there(value: Any) -> bool:
    return bool(value) or value is False or value == 0


def _members(question: Question) -> Fields:
    more = picked(question)
    more["error_messages"]["required"] = _("%(label)sを入れてください") % {"label": spoken(question.label)}
    return {question.key: RowsField(question, **more)}


def _said_members(question: Question, answers: Answers) -> str:
    """One row after the other: 「1 安曇 ほたる、平成2年…／2 …」."""
    lines = []
    for number, row in enumerate(answers.get(question.key) or (), start=1):
        read = dict(row)
        for each in question.rows:
            read[each.key] = kinds[each.kind].read(row.get(each.key))
        words = "、".join(filter(None, (said(each, read) for each in question.rows)))
        lines.append(f"{number}. {words}")
    return "／".join(lines)


def parts_of_row(question: Question) -> dict[str, str]:
    """What lies in one row, for expressions that count or add up rows."""
    return {key: what for each in question.rows for key, what in parts_of(each).items()}


kinds.add(
    "members",
    QuestionKind(_members, _said_members, parts={"": "rows"}, title=gettext_lazy("くり返しの行（世帯員など）")),
)
