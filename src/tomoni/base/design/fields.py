"""Form fields as residents fill them: days in any era, numbers in any width, choices with a hint.

Full-width and half-width digits, 令和 and 西暦 are all accepted, and what was typed comes back unchanged when something
has to be put right.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from tomoni.base.clock import Era, LunarDay, NoSuchDay, NotInEra, WrongDay, parse_day, wareki
from tomoni.base.kana import normal_width
from tomoni.base.money_amount import NotAnAmount, Wrong, yen_typed
from tomoni.base.my_number import holds_my_number


def offer(form: forms.BaseForm, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Say what a field of a form lets people choose from, where only the moment knows it."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


def no_my_number(text: str) -> None:
    """For every free text, of residents and at the desk: an individual number is never taken in (番号法 第20条)."""
    if holds_my_number(text):
        raise ValidationError(
            _("マイナンバー（個人番号）と同じ12桁の数字が入っています。消してください"), code="my_number"
        )


ERAS = ("令和", "平成", "昭和")
WESTERN = "西暦"


class Typed(NamedTuple):
    """A day as it stands in the boxes, not yet understood."""

    era: str
    year: str
    month: str
    day: str

    def __bool__(self) -> bool:
        return any((self.year, self.month, self.day))

    def __str__(self) -> str:
        return f"{'' if self.era == WESTERN else self.era}{self.year}年{self.month}月{self.day}日"


class DayWidget(forms.Widget):
    """A choice of era and three short boxes, in one fieldset. No picker: birthdays are typed faster than found."""

    template_name = "design/forms/day.html"
    use_fieldset = True
    own_error = True

    def __init__(self, attrs: dict[str, Any] | None = None, *, eras: tuple[str, ...] = ERAS) -> None:
        super().__init__(attrs)
        self.eras = (*eras, WESTERN)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_year"

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict, name: str) -> Typed | str:
        whole = data.get(name)
        if isinstance(whole, str) and whole:  # one line, as an import or an interface sends it
            return whole
        parts = (str(data.get(f"{name}_{part}", "")).strip() for part in Typed._fields)
        return Typed(*parts)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: MultiValueDict, name: str) -> bool:
        return name not in data and all(f"{name}_{part}" not in data for part in Typed._fields)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        typed = self._as_typed(value)
        invalid = context["widget"]["attrs"].get("aria-invalid")
        context["widget"] |= {
            "eras": [(era, era == typed.era) for era in self.eras],
            "boxes": [
                {"name": f"{name}_{part}", "id": f"{context['widget']['attrs'].get('id', name)}_{part}", "value": text,
                 "word": word, "invalid": invalid}
                for part, text, word in zip(Typed._fields[1:], typed[1:], (_("年"), _("月"), _("日")), strict=True)
            ],
        }  # fmt: skip
        return context

    def _as_typed(self, value: Any) -> Typed:
        if isinstance(value, Typed):
            return value
        if isinstance(value, date):
            era = Era.of(value)
            year = "元" if era.year_of(value) == 1 else str(era.year_of(value))
            return Typed(era.name, year, str(value.month), str(value.day))
        return Typed(self.eras[0], "", "", "")


class DayField(forms.Field):
    """A day in any era. `before` and `after` are bounds that are days themselves, inclusive."""

    widget = DayWidget
    default_error_messages = {
        "required": _("%(label)sを入れてください"),
        "part": _("%(label)sの年・月・日をすべて入れてください"),
        "unreadable": _("%(label)sを、年・月・日の数字で入れてください。例：令和8年4月1日、2026年4月1日"),
        "no_such_day": _("%(label)s：%(year)d年%(month)d月に%(day)d日はありません"),
        "other_era": _("%(label)s：その日は%(era)sです。%(day)sと入れてください"),
        "lunar": _("%(label)s：明治6年1月1日より前の日は、西暦で入れてください"),
        "too_early": _("%(label)sは、%(day)sより後の日にしてください"),
        "too_late": _("%(label)sは、%(day)sより前の日にしてください"),
    }

    def __init__(self, *, not_before: Any = None, not_after: Any = None, **more: Any) -> None:
        """not_before, not_after: a day, or a function that gives one when the form is checked."""
        self.not_before, self.not_after = not_before, not_after
        super().__init__(**more)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, date) or not value:
            return value or None
        if isinstance(value, Typed) and not all(value):
            raise self._wrong("part")
        try:
            return parse_day(str(value))
        except NotInEra as error:
            raise self._wrong("other_era", era=error.era.name, day=wareki(error.day)) from None
        except NoSuchDay as error:
            raise self._wrong("no_such_day", year=error.year, month=error.month, day=error.day) from None
        except LunarDay:
            raise self._wrong("lunar") from None
        except WrongDay:
            raise self._wrong("unreadable") from None

    def validate(self, value: Any) -> None:
        if value is None and self.required:
            raise self._wrong("required")
        if value is None:
            return
        earliest = self.not_before() if callable(self.not_before) else self.not_before
        latest = self.not_after() if callable(self.not_after) else self.not_after
        if earliest and value < earliest:
            raise self._wrong("too_early", day=wareki(earliest))
        if latest and value > latest:
            raise self._wrong("too_late", day=wareki(latest))

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True

    def _wrong(self, code: str, **facts: Any) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params={"label": self.label or _("日付")} | facts)


class NumberField(forms.IntegerField):
    """A whole number with its unit outside the box; ten thousand may be 10000, 10,000 or １００００."""

    widget = forms.TextInput

    def __init__(self, *, unit: Any = "", min_value: int | None = 0, max_value: int | None = None, **more: Any) -> None:
        self.unit = unit
        super().__init__(min_value=min_value, max_value=max_value, **more)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric"}

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str):
            value = re.sub(r"[,、，\s]", "", normal_width(value))
        return super().to_python(value)


class YenField(NumberField):
    """An amount in yen as people type it: 12000, 1万2,000円, １２，０００. It comes out as whole yen."""

    said = {
        Wrong.NO_AMOUNT: _("金額を数字で入れてください。例：12,000、1万2,000"),
        Wrong.COMMA: _("「,」の場所を確かめてください。例：12,000"),
        Wrong.FRACTION: _("1円より小さい金額は入れられません"),
        Wrong.LARGE: _("金額が大きすぎます。けた数を確かめてください"),
    }

    def __init__(self, **more: Any) -> None:
        super().__init__(unit=_("円"), **more)

    def to_python(self, value: Any) -> int | None:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            return yen_typed(value)
        except NotAnAmount as wrong:
            raise ValidationError(self.said[wrong.wrong], code="amount") from wrong


class Hinted(str):
    """The words of a choice, with a second line below them: `("letter", Hinted("手紙", hint="3日ほどかかります"))`."""

    hint: Any

    def __new__(cls, words: Any, *, hint: Any = "") -> "Hinted":
        made = super().__new__(cls, words)
        made.hint = hint
        return made
