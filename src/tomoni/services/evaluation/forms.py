"""What is written on a sheet, and what is chosen around it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tomoni.base.clock import FiscalYear, add_open_days, today
from tomoni.base.design.fields import DayField, Hinted, NumberField, no_my_number, offer

from .models import STATES, EvaluationSheet, in_language
from .settings import Evaluating

MOST = 4000
REQUIRED = {"required": _("書いてください")}


def words(label: Any, *, rows: int = 5, **more: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    checks = [no_my_number]
    return forms.CharField(
        label=label, widget=area, max_length=MOST, error_messages=REQUIRED, validators=checks, **more
    )


class OpenForm(forms.Form):
    """The year to evaluate, the day of its figures, and the days until which things are due."""

    year = NumberField(label=_("年度（西暦）"), min_value=2000, max_value=2100)
    figures_on = DayField(
        label=_("いつの数字で評価しますか"),
        not_after=today,
        help_text=_("その日に分かっていた数字が、すべてのシートに入り、あとから変わりません。"),
    )
    hand_in_by = DayField(label=_("シートの期限"), not_before=today)
    publish_by = DayField(label=_("公表の予定"), not_before=today)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        first, last = said.get("hand_in_by"), said.get("publish_by")
        if first and last and last < first:
            self.add_error("publish_by", _("シートの期限よりあとの日にしてください。"))
        return said


def days_proposed(rules: Evaluating, *, opened: set[int]) -> dict[str, Any]:
    """The form as it is usually right: the last full year, or this one when that was opened; the city's own periods."""
    year = FiscalYear.of(today()).previous
    if year.year in opened:
        year = year.next
    return {
        "year": year.year,
        "figures_on": min(year.last, today()),
        "hand_in_by": add_open_days(today(), rules.hand_in_within),
        "publish_by": add_open_days(today(), rules.publish_within),
    }


class SheetForm(forms.Form):
    """The section's own words. Everything else is on the sheet already."""

    rating = forms.ChoiceField(label=_("担当課の評価"), widget=forms.RadioSelect, error_messages=REQUIRED)
    difference = words(
        _("判定とちがう理由"),
        rows=3,
        required=False,
        help_text=_("評価が規則による判定とちがうときは、なぜちがうかを書きます。公開されます。"),
    )
    comment = words(
        _("この一年にしたことと評価のわけ"), help_text=_("数字はもう入っています。数字に出ないことを書きます。")
    )
    next_step = words(_("次にすること"), rows=4, help_text=_("だれが、いつまでに、何をするか。"))
    reply = words(_("質問への返事"), rows=3)

    def __init__(self, *said: Any, rules: Evaluating, asked: bool, **more: Any) -> None:
        super().__init__(*said, **more)
        offer(self, "rating", [(one.key, in_language(one.said)) for one in rules.ratings])
        if not asked:
            del self.fields["reply"]


class CheckForm(forms.Form):
    """Agree, or ask."""

    outcome = forms.ChoiceField(
        label=_("確認の結果"),
        widget=forms.RadioSelect,
        choices=[
            ("check", Hinted(_("確認した"), hint=_("委員会に回ります。"))),
            ("ask", Hinted(_("質問して戻す"), hint=_("担当課が直して、もう一度出します。"))),
        ],
        error_messages=REQUIRED,
    )
    question = words(_("質問"), rows=4, required=False, help_text=_("戻すときだけ書きます。"))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("outcome") == "ask" and not said.get("question", "").strip():
            self.add_error("question", _("何を聞きたいか書いてください。"))
        return said


class OpinionForm(forms.Form):
    """What the committee said, in its own words."""

    met_on = DayField(label=_("委員会の日"), not_after=today)
    opinion = words(_("委員会の意見"), rows=6, help_text=_("委員会のことばのまま入れます。公開されます。"))
    request = words(
        _("委員会の提案"),
        rows=4,
        required=False,
        help_text=_("市にしてほしいこと。書くと、担当課が対応を書きます。"),
    )


class RemarkForm(forms.Form):
    """What one member of the committee says of a sheet."""

    words = words(
        _("あなたの意見"),
        rows=8,
        required=False,
        help_text=_("書いた文が、名前なしで、そのまま公開されます。空にすると取り消せます。"),
    )


class SeatForm(forms.Form):
    """Whom to seat on the committee."""

    email = forms.EmailField(
        label=_("委員がサインインに使うメールアドレス"),
        help_text=_("先に、委員の方にアカウントを作ってもらいます。"),
        error_messages=REQUIRED,
    )


class AnswerForm(forms.Form):
    """What the city does with what the committee asked for."""

    decision = forms.ChoiceField(
        label=_("市の対応"), widget=forms.RadioSelect, choices=EvaluationSheet.Answer.choices, error_messages=REQUIRED
    )
    answer_words = words(_("市の対応の内容"), help_text=_("いつまでに何をするか。取り入れないときは、その理由。"))


class NoteForm(forms.Form):
    """What turned out to be wrong after the publication."""

    words = words(_("付記"), rows=3, help_text=_("シートは変わりません。きょうの日付で、横に並びます。"))


class SheetsFilter(forms.Form):
    """Sheets of a year by words, state and section."""

    words = forms.CharField(label=_("番号・名前"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    state = forms.ChoiceField(label=_("状態"), required=False, choices=[("", _("すべて")), *STATES])
    section = forms.ChoiceField(label=_("担当課"), required=False)

    def __init__(self, *said: Any, sections: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*said, **more)
        offer(self, "section", [("", _("すべて")), *sections])
