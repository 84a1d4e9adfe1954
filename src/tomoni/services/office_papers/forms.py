"""The forms of office papers: one per sort, each says what is to be decided and what stands on the paper."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.base import clock
from tomoni.base.clock import wareki
from tomoni.base.design.fields import DayField, YenField, no_my_number, offer
from tomoni.base.money_amount import written
from tomoni.common.approvals.api import ENCLOSURE, Escalator, Stage, Wanted, matters
from tomoni.common.files.api import StoredFile, WrongFile, keep
from tomoni.common.people.api import Clerk, Post, posts_of

from .models import OfficePaper

Sort = OfficePaper.Sort


def _text(label: Any, *, rows: int = 0, most: int = 200, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, max_length=most, widget=widget, validators=[no_my_number], **more)


class PaperForm(forms.Form):
    """What every office paper asks. Subclasses add their own, and say the matter and the facts."""

    sort: Sort
    own: tuple[str, ...] = ()  # the fields that stand as facts on the paper, in their order

    as_post = forms.ChoiceField(label=gettext_lazy("どの職で起案しますか"))
    title = _text(gettext_lazy("件名"))
    text = _text(gettext_lazy("伺い（何を、なぜ）"), rows=6, most=5000)
    escalators = forms.MultipleChoiceField(
        label=gettext_lazy("当てはまるものに印を付けてください"), required=False, choices=Escalator.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("印があると、もっと上の職が決めます。なければ、付けないでください。"),
    )  # fmt: skip
    also = forms.ModelMultipleChoiceField(
        label=gettext_lazy("合議（同意を求める、ほかの課）"), required=False, queryset=Post.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("決まりで必要な合議は、自動で入ります。ほかにも求めるときに選びます。"),
    )  # fmt: skip
    due_on = DayField(label=gettext_lazy("いつまでに決めてほしいか"), required=False)
    more = forms.FileField(
        label=gettext_lazy("添付"), required=False, widget=forms.FileInput(attrs={"accept": ENCLOSURE.accept})
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    quotes = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None, *, clerk: Clerk, initial: Mapping[str, Any]) -> None:
        super().__init__(data, files, initial=dict(initial))
        self.clerk = clerk
        self.posts = posts_of(clerk, clock.today())
        offer(self, "as_post", [(post.key, str(post)) for post in self.posts])
        if len(self.posts) == 1:
            self.fields["as_post"].widget = forms.HiddenInput()
            self.fields["as_post"].initial = self.posts[0].key
        heads = Post.objects.filter(rank__gte=50, rank__lt=90).exclude(pk__in=[post.pk for post in self.posts])
        self.fields["also"].queryset = heads.select_related("section").order_by("section__order", "-rank")  # type: ignore[attr-defined]
        last = ["escalators", "also", "due_on", "more", "kept", "quotes"]
        self.order_fields(["as_post", "title", *self.own, "text", *last])

    def clean(self) -> dict[str, Any]:
        """A file is taken in as soon as it comes, so that looking at the route does not lose it."""
        facts = super().clean() or {}
        files = list(self._kept_before(facts.get("kept", "")))
        if facts.get("more"):
            try:
                files.append(keep(facts["more"], owner=self.clerk, purpose=ENCLOSURE))
            except WrongFile as wrong:
                self.add_error("more", str(wrong))
        facts["files"] = files
        return facts

    def _kept_before(self, typed: str) -> Iterator[StoredFile]:
        wanted = [int(pk) for pk in typed.split() if pk.isdigit()]
        found = {file.pk: file for file in StoredFile.objects.there().filter(pk__in=wanted)}
        return (found[pk] for pk in wanted if pk in found and found[pk].owner == self.clerk)

    @property
    def post(self) -> Post:
        return next(post for post in self.posts if post.key == self.cleaned_data["as_post"])

    @property
    def wanted(self) -> Wanted:
        """What is to be decided, for the rules."""
        facts = self.cleaned_data
        return Wanted(self.asked_matter, facts.get("stage", ""), facts.get("amount_yen"), tuple(facts["escalators"]))

    @property
    def asked_matter(self) -> str:
        return str(self.cleaned_data.get("matter") or self.sort)

    @property
    def said(self) -> dict[str, str]:
        """The facts as they stand on the paper: headings and words."""
        return {str(self.fields[name].label): words for name in self.own if (words := self._words(name))}

    def _words(self, name: str) -> str:
        value, field = self.cleaned_data.get(name), self.fields[name]
        if isinstance(value, date):
            return wareki(value)
        if isinstance(value, int):
            return written(value)
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices).get(value, ""))  # type: ignore[arg-type]  # none of these is grouped
        return str(value or "").replace("\r\n", "\n").strip()

    @property
    def typed(self) -> dict[str, Any]:
        """What was typed, for the form of the next time."""
        skipped = {"more", "kept", "quotes", "files", "also"}
        facts = {name: value for name, value in self.cleaned_data.items() if name not in skipped}
        plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}
        return plain | {"also": [post.key for post in self.cleaned_data["also"]]}


class PurchaseForm(PaperForm):
    sort = Sort.PURCHASE
    own = ("matter", "stage", "what", "amount_yen", "supplier", "budget")

    matter = forms.ChoiceField(label=gettext_lazy("何のための支出ですか"))
    stage = forms.ChoiceField(label=gettext_lazy("段階"), choices=Stage.choices)
    what = _text(gettext_lazy("品名・数量・単価"), rows=3, most=2000)
    amount_yen = YenField(label=gettext_lazy("金額（税込み）"), min_value=1)
    supplier = _text(gettext_lazy("相手方と、選んだ理由"), required=False, rows=2, most=1000)
    budget = _text(gettext_lazy("予算の科目"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        spent = ("goods", "works", "commission", "subsidy", "contract_change", "food")
        offer(self, "matter", [(key, matters[key].title) for key in spent])


class TravelForm(PaperForm):
    sort = Sort.TRAVEL
    own = ("destination", "first_on", "last_on", "means", "amount_yen")

    destination = _text(gettext_lazy("行き先"))
    first_on = DayField(label=gettext_lazy("出かける日"))
    last_on = DayField(label=gettext_lazy("帰る日"))
    means = _text(gettext_lazy("交通手段"))
    amount_yen = YenField(label=gettext_lazy("旅費の見込み"), min_value=0)

    def clean_last_on(self) -> date:
        last: date
        first, last = self.cleaned_data.get("first_on"), self.cleaned_data["last_on"]
        if first and last < first:
            raise ValidationError(_("帰る日は、出かける日より後にしてください。"))
        return last


class ConsultationForm(PaperForm):
    sort = Sort.CONSULTATION

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["also"].required = True
        self.fields["also"].label = _("協議する相手")
        self.fields["also"].help_text = ""


class GeneralForm(PaperForm):
    sort = Sort.GENERAL
    own = ("matter",)

    matter = forms.ChoiceField(label=gettext_lazy("何についてですか"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        keys = ("general", "policy", "ordinance", "suit")
        offer(self, "matter", [(key, matters[key].title) for key in keys])


FORMS: dict[str, type[PaperForm]] = {
    form.sort.value: form for form in (PurchaseForm, TravelForm, ConsultationForm, GeneralForm)
}
