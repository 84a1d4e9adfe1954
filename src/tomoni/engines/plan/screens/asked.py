"""What a request for the plan asks for: a day, an indicator."""

from datetime import date

from django.http import Http404, HttpRequest

from tomoni.base.clock import WrongDay, parse_day, today

from ..figures import Figure
from ..models import Indicator
from ..queries import NoPlan, PlanNow, the_figure, the_plan


def day_asked(request: HttpRequest) -> date:
    """The day of `?on=`, written in any way; today for none, for nonsense and for days to come."""
    text = request.GET.get("on", "")
    if not text:
        return today()
    try:
        return min(parse_day(text), today())
    except WrongDay:
        return today()


def plan_or_404(request: HttpRequest) -> PlanNow:
    try:
        return the_plan(day_asked(request))
    except NoPlan as error:
        raise Http404(str(error)) from None


def figure_or_404(request: HttpRequest, key: str) -> Figure:
    try:
        return the_figure(key, day_asked(request))
    except (Indicator.DoesNotExist, NoPlan) as error:
        raise Http404(str(error)) from None
