"""What if: the pace of the last years carried on to the target's day, and what the target would take. For everybody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tomoni.base.clock import today
from tomoni.base.design.parts.words import VERDICTS
from tomoni.base.doors import PUBLIC, open_to
from tomoni.base.sheets import Cell, csv_of

from ..rules import YEARS
from ..showing import Answer, answer_of, line_of, years_of
from ..telling import plain_number
from .asked import day_asked, figure_or_404, plan_or_404

COLUMNS = (
    "指標ID", "番号", "指標", "単位", "いまの値", "値の日", "目標値", "目標の日", "使った年数",
    "1年の変化", "そのときの値", "幅の下", "幅の上", "そのときの判定", "言えない理由",
    "1年に要る変化", "いちばん進んだ年の変化", "その何倍か", "見本",
)  # fmt: skip


def years_asked(request: HttpRequest) -> int:
    """How many years back: 2 to 5; 2 for anything else."""
    text = request.GET.get("years", "")
    return int(text) if text.isdecimal() and int(text) in YEARS else YEARS[0]


@require_safe
@open_to(PUBLIC)
def plan(request: HttpRequest) -> HttpResponse:
    """Every indicator in a line."""
    now, years = plan_or_404(request), years_asked(request)
    answers = [(line_of(figure), answer_of(figure, years=years)) for figure in now.figures]
    tally = [
        (VERDICTS[verdict], sum(answer.verdict == verdict for _line, answer in answers))
        for verdict in ("reached", "on_the_way", "behind", "cannot_tell")
    ]
    context = {"answers": answers, "tally": tally, "csv": reverse("plan-what-if-csv") + _query(request, years)}
    return render(request, "plan/what_if.html", context | _asked(request, years))


@require_safe
@open_to(PUBLIC)
def indicator(request: HttpRequest, key: str) -> HttpResponse:
    """One indicator in words, with the years behind the answer."""
    figure, years = figure_or_404(request, key), years_asked(request)
    answer = answer_of(figure, years=years)
    context = {"figure": figure, "indicator": figure.indicator, "answer": answer, "passed": years_of(figure, answer)}
    return render(request, "plan/what_if_indicator.html", context | _asked(request, years))


@require_safe
@open_to(PUBLIC)
def what_if_csv(request: HttpRequest) -> HttpResponse:
    """The same lines to take away; its address says everything that was asked."""
    now, years = plan_or_404(request), years_asked(request)
    lines = [_line(answer_of(figure, years=years)) for figure in now.figures]
    return csv_of(list(COLUMNS), lines, name=f"what-if-{now.on}-{years}")


def _asked(request: HttpRequest, years: int) -> dict[str, Any]:
    asked = day_asked(request)
    return {
        "years": years,
        "choices": [(number, _("この%(number)d年") % {"number": number}) for number in YEARS],
        "asked": asked,
        "past": asked != today(),
        "permalink": request.build_absolute_uri(request.path + _query(request, years)),
    }


def _query(request: HttpRequest, years: int) -> str:
    """The question as an address that gives the same answer later: with its day."""
    return f"?years={years}&on={day_asked(request).isoformat()}"


def _line(answer: Answer) -> list[Cell]:
    figure, found = answer.figure, answer.found
    pace, needed = found.pace, found.needed
    return [
        figure.indicator.key,
        figure.indicator.label,
        figure.indicator.name,
        figure.indicator.unit,
        plain_number(figure.value),
        figure.day,
        plain_number(figure.target_value),
        figure.target.day if figure.target else None,
        found.years,
        plain_number(pace.per_year, places=4) if pace else None,
        plain_number(pace.value, places=4) if pace else None,
        plain_number(pace.band.low, places=4) if pace else None,
        plain_number(pace.band.high, places=4) if pace else None,
        answer.verdict,
        found.silence.value if found.silence else None,
        plain_number(needed.per_year, places=4) if needed else None,
        plain_number(needed.best.per_year, places=4) if needed and needed.best else None,
        plain_number(needed.times, places=2) if needed else None,
        _("はい") if answer.invented else None,
    ]
