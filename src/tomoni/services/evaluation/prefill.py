"""What a sheet knows before anybody writes: the plan on its day, what changed, and how much the services had to do.

Nobody is asked for any of it, and none of it changes afterwards: the sheet keeps it as plain values.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import override

from tomoni.base.city.api import the_city
from tomoni.base.clock import FiscalYear
from tomoni.engines.cases.api import Case
from tomoni.engines.plan.api import groups
from tomoni.engines.registers.api import Register, registers

from .models import EvaluationSheet
from .rules import changes_between, verdict_of

Facts = dict[str, Any]


def facts_of_groups(year: int, *, on: date) -> dict[str, Facts]:
    """The facts of every group for a fiscal year with the figures of a day, by the group's code, in the plan's order.

    Compared with the sheet of the year before where there is one, else with the plan as it was known a year earlier.
    """
    first = FiscalYear(year).first
    last = min(on, FiscalYear(year).last)
    earlier = FiscalYear(year).previous.last
    was = {told["code"]: told for told in groups.told(earlier)}
    sheets = _sheets_before(year)
    return {told["code"]: _facts(told, sheets.get(told["code"]), was, (first, last), on) for told in groups.told(on)}


def _sheets_before(year: int) -> dict[str, EvaluationSheet]:
    """The newest sheet of each group of the years before; one query."""
    before = EvaluationSheet.objects.filter(evaluation__year__lt=year).select_related("evaluation")
    return {sheet.code: sheet for sheet in before.order_by("evaluation__year")}


def _facts(
    told: Facts, sheet: EvaluationSheet | None, was: Mapping[str, Facts], span: tuple[date, date], on: date
) -> Facts:
    first, last = span
    before = sheet.facts if sheet and sheet.facts["plan"] == told["plan"] else was.get(told["code"])
    since = before["figures_on"] if before is not None and "figures_on" in before else None
    services = [service["key"] for service in told["services"] if service["state"] == "live"]
    return told | {
        "figures_on": on.isoformat(),
        "since": since or FiscalYear.of(first).previous.last.isoformat(),
        "compared_with": "sheet" if since else "plan",
        "changes": [change.told() for change in changes_between(before, told)] if before else [],
        "verdict": verdict_of(figure["verdict"] for figure in told["figures"]),
        "share": str(the_city().verdict_share),
        "span": [first.isoformat(), last.isoformat()],
        "volumes": [one for key in services for one in _volumes(key, first, last)],
        "registers": [_register(one, first, last) for one in _registers_of(services)],
    }


def _volumes(service: str, first: date, last: date) -> list[Facts]:
    volumes = Case.objects.volumes(service, first, last)
    return [one.facts() | {"title": _said(one.procedure.title)} for one in volumes]


def _registers_of(services: Iterable[str]) -> list[Register]:
    return [one for one in registers.values() if one.model._meta.app_label in set(services)]


def _register(register: Register, first: date, last: date) -> Facts:
    rows = register.model.objects
    return {
        "key": register.key,
        "title": _said(register.title),
        "entered": rows.entered(first, last).count(),
        "ended": rows.ended(first, last).count(),
        "standing": rows.standing(last).count(),
        "invented": rows.entered(first, last).filter(invented=True).exists(),
    }


def _said(text: object) -> dict[str, str]:
    """A lazy text in every language of the city."""
    words = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            words[language] = str(text)
    return words
