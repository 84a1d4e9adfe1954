"""What a clerk fills in on a case."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.base.clock import add_open_days, today
from tomoni.base.design.fields import DayField, no_my_number
from tomoni.common.people.api import Clerk, Section, charged_with

from .actions import Spokesperson
from .actions.waiting import stands
from .models import Assistance, Case, Confirmed, Consented, Outcome, Proxy
from .procedures import Procedure
from .questions import spoken
from .workflow import Entrance, Kind, State

ASKED_WITHIN = 5  # opening days for another section, unless the clerk says otherwise
REQUIRED = gettext_lazy("書いてください")


def _words(label: Any, *, rows: int = 4, **more: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    told = {"required": REQUIRED}
    return forms.CharField(
        label=label, widget=area, max_length=2000, validators=[no_my_number], error_messages=told, **more
    )


class Looking(forms.Form):
    """The filters above the list."""

    q = forms.CharField(label=gettext_lazy("ことば"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    procedure = forms.ChoiceField(label=gettext_lazy("手続き"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("状態"), required=False)
    whose = forms.ChoiceField(label=gettext_lazy("担当"), required=False)
    late = forms.ChoiceField(label=gettext_lazy("期限"), required=False)
    section = forms.ChoiceField(label=gettext_lazy("課"), required=False)

    def __init__(self, data: Any, procedures: list[tuple[str, str]], sections: list[tuple[str, str]]) -> None:
        super().__init__(data)
        kinds: dict[str, list[tuple[str, Any]]] = {
            "procedure": [("", _("すべて")), *procedures],
            "state": [("open", _("終わっていないもの")), ("all", _("すべて")), *State.choices],
            "whose": [("", _("だれでも")), ("mine", _("わたし")), ("nobody", _("決まっていない"))],
            "late": [("", _("すべて")), ("1", _("過ぎたもの"))],
            "section": [("", _("すべて")), *sections],
        }
        for name, choices in kinds.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


class Correcting(forms.Form):
    """What the applicant should put right, everything at once."""

    keys = forms.MultipleChoiceField(
        label=gettext_lazy("直してもらう質問"), required=False, widget=forms.CheckboxSelectMultiple
    )
    what = _words(
        gettext_lazy("お願いすること"), help_text=gettext_lazy("足りないものは、まとめて一度でお願いします。")
    )
    reply_by = DayField(
        label=gettext_lazy("返事の期限"), not_before=today, help_text=gettext_lazy("この日まで、日数は止まります。")
    )

    def __init__(self, case: Case, data: Any = None) -> None:
        by = add_open_days(today(), case.definition.content["correct_within"])
        super().__init__(data, initial={"reply_by": by}, prefix="correct")
        keys = self.fields["keys"]
        assert isinstance(keys, forms.MultipleChoiceField)
        keys.choices = [(each.key, spoken(each.label)) for each in case.definition.questions]


class Proposing(forms.Form):
    """The decision that is put before the route. A refusal is nothing without its three reasons."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("案"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("認めるか、認めないかを選んでください")},
    )
    article = forms.CharField(
        label=gettext_lazy("根拠の条文"),
        max_length=300,
        required=False,
        validators=[no_my_number],
        help_text=gettext_lazy("例：登録要綱 第3条第1号"),
    )
    facts = _words(gettext_lazy("認めた事実"), rows=3, required=False)
    reasoning = _words(
        gettext_lazy("条文に当てはめた理由"),
        rows=3,
        required=False,
        help_text=gettext_lazy("どの事実が、どの条文に、なぜ当てはまるか（当てはまらないか）。"),
    )
    words = _words(gettext_lazy("申請した人への言葉"), rows=2, required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="propose")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("outcome") == Outcome.REFUSE:
            for name in ("article", "facts", "reasoning"):
                if not str(given.get(name) or "").strip():
                    self.add_error(name, _("認めないときは、%(what)sが要ります") % {"what": self.fields[name].label})
        return given


class Assigning(forms.Form):
    to = forms.ModelChoiceField(
        label=gettext_lazy("担当"),
        queryset=Clerk.objects.none(),
        empty_label=None,
        error_messages={"required": gettext_lazy("担当を選んでください")},
    )

    def __init__(self, case: Case, data: Any = None) -> None:
        super().__init__(data, initial={"to": case.examiner_id}, prefix="assign")
        to = self.fields["to"]
        assert isinstance(to, forms.ModelChoiceField)
        to.queryset = charged_with(case.procedure.examine, today())


class Saying(forms.Form):
    text = _words(gettext_lazy("申請した人への連絡"), rows=3)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="say")


class Noting(forms.Form):
    text = _words(gettext_lazy("メモ（申請した人には見えません）"), rows=3)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="note")


class Delaying(forms.Form):
    """What is told when the standard period is over: the nightly draft says where the case stands."""

    reason = _words(gettext_lazy("遅れるわけ"), rows=2)
    stands = _words(
        gettext_lazy("いまの状況"), rows=2, help_text=gettext_lazy("夜のあいだに下書きしました。直せます。")
    )
    outlook = DayField(label=gettext_lazy("答えられる見込みの日"), not_before=today)

    def __init__(self, case: Case, data: Any = None) -> None:
        drafted = next((one for one in case.delays.all() if one.sent_at is None), None)
        super().__init__(data, initial={"stands": drafted.stands if drafted else stands(case)}, prefix="delay")


class SendingThrough(forms.Form):
    through = forms.CharField(
        label=gettext_lazy("どこに送るか"),
        max_length=100,
        validators=[no_my_number],
        error_messages={"required": REQUIRED},
    )
    within = forms.IntegerField(
        label=gettext_lazy("そこでの日数（開庁日）"), min_value=1, max_value=200, error_messages={"required": REQUIRED}
    )

    def __init__(self, case: Case, data: Any = None) -> None:
        super().__init__(data, prefix="through")


class Consulting(forms.Form):
    section = forms.ModelChoiceField(
        label=gettext_lazy("聞く課"),
        queryset=Section.objects.none(),
        error_messages={"required": gettext_lazy("聞く課を選んでください")},
    )
    question = _words(gettext_lazy("聞くこと"), rows=3)
    reply_by = DayField(
        label=gettext_lazy("答えの期限"), not_before=today, help_text=gettext_lazy("聞いている間も、日数は進みます。")
    )

    def __init__(self, case: Case, data: Any = None) -> None:
        super().__init__(data, initial={"reply_by": add_open_days(today(), ASKED_WITHIN)}, prefix="consult")
        section = self.fields["section"]
        assert isinstance(section, forms.ModelChoiceField)
        section.queryset = Section.objects.filter(posts__isnull=False).distinct()


class Linking(forms.Form):
    number = forms.ModelChoiceField(
        label=gettext_lazy("関係のある申請の受付番号"),
        queryset=Case.objects.all(),
        to_field_name="number",
        widget=forms.TextInput,
        error_messages={
            "required": REQUIRED,
            "invalid_choice": gettext_lazy("この番号の申請は見つかりません"),
        },
    )
    why = forms.CharField(
        label=gettext_lazy("どう関係があるか"),
        max_length=200,
        validators=[no_my_number],
        error_messages={"required": REQUIRED},
    )

    def __init__(self, case: Case, data: Any = None) -> None:
        super().__init__(data, prefix="link")
        number = self.fields["number"]
        assert isinstance(number, forms.ModelChoiceField)
        number.queryset = Case.objects.exclude(pk=case.pk)


class Replying(forms.Form):
    answer = _words(gettext_lazy("答え"), rows=5)


class KeepingTemplate(forms.Form):
    """Words that are sent often. Places in braces are filled in when they are used."""

    title = forms.CharField(
        label=gettext_lazy("名前"), max_length=60, validators=[no_my_number], error_messages={"required": REQUIRED}
    )
    procedure = forms.ChoiceField(label=gettext_lazy("手続き"), required=False)
    text = _words(
        gettext_lazy("文"),
        rows=6,
        help_text=gettext_lazy("{番号}、{手続き}、{期限} は、使うときにその申請のものになります。"),
    )

    def __init__(self, mine: list[Procedure], data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        procedure = self.fields["procedure"]
        assert isinstance(procedure, forms.ChoiceField)
        procedure.choices = [("", _("すべての手続き")), *((each.key, spoken(each.title)) for each in mine)]


class Entering(forms.Form):
    """A clerk types for somebody at the counter, on the telephone, from paper, or as a proxy tells it."""

    procedure = forms.MultipleChoiceField(
        label=gettext_lazy("手続き"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("転入のように続けて出すものは、まとめて選べます。同じことは一度だけ聞きます。"),
        error_messages={"required": gettext_lazy("手続きを選んでください")},
    )
    entrance = forms.ChoiceField(
        label=gettext_lazy("入口"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("入口を選んでください")},
    )
    place = forms.CharField(
        label=gettext_lazy("どこで"),
        max_length=100,
        required=False,
        validators=[no_my_number],
        help_text=gettext_lazy("書かないときは、あなたの課の名前になります。"),
    )
    occasion = forms.CharField(
        label=gettext_lazy("まとめの名前"),
        max_length=60,
        required=False,
        validators=[no_my_number],
        help_text=gettext_lazy("いくつか選んだときだけ。例：転入"),
    )
    scan = forms.FileField(label=gettext_lazy("出された紙の写し（PDFか写真）"), required=False)
    proxy = forms.ChoiceField(label=gettext_lazy("本人の代わりに話す人"), required=False)
    proxy_name = forms.CharField(
        label=gettext_lazy("その人の名前"), max_length=100, required=False, validators=[no_my_number]
    )
    proxy_relation = forms.CharField(
        label=gettext_lazy("本人との関係"), max_length=100, required=False, validators=[no_my_number]
    )
    consent = forms.ChoiceField(label=gettext_lazy("本人が任せたことを、どう確かめたか"), required=False)

    def __init__(self, procedures: list[Procedure], data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        offered = [(each.key, spoken(each.title)) for each in procedures if not each.begins_at]
        kinds: dict[str, list[tuple[str, Any]]] = {
            "procedure": list(offered),
            "entrance": [choice for choice in Entrance.choices if choice[0] != Entrance.ONLINE],
            "proxy": [("", _("いない（本人が話している）")), *Proxy.choices],
            "consent": [("", _("本人が話している")), *Consented.choices],
        }
        for name, choices in kinds.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("entrance") == Entrance.PROXY and not given.get("proxy"):
            self.add_error("proxy", _("だれが代わりに話すかを選んでください"))
        if given.get("proxy"):
            for name in ("proxy_name", "consent"):
                if not given.get(name):
                    self.add_error(
                        name, _("代わりの人が話すときは、%(what)sが要ります") % {"what": self.fields[name].label}
                    )
        return given

    @property
    def spokesperson(self) -> Spokesperson | None:
        given = self.cleaned_data
        if not given["proxy"]:
            return None
        return Spokesperson(
            proxy=Proxy(given["proxy"]),
            name=given["proxy_name"],
            relation=given["proxy_relation"],
            consent=Consented(given["consent"]),
            consent_on=today(),
        )


class HandingIn(forms.Form):
    """How whoever applied said that what was typed is right."""

    confirmed = forms.ChoiceField(
        label=gettext_lazy("どう確かめましたか"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("どう確かめたかを選んでください")},
    )
    scan = forms.FileField(label=gettext_lazy("署名した紙・出された紙の写し（PDFか写真）"), required=False)

    def __init__(self, assistance: Assistance, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.has_scan = assistance.scan_id is not None
        self.from_paper = assistance.draft is not None and assistance.draft.entrance == Entrance.PAPER
        confirmed = self.fields["confirmed"]
        assert isinstance(confirmed, forms.ChoiceField)
        confirmed.choices = [choice for choice in Confirmed.choices if choice[0] != Confirmed.SCREEN]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        paper = self.from_paper or given.get("confirmed") == Confirmed.PAPER
        if paper and not self.has_scan and not given.get("scan"):
            self.add_error("scan", _("紙で出されたものには、その写しを付けてください"))
        return given


def may_decide(case: Case) -> bool:
    """Whether a decision can be proposed now."""
    return case.kind == Kind.APPLICATION and case.state in (State.RECEIVED, State.EXAMINING, State.CORRECTION)
