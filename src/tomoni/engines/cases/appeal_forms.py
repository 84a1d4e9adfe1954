"""What is filled in on an appeal: by the appellant, by the section that decided, and by who reviews it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.base.clock import add_days, today
from tomoni.base.design.fields import DayField, no_my_number
from tomoni.common.people.api import Clerk, charged_with

from .actions.appealing import had_a_part
from .models import Appeal, Case, Ruling
from .rights import REVIEWS

REQUIRED = gettext_lazy("書いてください")
REBUTTAL_DAYS = 21


def words(label: Any, *, rows: int = 5, most: int = 4000, **more: Any) -> forms.CharField:
    """A free text that takes in no My Number."""
    area = forms.Textarea(attrs={"rows": rows})
    told = {"required": REQUIRED}
    return forms.CharField(
        label=label, widget=area, max_length=most, validators=[no_my_number], error_messages=told, **more
    )


class Lodging(forms.Form):
    """審査請求書 (行政不服審査法 第19条)."""

    appellant = forms.CharField(
        label=gettext_lazy("名前"), max_length=200, validators=[no_my_number], error_messages={"required": REQUIRED}
    )
    contact = forms.CharField(
        label=gettext_lazy("住所と電話番号"),
        max_length=300,
        validators=[no_my_number],
        error_messages={"required": REQUIRED},
    )
    known_on = DayField(label=gettext_lazy("決定を知った日"), not_after=today)
    wants = words(
        gettext_lazy("どうしてほしいか"), rows=3, most=2000, help_text=gettext_lazy("例：決定を取り消してほしい")
    )
    grounds = words(gettext_lazy("そのわけ"))
    late_because = words(
        gettext_lazy("期限を過ぎたときは、そのわけ"),
        rows=2,
        most=2000,
        required=False,
        help_text=gettext_lazy("災害や病気など、期限までに出せなかったわけを書いてください。"),
    )

    def __init__(self, case: Case, data: Any = None) -> None:
        super().__init__(data, initial={"appellant": case.subject, "known_on": case.notice.issued_on})


class Rebutting(forms.Form):
    rebuttal = words(gettext_lazy("反論"))


class Defending(forms.Form):
    defence = words(gettext_lazy("決めた課の説明（弁明書）"), most=8000)
    rebuttal_by = DayField(label=gettext_lazy("反論の期限"), not_before=today)

    def __init__(self, case: Case, data: Any = None) -> None:
        super().__init__(data, initial={"rebuttal_by": add_days(today(), REBUTTAL_DAYS)}, prefix="defend")


class Reviewing(forms.Form):
    officer = forms.ModelChoiceField(
        label=gettext_lazy("審理する人（審理員）"),
        queryset=Clerk.objects.none(),
        help_text=gettext_lazy("この決定にかかわった職員は選べません。"),
        error_messages={"required": gettext_lazy("審理する人を選んでください")},
    )

    def __init__(self, appeal: Appeal, data: Any = None) -> None:
        super().__init__(data, prefix="review")
        officer = self.fields["officer"]
        assert isinstance(officer, forms.ModelChoiceField)
        clerks = charged_with(REVIEWS, today())
        may = [clerk.pk for clerk in clerks if not had_a_part(clerk, appeal.case)]
        officer.queryset = clerks.filter(pk__in=may)


class AskingBoard(forms.Form):
    board = forms.CharField(
        label=gettext_lazy("諮問する審査会"),
        max_length=100,
        validators=[no_my_number],
        error_messages={"required": REQUIRED},
    )

    def __init__(self, appeal: Appeal, data: Any = None) -> None:
        super().__init__(data, prefix="board")


class RulingOn(forms.Form):
    ruling = forms.ChoiceField(
        label=gettext_lazy("裁決"),
        choices=Ruling.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("裁決を選んでください")},
    )
    reasons = words(gettext_lazy("裁決の理由"), most=8000)
    advice = words(gettext_lazy("審査会の意見（答申）"), most=8000, required=False)
    no_board_because = forms.CharField(
        label=gettext_lazy("諮問しないわけ（行政不服審査法 第43条第1項）"),
        max_length=300,
        required=False,
        validators=[no_my_number],
    )

    def __init__(self, appeal: Appeal, data: Any = None) -> None:
        super().__init__(data, prefix="rule")
        self.appeal = appeal

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        heard = self.appeal.board and str(given.get("advice") or "").strip()
        if given.get("ruling") == Ruling.DISMISSED and not heard and not given.get("no_board_because"):
            self.add_error("no_board_because", _("棄却するときは、審査会の意見か、諮問しないわけが要ります"))
        return given
