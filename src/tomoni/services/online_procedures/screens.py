"""The yearly use of procedures online, and the guides that lead from an event of life to procedures."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tomoni.base import opendata
from tomoni.base.clock import FiscalYear, today
from tomoni.base.doors import PUBLIC, open_to
from tomoni.base.sheets import csv_of

from .guides import guides, walked
from .use import use_in

FIRST_YEAR = 2020


def _year(request: HttpRequest) -> FiscalYear:
    """The fiscal year asked for, else the present one."""
    now, asked = FiscalYear.of(today()), request.GET.get("year", "")
    if not asked:
        return now
    if not (asked.isascii() and asked.isdecimal() and FIRST_YEAR <= int(asked) <= now.year):
        raise Http404
    return FiscalYear(int(asked))


@require_safe
@open_to(PUBLIC)
def use(request: HttpRequest) -> HttpResponse:
    """How many of what arrived in a fiscal year came online, and from when each procedure counts as online."""
    year = _year(request)
    rows = use_in(year)
    context = {
        "tab": "procedures",
        "year": year,
        "rows": rows,
        "received": sum(row.received for row in rows),
        "online": sum(row.online for row in rows),
        "counted": sum(row.counted_from is not None for row in rows),
        "before": FiscalYear(year.year - 1) if year.year > FIRST_YEAR else None,
        "after": FiscalYear(year.year + 1) if year.last < today() else None,
    }
    return render(request, "online_procedures/use.html", context)


@require_safe
@open_to(PUBLIC)
def use_csv(request: HttpRequest) -> HttpResponse:
    year = _year(request)
    heads = ("年度", "ID", "手続", "件数", "オンライン", "割合（％）", "オンラインで終わった最初の日", "見本")
    rows = (
        (
            str(year),
            row.key,
            row.title,
            row.received,
            row.online,
            str(row.share),
            row.counted_from,
            _("見本") if row.invented else "",
        )
        for row in use_in(year)
    )
    return csv_of(heads, rows, name=f"procedures-use-{year.year}")


@require_safe
@open_to(PUBLIC)
def all_guides(request: HttpRequest) -> HttpResponse:
    """The events of life for which there is a guide."""
    return render(request, "online_procedures/guides.html", {"tab": "procedures", "guides": guides.values()})


@require_safe
@open_to(PUBLIC)
def guide(request: HttpRequest, key: str) -> HttpResponse:
    """The next question, or the result. The answers stand in the address; nothing is kept."""
    if key not in guides:
        raise Http404
    way = walked(guides[key], request.GET)
    return render(request, "online_procedures/guide.html", {"tab": "procedures", "guide": guides[key], "way": way})


def declare_data() -> None:
    """The tables that this service gives away."""
    opendata.dataset(
        "procedures", gettext_lazy("市の手続き"), page="procedures", renewed=gettext_lazy("変わったとき"),
        says=gettext_lazy("すべての手続きの対象、期限、書類、費用、窓口、根拠。担当課が確かめた日つき。"),
        forms=(opendata.csv("procedures-csv"),),
    )  # fmt: skip
    opendata.dataset(
        "procedures-use", gettext_lazy("手続きのオンライン利用"), page="procedures-use", renewed=gettext_lazy("毎日"),
        says=gettext_lazy("年度ごとの、手続きの件数とオンラインの割合。"),
        forms=(opendata.csv("procedures-use-csv"),),
    )  # fmt: skip
