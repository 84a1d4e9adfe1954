"""What people fill in about a document: the file itself, answers to its questions, a corrected part of the draft."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tomoni.base.kana import normal_width

from ..forms import REQUIRED, FigureField
from ..models import Nature, Plan
from .draft import Draft, Question, at
from .numbers import Unsure, plain_unit, read_year
from .offers import PURPOSE
from .questions import words_of

CHOOSE = {"required": _("選んでください"), "invalid_choice": _("選んでください")}
DIRECTIONS = [("lower", _("下がるほどよい")), ("higher", _("上がるほどよい"))]
MAY_STAY_EMPTY = ("figure", "year", "unit")
SEEN = "seen"


class DocumentForm(forms.Form):
    """A document, and the plan it is laid upon."""

    file = forms.FileField(
        label=_("計画の文書"),
        help_text=_("文字だけのファイル（txt）、Word（docx）、PDF。60MBまで。"),
        error_messages={"required": _("ファイルを選んでください"), "empty": _("ファイルが空です")},
        widget=forms.FileInput(attrs={"accept": PURPOSE.accept}),
    )
    onto = forms.ModelChoiceField(
        Plan.objects.order_by("first_year"),
        label=_("どの計画に読み込みますか"),
        empty_label=_("新しい計画"),
        required=False,
        help_text=_(
            "いまの計画を選ぶと、文書に書かれていないこと（サービス、数え方、ほかの言語）は、いまのまま残ります。"
        ),
    )


class YearField(forms.CharField):
    """A fiscal year: 令和4年度, R4 or 2022."""

    def to_python(self, value: Any) -> Any:
        said = normal_width(super().to_python(value) or "").strip()
        if not said:
            return None
        year = int(said) if said.isdecimal() and len(said) == 4 else read_year(said)
        if isinstance(year, Unsure):
            raise ValidationError(_("年度が読めません。令和4年度、R4、2022のように書いてください"))
        if not 1950 <= year <= 2100:
            raise ValidationError(_("年度を確かめてください"))
        return year


class UnitField(forms.CharField):
    def to_python(self, value: Any) -> Any:
        return plain_unit(super().to_python(value) or "")


def _code(required: bool) -> forms.Field:
    return forms.RegexField(
        r"^\d{1,2}-\d{1,2}$", required=required, error_messages=REQUIRED | {"invalid": _("1-2のように書いてください")}
    )


def _choice(choices: Iterable[tuple[str, Any]], required: bool) -> forms.Field:
    return forms.ChoiceField(choices=list(choices), required=required, widget=forms.RadioSelect, error_messages=CHOOSE)


KEEP_OR_DROP = [("keep", _("取組の見出しとして残す")), ("drop", _("取組の見出しではない。除く"))]
FIELDS: dict[str, Callable[[bool], forms.Field]] = {
    "figure": lambda required: FigureField(required=required),
    "year": lambda required: YearField(required=required, error_messages=REQUIRED),
    "words": lambda required: forms.CharField(max_length=200, required=required, error_messages=REQUIRED),
    "unit": lambda required: UnitField(max_length=20, required=required, error_messages=REQUIRED),
    "direction": lambda required: _choice(DIRECTIONS, required),
    "nature": lambda required: _choice(Nature.choices[:2], required),
    "code": _code,
    "number": lambda required: forms.IntegerField(
        min_value=1, max_value=99, required=required, widget=forms.TextInput, error_messages=REQUIRED
    ),
    "keep": lambda required: _choice(KEEP_OR_DROP, required),
}


class AnswerForm(forms.Form):
    """One question with its one field, and, where that may be, the choice to leave it empty."""

    def __init__(self, question: Question, place: int, draft: Draft, data: Any = None) -> None:
        super().__init__(data, prefix=f"q{place}", initial={"answer": question.typed})
        self.question, self.place, self.draft = question, place, draft
        if question.answers is None:
            self.fields["answer"] = forms.BooleanField(label=_("見ました"), error_messages=CHOOSE)
            return
        field = FIELDS[question.answers](False)
        field.label = words_of(question)
        if question.options and question.answers not in {"direction", "nature"}:
            field.help_text = _("候補: %(options)s") % {"options": "、".join(question.options)}
        self.fields["answer"] = field
        if question.answers in MAY_STAY_EMPTY and not question.path.endswith(("first_year", "last_year")):
            self.fields["empty"] = forms.BooleanField(label=_("書かれていないので、空のままにする"), required=False)

    @property
    def words(self) -> str:
        """The question as a sentence."""
        return words_of(self.question)

    @property
    def is_begun(self) -> bool:
        """Whether anything was put into it: questions left alone stay open, without a word."""
        return any(self.data.get(self.add_prefix(name)) for name in self.fields)

    @property
    def said(self) -> Decimal | int | str | None:
        """The answer, once the form is valid."""
        if self.question.answers is None or self.cleaned_data.get("empty"):
            return None
        said: Decimal | int | str | None = self.cleaned_data["answer"]
        return said

    def clean_answer(self) -> Any:
        said = self.cleaned_data["answer"]
        if self.question.answers == "code" and said in {policy.code for policy in self.draft.policies}:
            raise ValidationError(_("この番号の施策が、もうあります"))
        if self.question.answers == "number" and said in _taken(self.draft, self.question.path):
            raise ValidationError(_("この番号は、もう使われています"))
        return said

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if "answer" not in self.errors and told.get("answer") in {None, ""} and not told.get("empty"):
            self.add_error("answer", REQUIRED["required"])
        return told


def _taken(draft: Draft, path: str) -> set[int]:
    """The numbers of the others in the same list."""
    above, place, _name = path.rsplit(".", 2)
    return {one.number for number, one in enumerate(at(draft, above)) if str(number) != place and one.number}


class PartForm(forms.Form):
    """One part of the draft, field by field, named by its paths."""

    def __init__(self, draft: Draft, path: str, data: Any = None) -> None:
        super().__init__(data)
        self.draft, self.path = draft, path
        for name, (label, make) in _asked_of(path).items():
            whole = f"{path}.{name}" if path else name
            field = make()
            field.label = label
            value = at(draft, whole)
            field.initial = str(value) if isinstance(value, Decimal) else value
            self.fields[name] = field
        first = next(iter(self.fields))
        self.stood = " ".join(str(self.fields[first].initial or "").split())

    @property
    def moved(self) -> bool:
        """Whether another part stands here than when the form was opened: somebody has added one before it."""
        return " ".join(self.data.get("stood", self.stood).split()) != self.stood

    @property
    def changes(self) -> dict[str, object]:
        """The new values by their paths, once the form is valid."""
        said = {f"{self.path}.{name}" if self.path else name: value for name, value in self.cleaned_data.items()}
        return {
            path: ("" if value is None and isinstance(at(self.draft, path), str) else value)
            for path, value in said.items()
        }


ADDED: dict[tuple[str, ...], tuple[Any, tuple[str, ...]]] = {
    ("policies",): (_("施策を加える"), ("code", "title", "words")),
    ("policies", "groups"): (_("取組の方向を加える"), ("title",)),
    ("policies", "groups", "measures"): (_("取組を加える"), ("words",)),
    ("policies", "indicators"): (_("指標を加える"), ("title", "unit", "strategic", "direction", "nature", "note")),
}
NEEDED = ("direction", "nature", "unit")


class AddForm(forms.Form):
    """A part that the document has and the draft has not: its texts, where it goes, and the line in which it stands."""

    def __init__(self, draft: Draft, path: str, data: Any = None, *, line: int = 0) -> None:
        super().__init__(data)
        self.draft, self.path, self.there = draft, path, at(draft, path)
        if not isinstance(self.there, list):
            raise LookupError(path)
        steps = tuple(step for step in path.split(".") if not step.isdigit())
        self.does, names = ADDED[steps]  # not `title`: a template would find the field of that name first
        self.is_indicator = steps[-1] == "indicators"
        if self.is_indicator:
            self.fields["number"] = FIELDS["number"](True)
            self.fields["number"].label = _("番号（①なら1）")
            self.fields["number"].initial = max((one.number for one in self.there), default=0) + 1
        for name in names:
            label, make = PARTS[steps][name]
            self.fields[name] = make()
            self.fields[name].label = label
            self.fields[name].required |= name in NEEDED
        if self.is_indicator:
            self._ask_figures()
        elif steps != ("policies",):
            self.fields["after"] = forms.TypedChoiceField(
                label=_("どこに入れますか"), choices=list(self._places()), initial=len(self.there), coerce=int
            )
        self.fields["line"] = forms.IntegerField(
            label=_("もとの文書の行"), min_value=1, required=False, initial=line or None, widget=forms.TextInput
        )

    def _ask_figures(self) -> None:
        for name, label in (("baseline", _("現状値")), ("target", _("目標値"))):
            self.fields[name] = FigureField(required=False, label=label)
            self.fields[f"{name}_year"] = YearField(
                required=False, label=_("%(figure)sの年度") % {"figure": label}, help_text=_("令和4年度、R4、2022など")
            )

    def _places(self) -> Iterable[tuple[int, Any]]:
        yield 0, _("はじめ")
        for place, one in enumerate(self.there, start=1):
            said = one.title if hasattr(one, "title") else one.words
            yield place, _("「%(before)s」のあと") % {"before": said[:30]}

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if code in {policy.code for policy in self.draft.policies if not policy.dropped}:
            raise ValidationError(_("この番号の施策が、もうあります"))
        return code

    def clean_number(self) -> int:
        number: int = self.cleaned_data["number"]
        if number in {one.number for one in self.there if not one.dropped}:
            raise ValidationError(_("この番号は、もう使われています"))
        return number

    @property
    def place(self) -> int:
        """Where it goes, once the form is valid: a policy and an indicator by their numbers."""
        said = self.cleaned_data
        if self.is_indicator:
            return sum(one.number < said["number"] for one in self.there)
        if "code" in said:
            return sum(_in_order(one.code) < _in_order(said["code"]) for one in self.there)
        return int(said["after"])

    @property
    def facts(self) -> dict[str, Any]:
        said = {name: value for name, value in self.cleaned_data.items() if name != "after"}
        said["line"] = said["line"] or 0
        if self.is_indicator:
            for name in ("baseline", "target"):
                said[name] = (said[name], said.pop(f"{name}_year"))
        return said


def _in_order(code: str) -> list[int]:
    """1-2 before 1-10; what has no number yet comes last."""
    return [int(step) for step in code.split("-") if step.isdigit()] or [10**6]


Asked = dict[str, tuple[Any, Callable[[], forms.Field]]]


def _asked_of(path: str) -> Asked:
    """What can be corrected of the thing at a path; LookupError when nothing can."""
    steps = tuple(step for step in path.split(".") if step and not step.isdigit())
    return PARTS[steps]


def _line(*, required: bool = True) -> Callable[[], forms.Field]:
    return lambda: forms.CharField(max_length=300, required=required, error_messages=REQUIRED)


def _text(*, required: bool = True) -> Callable[[], forms.Field]:
    area = forms.Textarea(attrs={"rows": 5})
    return lambda: forms.CharField(max_length=4000, required=required, widget=area, error_messages=REQUIRED)


def _number() -> forms.Field:
    return FigureField(required=False)


def _year() -> forms.Field:
    return YearField(required=False)


def _dropped() -> forms.Field:
    return forms.BooleanField(required=False)


def _slug() -> forms.Field:
    return forms.RegexField(
        r"^[0-9a-z]+(-[0-9a-z]+)*$",
        required=False,
        max_length=40,
        error_messages={"invalid": _("半角の英小文字、数字、ハイフンで書いてください")},
    )


DROP = {"dropped": (_("計画の一部ではないので、除く"), _dropped)}
PARTS: dict[tuple[str, ...], Asked] = {
    (): {
        "title": (_("計画の名前"), _line()),
        "key": (_("略号（アドレスや記録に使う英数字）"), _slug),
        "first_year": (_("はじまる年度"), _year),
        "last_year": (_("おわる年度"), _year),
        "source": (_("出典"), _line(required=False)),
    },
    ("goals",): {"title": (_("基本目標の名前"), _line())},
    ("projects",): {"title": (_("プロジェクトの名前"), _line())},
    ("policies",): {
        "code": (_("番号"), lambda: _code(True)),
        "title": (_("施策の名前"), _line()),
        "words": (_("説明"), _text(required=False)),
    }
    | DROP,
    ("policies", "groups"): {"title": (_("取組の方向"), _line())} | DROP,
    ("policies", "groups", "measures"): {"words": (_("取組"), _text())} | DROP,
    ("policies", "contributions"): {"words": (_("プロジェクトへの寄与"), _text())} | DROP,
    ("policies", "topics"): {
        "title": (_("トピックスの題"), _line()),
        "words": (_("説明"), _text(required=False)),
        "source": (_("出典"), _line(required=False)),
    }
    | DROP,
    ("policies", "indicators"): {
        "title": (_("指標の名前"), _line()),
        "unit": (_("単位"), lambda: UnitField(max_length=20, required=False)),
        "strategic": (_("【戦略】の印がある"), _dropped),
        "direction": (_("よい向き"), lambda: _choice(DIRECTIONS, False)),
        "nature": (_("数字の種類"), lambda: _choice(Nature.choices, False)),
        "note": (_("備考"), _text(required=False)),
    }
    | DROP,
    ("policies", "indicators", "baseline"): {"value": (_("現状値"), _number), "year": (_("年度"), _year)},
    ("policies", "indicators", "target"): {"value": (_("目標値"), _number), "year": (_("年度"), _year)},
}
