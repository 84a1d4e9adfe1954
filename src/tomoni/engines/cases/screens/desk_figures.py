"""What came in by which door in a fiscal year, and how long it took beside what is promised."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tomoni.base.clock import FiscalYear, today
from tomoni.base.doors import open_to
from tomoni.base.sheets import csv_of, xlsx_of
from tomoni.common.people.api import person_of

from ..definitions import says_of
from ..measure import measured_all
from ..models import Case
from ..questions import spoken
from ..rights import SEES_SOME, keys, seen_by
from ..volumes import doors_of
from ..workflow import Entrance

YEARS = 6


@never_cache
@require_safe
@open_to(SEES_SOME)
def figures(request: HttpRequest) -> HttpResponse:
    """One line per procedure that this clerk may read; as a page, as CSV, as Excel. Numbers only, nobody's name."""
    newest = FiscalYear.of(today()).year
    asked = request.GET.get("year", "")
    year = FiscalYear(int(asked)) if asked.isdigit() and newest - YEARS < int(asked) <= newest else FiscalYear(newest)
    mine = seen_by(person_of(request), today())
    doors, took = doors_of(Case.objects.all(), keys(mine), year.first, year.last), measured_all(keys(mine))
    rows: list[dict[str, Any]] = [
        {
            "title": spoken(says_of(each)["title"]),
            "doors": doors[each.key],
            "counts": [doors[each.key].by[entrance] for entrance in Entrance.values],
            "within": says_of(each)["answer_within"],
            "measured": took[each.key],
        }
        for each in mine
    ]
    if request.GET.get("as") in ("csv", "xlsx"):
        return _taken(request.GET["as"], rows, year)
    context = {
        "rows": rows,
        "year": year,
        "years": [FiscalYear(number) for number in range(newest, newest - YEARS, -1)],
        "entrances": Entrance.labels,
        "csv": f"?year={year.year}&as=csv",
        "xlsx": f"?year={year.year}&as=xlsx",
    }
    return render(request, "cases/desk/figures.html", context)


def _taken(form: str, rows: list[dict[str, Any]], year: FiscalYear) -> HttpResponse:
    heads = [
        _("手続き"), _("届いた件数"), *map(str, Entrance.labels), _("代わりの人が話した件数"),
        _("標準処理期間（開庁日）"),
        _("終わった件数（この2年）"), _("半分の件がこの日数まで"), _("10件のうち9件がこの日数まで"), _("見本を含む"),
    ]  # fmt: skip
    lines = [
        [row["title"], row["doors"].total, *row["counts"], row["doors"].with_proxy, row["within"], row["measured"].n,
         row["measured"].median, row["measured"].p90, row["doors"].invented or row["measured"].invented]
        for row in rows
    ]  # fmt: skip
    make = csv_of if form == "csv" else xlsx_of
    return make(heads, lines, name=_("手続きの件数と日数（%(year)s）") % {"year": year})
