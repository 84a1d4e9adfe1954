"""Cities side by side, for everybody; and the desk's door for their files."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tomoni.base.clock import today
from tomoni.base.doors import PUBLIC, open_to
from tomoni.base.journal.api import write
from tomoni.base.sheets import Cell, csv_of
from tomoni.common.people.api import clerk_of

from ..comparing import Comparison, Difference, Known, NotAPlan, Side, comparisons, read_city, take_in
from ..forms import ComparisonForm
from ..models import ComparedCity
from ..telling import plain_number
from ..wording import moment, said_number
from .asked import day_asked
from .desk import EDIT

ROUNDINGS = {"half_up": gettext_lazy("四捨五入"), "truncate": gettext_lazy("切り捨て"), "": gettext_lazy("分からない")}
DIFFERENCES = {
    Difference.ROUNDING: gettext_lazy("端数の決め方が、市によって違います。最後の桁の差は、決め方の差かもしれません。"),
    Difference.ROUNDING_UNKNOWN: gettext_lazy("端数の決め方が分からない市があります。"),
    Difference.UNIT: gettext_lazy("単位が、市によって違います。"),
    Difference.PLACES: gettext_lazy("公表する桁の数が、市によって違います。"),
    Difference.NO_COMMON_YEAR: gettext_lazy("同じ年度の値がそろっていません。違う年度の値を比べることになります。"),
    Difference.OTHER_LAST_YEAR: gettext_lazy("いちばん新しい値の年度が、市によって違います。"),
    Difference.INVENTED: gettext_lazy("見本の値（作りもの）が入っています。"),
    Difference.RESTATED: gettext_lazy("あとから訂正された値が入っています。"),
}
WRONG_FILES = {
    "large": gettext_lazy("ファイルが大きすぎます（5MBまで）"),
    "json": gettext_lazy("JSONとして読めません"),
    "city": gettext_lazy("どの市の計画か書かれていません（city）"),
    "indicators": gettext_lazy("指標が書かれていません（indicators）"),
    "nothing-shared": gettext_lazy("共通の定義の指標が一つもありません（shared）"),
    "facts": gettext_lazy("書き方が合いません：%(what)s"),
    "older": gettext_lazy("いまある値（%(what)s）より古いファイルです"),
}


@require_safe
@open_to(PUBLIC)
def every(request: HttpRequest) -> HttpResponse:
    """All definitions that several cities share."""
    return render(request, "plan/comparisons.html", {"comparisons": comparisons(day_asked(request))})


@require_safe
@open_to(PUBLIC)
def one(request: HttpRequest, shared: str) -> HttpResponse:
    """One shared definition: figures of all years, definitions side by side, and what differs."""
    found = _found(request, shared)
    context = {
        "comparison": found,
        "definition": found.definition,
        "sides": [_shown(side) for side in found.sides],
        "rows": [(_when(found, day), [_cell(side, day) for side in found.sides]) for day in found.days],
        "warnings": [DIFFERENCES[difference] for difference in found.differences],
        "csv": reverse("plan-comparison-csv", args=[shared]),
    }
    return render(request, "plan/comparison.html", context)


@require_safe
@open_to(PUBLIC)
def comparison_csv(request: HttpRequest, shared: str) -> HttpResponse:
    """One line for each figure of each city."""
    found = _found(request, shared)
    heads = ["団体コード", "市町村", "指標", "日", "値", "単位", "端数", "見本", "訂正", "もと"]
    lines = [_line(side, known) for side in found.sides for _day, known in sorted(side.figures.items())]
    return csv_of(heads, lines, name=f"comparison-{shared}")


def _found(request: HttpRequest, shared: str) -> Comparison:
    found = next((one for one in comparisons(day_asked(request)) if one.definition.key == shared), None)
    if found is None:
        raise Http404(shared)
    return found


def _shown(side: Side) -> dict[str, Any]:
    newest = max(side.figures, default=None)
    return {
        "side": side,
        "rounding": ROUNDINGS[side.rounding],
        "target": said_number(side.target, side.places),
        "newest": _cell(side, newest) if newest else None,
        "newest_when": moment(newest, side.figures[newest].span, "ratio") if newest else "",
        "invented": bool(side.figures) and all(one.invented for one in side.figures.values()),
    }


def _when(found: Comparison, day: date) -> str:
    known = next(side.figures[day] for side in found.sides if day in side.figures)
    return moment(day, known.span, "ratio")


def _cell(side: Side, day: date) -> dict[str, Any]:
    known = side.figures.get(day)
    if known is None:
        return {"value": "―"}
    return {"value": said_number(known.value, side.places), "invented": known.invented, "restated": known.restated}


def _line(side: Side, known: Known) -> list[Cell]:
    return [
        side.code,
        side.name,
        side.title,
        known.day,
        plain_number(known.value),
        side.unit,
        str(ROUNDINGS[side.rounding]),
        _("はい") if known.invented else None,
        _("はい") if known.restated else None,
        known.source or side.source,
    ]


@never_cache
@open_to(EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    """Hand in another city's plan as a file; see and take out what is there."""
    form = ComparisonForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            city = take_in(
                read_city(form.cleaned_data["file"].read(), source=form.cleaned_data["source"]),
                who=clerk_of(request),
            )
        except NotAPlan as error:
            form.add_error("file", WRONG_FILES[error.why] % {"what": error.what})
        else:
            messages.success(request, _("%(city)sの値を取り込みました。") % {"city": city})
            return redirect("desk-plan-comparisons")
    cities = ComparedCity.objects.prefetch_related("indicators")
    return render(request, "plan/desk/comparisons.html", {"form": form, "cities": cities, "today": today()})


@open_to(EDIT)
@require_POST
def remove(request: HttpRequest, code: str) -> HttpResponse:
    """Take a city out of the comparisons."""
    city = get_object_or_404(ComparedCity, code=code)
    write("plan.compare_no_more", who=clerk_of(request), about=city, before={"name": city.name, "code": city.code})
    city.delete()
    messages.success(request, _("比べるのをやめました。"))
    return redirect("desk-plan-comparisons")
