"""The register of documents (文書の台帳): every paper a clerk may read, searched, and as an Excel file."""

from collections.abc import Iterator
from datetime import date, datetime

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tomoni.base import clock
from tomoni.base.clock import FiscalYear
from tomoni.base.design.fields import offer
from tomoni.base.doors import open_to
from tomoni.base.sheets import Cell, xlsx_of
from tomoni.common.approvals.api import Paper, kinds
from tomoni.common.people.api import STAFF, Clerk, Section, clerk_of

PER_PAGE = 50


class DocumentsFilter(forms.Form):
    """What to look for; empty parts are not asked."""

    words = forms.CharField(
        label=gettext_lazy("件名・番号・本文"), required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = forms.ChoiceField(label=gettext_lazy("種類"), required=False)
    section = forms.ModelChoiceField(
        label=gettext_lazy("主管の課"),
        required=False,
        queryset=Section.objects.all(),
        empty_label=gettext_lazy("すべて"),
    )
    state = forms.ChoiceField(
        label=gettext_lazy("状態"), required=False, choices=[("", gettext_lazy("すべて")), *Paper.State.choices]
    )
    year = forms.ChoiceField(label=gettext_lazy("起案の年度"), required=False)

    def __init__(self, data: object) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict is a Mapping
        this = FiscalYear.of(clock.today()).year
        years = [(str(year), str(FiscalYear(year))) for year in range(this, this - 5, -1)]
        offer(self, "year", [("", _("すべて")), *years])
        titles = [(one.key, one.title) for one in kinds.values()]
        offer(self, "kind", [("", _("すべて")), *titles])


@require_safe
@open_to(STAFF)
def documents(request: HttpRequest) -> HttpResponse:
    form = DocumentsFilter(request.GET)
    page = Paginator(_found(form, clerk_of(request)), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(paper, _kind(paper)) for paper in page.object_list]
    here = {"form": form, "page": page, "rows": rows, "query": request.GET.urlencode(), "rail": "office_papers"}
    return render(request, "office_papers/documents.html", here)


@require_safe
@open_to(STAFF)
def documents_xlsx(request: HttpRequest) -> HttpResponse:
    """The same rows, all of them."""
    found = _found(DocumentsFilter(request.GET), clerk_of(request))
    heads = [
        _("文書番号"), _("件名"), _("種類"), _("状態"), _("決裁区分"), _("主管の課"), _("起案者"), _("起案の日"),
        _("終わった日"), _("施行日"), _("完結の日"), _("文書分類"), _("保存の終わり"),
    ]  # fmt: skip
    return xlsx_of(heads, _rows(found), name=_("文書の台帳"))


def _rows(found: QuerySet[Paper]) -> Iterator[list[Cell]]:
    for paper in found.select_related("dispatch", "filed__file_class").iterator(chunk_size=500):
        sent, filed = getattr(paper, "dispatch", None), getattr(paper, "filed", None)
        yield [
            paper.number, paper.title, _kind(paper), paper.get_state_display(), paper.authority, str(paper.section),
            str(paper.drafter), paper.drafted_on, _day(paper.ended_at), sent.on if sent else None,
            filed.completed_on if filed else None, str(filed.file_class) if filed else "",
            filed.kept_through if filed else None,
        ]  # fmt: skip


def _found(form: DocumentsFilter, clerk: Clerk) -> QuerySet[Paper]:
    asked = form.cleaned_data if form.is_valid() else {}
    found = Paper.objects.readable_by(clerk, clock.today()).select_related("section", "drafter")
    for word in asked.get("words", "").replace("　", " ").split():
        in_text = Paper.objects.filter(versions__text__icontains=word).values("pk")
        found = found.filter(Q(title__icontains=word) | Q(number__icontains=word) | Q(pk__in=in_text))
    if asked.get("kind"):
        found = found.filter(kind_key=asked["kind"])
    if asked.get("section"):
        found = found.filter(section=asked["section"])
    if asked.get("state"):
        found = found.filter(state=asked["state"])
    if asked.get("year"):
        year = FiscalYear(int(asked["year"]))
        found = found.filter(drafted_at__date__range=(year.first, year.last))
    return found


def _day(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at else None


def _kind(paper: Paper) -> str:
    return str(kinds[paper.kind_key].title) if paper.kind_key in kinds else paper.kind_key
