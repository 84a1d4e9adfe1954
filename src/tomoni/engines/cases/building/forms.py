"""The forms of the builder: a new procedure, what it says, one row, one rule, its texts."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.base.clock import WrongDay, parse_day
from tomoni.base.design.fields import NumberField, no_my_number, offer
from tomoni.base.kana import normal_width
from tomoni.common.people.api import Post, duties

from ..asking.rows import NOT_IN_ROWS
from ..expressions import NotReadable, parse
from ..kinds import kinds
from ..procedures import procedures
from ..questions import Question, spoken
from ..workflow import Kind
from .content import Content, Row, is_page, questions_of
from .editing import FIRST

Choices = list[tuple[str, Any]]
COMPARES: Choices = [
    ("==", gettext_lazy("である")),
    ("!=", gettext_lazy("でない")),
    (">=", gettext_lazy("以上（その日から後）")),
    ("<=", gettext_lazy("以下（その日まで）")),
    ("given", gettext_lazy("に答えがある")),
]
PAGE = "page"


def kind_choices() -> Choices:
    return [(key, kinds[key].title) for key in kinds if kinds[key].title]


def _line(label: Any, *, required: bool = True, hint: Any = "", most: int = 200) -> forms.CharField:
    return forms.CharField(label=label, required=required, help_text=hint, max_length=most, validators=[no_my_number])


def _lines(label: Any, *, hint: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, required=False, help_text=hint, max_length=4000, widget=area)


def as_lines(text: str) -> list[str]:
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


class NewForm(forms.Form):
    """A procedure begins with a name, or as a copy of one that is in force."""

    title = _line(gettext_lazy("手続きの名前"))
    sign = _line(gettext_lazy("受付番号の記号"), hint=gettext_lazy("2文字か3文字。例：ごみ"), most=6)
    kind = forms.ChoiceField(label=gettext_lazy("申請か届出か"), choices=Kind.choices, initial=Kind.NOTIFICATION)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        offered = [(each.key, spoken(each.title)) for each in procedures.values() if not each.begins_at]
        self.fields["copy_of"] = forms.ChoiceField(
            label=_("写して始める手続き"), required=False, choices=[("", _("何も写さない")), *offered]
        )


class SaysForm(forms.Form):
    """What the procedure says beside its questions."""

    title = _line(gettext_lazy("手続きの名前"))
    summary = _line(gettext_lazy("一文の説明"), required=False)
    sign = _line(gettext_lazy("受付番号の記号"), most=6)
    kind = forms.ChoiceField(label=gettext_lazy("申請か届出か"), choices=Kind.choices)
    answer_within = NumberField(
        label=gettext_lazy("答えるまでの開庁日"), unit=gettext_lazy("開庁日"), min_value=1, max_value=400
    )
    minutes = NumberField(label=gettext_lazy("入力にかかる時間"), unit=gettext_lazy("分"), min_value=1, max_value=120)
    fee = _line(gettext_lazy("費用"), required=False, hint=gettext_lazy("例：無料、300円"))
    basis = _line(gettext_lazy("根拠（法律、条例）"), required=False)
    who = _lines(gettext_lazy("出せる人"), hint=gettext_lazy("1行に1つずつ入れてください。"))
    needs = _lines(gettext_lazy("用意するもの"), hint=gettext_lazy("1行に1つずつ入れてください。"))
    criteria = _lines(gettext_lazy("審査の基準"), hint=gettext_lazy("1行に1つずつ入れてください。"))

    LISTS = ("who", "needs", "criteria")

    def __init__(self, content: Content, data: Any = None) -> None:
        shown = {name: content[name] for name in self.base_fields}
        shown |= {name: "\n".join(content[name]) for name in self.LISTS}
        shown |= {"examine": content["examine"], "route": (content["route"] or [""])[-1]}
        super().__init__(data, initial=shown)
        examining = [(key, duties[key].title) for key in duties if key.endswith(".examine")]
        posts = list(Post.objects.order_by("section__order", "pk").values_list("key", "title"))
        self.fields["examine"] = forms.ChoiceField(label=_("審査する職務"), choices=examining)
        self.fields["route"] = forms.ChoiceField(
            label=_("決める職"), required=False, choices=[("", _("決裁なし（届出）")), *posts],
            help_text=_("申請を認めるか認めないかを決める人です。"),
        )  # fmt: skip

    def put_into(self, content: Content) -> None:
        said = dict(self.cleaned_data)
        for name in self.LISTS:
            content[name] = as_lines(said.pop(name))
        route = said.pop("route")
        content["route"] = [route] if route else []
        content |= said


class RowForm(forms.Form):
    """One row as it is edited in its place: a heading of a page, or a question with its condition."""

    label = _line(gettext_lazy("見出し（質問の文）"))

    def __init__(self, content: Content, row: Row, data: Any = None) -> None:
        self.content, self.row = content, row
        place = next((number for number, each in enumerate(content["rows"]) if each is row), len(content["rows"]))
        self.earlier = [Question.from_data(each) for each in content["rows"][:place] if not is_page(each)]
        super().__init__(data, initial=self._shown(row), prefix="row")
        self.fields["label"].widget.attrs["autofocus"] = True
        if not is_page(row):
            self._question_fields(row["kind"])

    def _question_fields(self, kind: str) -> None:
        fields = self.fields
        fields["kind"] = forms.ChoiceField(label=_("種類"), choices=kind_choices())
        fields["hint"] = _line(_("説明（ヒント）"), required=False, most=400)
        fields["required"] = forms.BooleanField(label=_("かならず答える"), required=False)
        chosen = self.data.get("row-kind", kind) if self.is_bound else kind
        if chosen in ("choice", "choices"):
            fields["options"] = _lines(_("選ぶ答え"), hint=_("1行に1つずつ入れてください。"))
        if chosen in ("number", "amount"):
            fields["least"] = forms.IntegerField(label=_("いちばん小さい数"), required=False)
            fields["most"] = forms.IntegerField(label=_("いちばん大きい数"), required=False)
        if chosen == "number":
            fields["unit"] = _line(_("単位"), required=False, hint=_("例：人、本、㎡"), most=20)
        if chosen == "consent":
            fields["agreed"] = _line(_("同意する文"), most=400)
        if chosen == "bank_account":
            names = [(each.key, spoken(each.label)) for each in self.earlier if each.kind in NAMED]
            fields["same_as"] = forms.ChoiceField(
                label=_("口座名義とくらべる質問"), required=False, choices=[("", _("くらべない")), *names]
            )
        if chosen == "members":
            told = "、".join(str(title) for key, title in kind_choices() if key not in NOT_IN_ROWS)
            fields["rows"] = _lines(
                _("1行の中で聞くこと"),
                hint=_("1行に1つずつ「見出し｜種類」と入れてください。種類：%(kinds)s") % {"kinds": told},
            )
        self._condition_fields()

    def _condition_fields(self) -> None:
        if not self.earlier:
            return
        asked = [(each.key, spoken(each.label)) for each in self.earlier if each.kind != "statement"]
        self.fields["if_key"] = forms.ChoiceField(
            label=_("条件：この質問の答えが"), required=False, choices=[("", _("いつも聞く")), *asked]
        )
        self.fields["if_is"] = forms.ChoiceField(label=_("条件：どうであれば"), required=False, choices=COMPARES)
        self.fields["if_value"] = _line(
            _("条件：くらべる答え"), required=False, hint=_("選ぶ答えの文、はい、いいえ、数、日付を入れてください。")
        )
        self.fields["if_line"] = _line(
            _("条件を式で書く"), required=False, most=1000,
            hint=_("上の3つで足りないときだけ。例：q1 == yes and age(q2) >= 65"),
        )  # fmt: skip

    def _shown(self, row: Row) -> dict[str, Any]:
        if is_page(row):
            return {"label": row["page"]}
        shown: dict[str, Any] = {"required": True, **row}
        shown["options"] = "\n".join(label for _value, label in row.get("options", ()))
        shown["rows"] = "\n".join(f"{each['label']}｜{kinds[each['kind']].title}" for each in row.get("rows", ()))
        return shown | condition_shown(row.get("only_if", ""), self.earlier)

    def clean(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        if "rows" in self.fields and "rows" in said:
            said["rows"] = self._rows(said["rows"])
        said["only_if"] = self._condition(said)
        return said

    def _rows(self, text: str) -> list[Row]:
        sorts = {str(title): key for key, title in kind_choices() if key not in NOT_IN_ROWS}
        rows: list[Row] = []
        for number, line in enumerate(as_lines(text), start=1):
            label, _stroke, sort = line.replace("|", "｜").partition("｜")
            if sort.strip() and sort.strip() not in sorts:
                self.add_error("rows", _("「%(sort)s」という種類はありません") % {"sort": sort.strip()})
                return []
            rows.append({"key": f"r{number}", "kind": sorts.get(sort.strip(), "text"), "label": label.strip()})
        return rows

    def _condition(self, said: dict[str, Any]) -> str:
        if line := str(said.get("if_line") or "").strip():
            return line
        asked = next((each for each in self.earlier if each.key == said.get("if_key")), None)
        if asked is None:
            return ""
        if said.get("if_is") == "given":
            return f"given({asked.key})"
        try:
            value = _literal(asked, str(said.get("if_value") or "").strip())
        except ValidationError as error:
            self.add_error("if_value", error)
            return ""
        sign = said.get("if_is") or "=="
        if asked.kind == "choices":
            return f"{value} in {asked.key}" if sign == "==" else f"not {value} in {asked.key}"
        return f"{asked.key} {sign} {value}"

    def as_row(self) -> Row:
        """The row as it is kept."""
        said = dict(self.cleaned_data)
        if is_page(self.row):
            return {"page": said["label"]}
        made = {name: said[name] for name in ("label", "kind", "hint", "least", "most", "unit", "agreed", "same_as",
                "rows", "only_if") if said.get(name) not in ("", None, [])}  # fmt: skip
        if "options" in said:
            made["options"] = [[line, line] for line in as_lines(said["options"])]
        kept = {"key": self.row["key"], **made}
        if said["kind"] in ("text", "long_text"):
            kept["most"] = self.row.get("most") or {"text": 200, "long_text": 2000}[said["kind"]]
        if said["kind"] != self.row["kind"]:  # what the new kind cannot be without, until somebody says it better
            kept |= {name: value for name, value in FIRST.get(said["kind"], {}).items() if name not in kept}
        if not said["required"] or said["kind"] == "statement":
            kept["required"] = False
        return kept


NAMED = ("person_name", "name_and_kana", "organisation")


def _literal(asked: Question, typed: str) -> str:
    """What is typed to be compared with, as it stands in an expression."""
    told = normal_width(typed)
    if asked.kind in ("choice", "choices"):
        for value, label in asked.options:
            if typed in (value, spoken(label)):
                return f"'{value}'"
        answers = "、".join(spoken(label) for _value, label in asked.options)
        raise ValidationError(_("次の答えのどれかを入れてください：%(answers)s") % {"answers": answers})
    if asked.kind in ("yes_no", "consent"):
        if told.lower() not in ("はい", "いいえ", "yes", "no"):
            raise ValidationError(_("「はい」か「いいえ」を入れてください"))
        return "yes" if told.lower() in ("はい", "yes") else "no"
    if asked.kind in ("number", "amount"):
        digits = re.sub(r"[,\s円]", "", told)
        if not re.fullmatch(r"[0-9]{1,15}", digits):
            raise ValidationError(_("数字を入れてください"))
        return str(int(digits))
    if "day" in asked.kind or asked.kind == "born_on":
        try:
            return parse_day(told).isoformat()
        except WrongDay:
            raise ValidationError(_("日付を入れてください。例：令和9年4月1日")) from None
    if not typed or "'" in typed:
        raise ValidationError(_("くらべる答えを入れてください"))
    return f"'{typed}'"


def condition_shown(line: Any, earlier: list[Question]) -> dict[str, str]:
    """A stored condition in the three fields where they can say it, else as the line it is."""
    if not line:
        return {}
    try:
        tree = parse(str(line))
    except NotReadable:
        return {"if_line": str(line)}
    keys = {each.key: each for each in earlier}
    if tree[0] == "given" and tree[1][1] in keys:
        return {"if_key": tree[1][1], "if_is": "given"}
    if tree[0] == "in" and tree[1][0] == "text" and tree[2][0] == "name" and tree[2][1] in keys:
        return {"if_key": tree[2][1], "if_is": "==", "if_value": _typed(keys[tree[2][1]], tree[1][1])}
    simple = tree[0] in ("==", "!=", ">=", "<=") and tree[1][0] == "name" and tree[1][1] in keys
    if simple and tree[2][0] in ("text", "number", "day", "yes"):
        return {"if_key": tree[1][1], "if_is": tree[0], "if_value": _typed(keys[tree[1][1]], tree[2][1])}
    return {"if_line": str(line)}


def _typed(asked: Question, value: Any) -> str:
    if isinstance(value, bool):
        return _("はい") if value else _("いいえ")
    return next((spoken(label) for each, label in asked.options if each == value), str(value))


class AddForm(forms.Form):
    """One more row at the end, or a rule: two fields and Enter."""

    add = forms.ChoiceField(label=gettext_lazy("加えるもの"))
    words = _line(gettext_lazy("見出し（質問の文）"))

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        offer(self, "add", [*kind_choices(), (PAGE, _("新しいページの見出し"))])


class RuleForm(forms.Form):
    """What must be true of the answers, and what to say where it is not."""

    must = _line(gettext_lazy("かならず成り立つこと（式）"), hint=gettext_lazy("例：q3 >= q2"), most=1000)
    says = _line(gettext_lazy("成り立たないときの言葉"), most=300)

    def __init__(self, content: Content, data: Any = None) -> None:
        super().__init__(data)
        asked = [(each.key, spoken(each.label)) for each in questions_of(content) if each.kind != "statement"]
        self.fields["at"] = forms.ChoiceField(label=_("言葉を出す質問"), choices=asked)
