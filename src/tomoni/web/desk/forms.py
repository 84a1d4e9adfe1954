"""Filters and forms of the desk."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tomoni.base import clock
from tomoni.base.design.fields import DayField, no_my_number, offer
from tomoni.base.kana import fold
from tomoni.common.people.api import Absence, Clerk, Post
from tomoni.common.people.duties import duties
from tomoni.common.people.waiting import trays

from .lying import LATE, SOON, TODAY, Lying, group_of
from .templatetags.desk import verb_title

EVERYTHING = ("", _("すべて"))


class DeskFilter(forms.Form):
    """ことば, 種類, 職, 期限; all of them in the address, so that a filtered desk can be kept as a link."""

    words = forms.CharField(label=_("ことば"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    kind = forms.ChoiceField(label=_("種類"), required=False)
    post = forms.ChoiceField(label=_("職"), required=False)
    due = forms.ChoiceField(
        label=_("期限"),
        required=False,
        choices=[EVERYTHING, (LATE, _("過ぎたもの")), (TODAY, _("きょうまで")), (SOON, _("来週まで"))],
    )

    def __init__(self, data: Any, *, posts: Sequence[Post]) -> None:
        super().__init__(data)
        offer(self, "kind", [EVERYTHING, *((tray.key, tray.title) for tray in trays.values())])
        every = _("すべての職（%(number)d）") % {"number": len(posts)}
        offer(self, "post", [("", every), *((post.key, str(post)) for post in posts)])

    def of(self, lying: Sequence[Lying], on: date) -> list[Lying]:
        """What is asked for; an address that asks for nonsense shows everything."""
        asked = self.cleaned_data if self.is_valid() else {}
        words = fold(asked.get("words", "")).split()
        reach = {LATE: (LATE,), TODAY: (LATE, TODAY), SOON: (LATE, TODAY, SOON)}.get(asked.get("due", ""))
        return [
            (tray, item)
            for tray, item in lying
            if asked.get("kind") in (None, "", tray.key)
            and asked.get("post") in (None, "", item.post)
            and (reach is None or group_of(item, on) in reach)
            and all(word in fold(f"{item.title} {item.who} {item.why}") for word in words)
        ]


class AbsenceForm(forms.Form):
    """Being away: from when until when, why, and who stands in."""

    clerk = forms.ModelChoiceField(label=_("だれが"), queryset=Clerk.objects.none())
    first_on = DayField(label=_("最初の日"), not_before=clock.today)
    last_on = DayField(label=_("最後の日"), not_before=clock.today)
    kind = forms.ChoiceField(label=_("わけ"), choices=Absence.Kind, widget=forms.RadioSelect)
    stand_in = forms.ModelChoiceField(
        label=_("代わりをする人"),
        queryset=Clerk.objects.none(),
        required=False,
        empty_label=_("決めない"),
        help_text=_("決めないときは、代決の順のとおりになります。"),
    )

    def __init__(self, data: Any = None, *, clerk: Clerk, for_others: bool) -> None:
        super().__init__(data)
        self.own = clerk
        everybody = Clerk.objects.all()
        self.fields["stand_in"].queryset = everybody if for_others else everybody.exclude(pk=clerk.pk)  # type: ignore[attr-defined]
        if for_others:
            self.fields["clerk"].queryset = everybody  # type: ignore[attr-defined]
            self.fields["clerk"].initial = clerk
        else:
            del self.fields["clerk"]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        facts.setdefault("clerk", self.own)
        first, last = facts.get("first_on"), facts.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", _("最後の日は、最初の日より前にできません。"))
        if facts.get("stand_in") and facts["stand_in"] == facts["clerk"]:
            self.add_error("stand_in", _("本人は代わりになれません。ほかの人を選んでください。"))
        return facts


class DutiesForm(forms.Form):
    """What a post is charged with. A duty of a service that is not installed here stays as it is."""

    duties = forms.MultipleChoiceField(label=_("受け持つ仕事"), required=False, widget=forms.CheckboxSelectMultiple)
    why = forms.CharField(label=_("わけ"), max_length=200, validators=[no_my_number])

    def __init__(self, data: Any = None, *, charged: Sequence[str]) -> None:
        super().__init__(data, initial={"duties": charged})
        elsewhere = [(key, key) for key in charged if key not in duties]
        known = [(duty.key, duty.title) for duty in duties.values()]
        offer(self, "duties", [*known, *elsewhere])


class ClerkForm(forms.Form):
    """Somebody who begins to work here."""

    family_name = forms.CharField(label=_("氏"), max_length=40)
    given_name = forms.CharField(label=_("名"), max_length=40, required=False)
    kana = forms.CharField(label=_("ふりがな"), max_length=100, required=False)
    number = forms.SlugField(label=_("職員番号"), max_length=20, help_text=_("英数字で。例：1010"))
    email = forms.EmailField(label=_("メールアドレス"))

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"]
        if Clerk.objects.filter(number=number).exists():
            raise forms.ValidationError(_("この職員番号は、もう使われています。"))
        return number


class WhyForm(forms.Form):
    why = forms.CharField(label=_("わけ"), max_length=200, validators=[no_my_number])


class ReasonForm(forms.Form):
    """Why somebody's data is looked at."""

    REASONS = (
        _("申請や届出を処理するため"),
        _("本人からの問い合わせに答えるため"),
        _("連絡先を確かめるため"),
    )
    why = forms.ChoiceField(
        label=_("見るわけ"),
        choices=[*((reason, reason) for reason in REASONS), ("other", _("そのほか"))],
        widget=forms.RadioSelect,
        help_text=_("本人は、いつ、どの職の人が、なぜ見たかを読めます。"),
    )
    other = forms.CharField(label=_("そのほかのわけ"), required=False, max_length=200, validators=[no_my_number])

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("why") == "other":
            facts["why"] = facts.get("other", "").strip()
            if not facts["why"]:
                self.add_error("other", _("わけを書いてください。"))
        return facts


class ResidentFilter(forms.Form):
    words = forms.CharField(
        label=_("氏名かふりがな"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class JournalFilter(forms.Form):
    """The journal by what was done, by whom, about what, and from when until when."""

    words = forms.CharField(
        label=_("職員番号か記録の名前"), required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    verb = forms.ChoiceField(label=_("したこと"), required=False)
    since = forms.DateField(label=_("この日から"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("この日まで"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, data: Any, *, verbs: Sequence[str]) -> None:
        super().__init__(data)
        offer(self, "verb", [EVERYTHING, *((verb, verb_title(verb)) for verb in verbs)])
