"""What everybody reads of the evaluation: the years, a year, a sheet."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tomoni.base.doors import PUBLIC, open_to

from .. import wording
from ..models import EvaluationSheet, in_language
from ..queries import published_evaluations, published_sheets
from ..settings import Committee, rules_here


@require_safe
@open_to(PUBLIC)
def years(request: HttpRequest) -> HttpResponse:
    """The years of which sheets were published."""
    sheets = published_sheets()
    by_year: dict[int, list[EvaluationSheet]] = {}
    for sheet in sheets:
        by_year.setdefault(sheet.evaluation.year, []).append(sheet)
    shown = [(year, wording.year_name(year), len(own)) for year, own in by_year.items()]
    return render(
        request, "evaluation/years.html", {"years": shown, "committee": committee_here(), "rules": rules_here()}
    )


@require_safe
@open_to(PUBLIC)
def year(request: HttpRequest, year: int) -> HttpResponse:
    """One year: each group with the section's rating beside the rule's verdict."""
    sheets = list(published_sheets(year))
    if not sheets:
        raise Http404(str(year))
    other = [(one.year, wording.year_name(one.year)) for one in published_evaluations() if one.year != year]
    context = {"year": year, "year_name": wording.year_name(year), "sheets": sheets, "others": other}
    return render(request, "evaluation/year.html", context | {"invented": any(sheet.invented for sheet in sheets)})


@require_safe
@open_to(PUBLIC)
def sheet(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """One sheet as it was published, with what was noted beside it since."""
    found = get_object_or_404(published_sheets(year), code=code)
    others = [one for one in published_sheets().filter(code=code) if one.evaluation.year != year]
    context = shown(found) | {
        "others": [(one.evaluation.year, wording.year_name(one.evaluation.year), one) for one in others],
        "notes": list(found.notes.all()),
        "committee": committee_here(),
    }
    return render(request, "evaluation/sheet.html", context)


def shown(sheet: EvaluationSheet) -> dict[str, Any]:
    """What every page of a sheet shows of what it keeps."""
    return {
        "sheet": sheet,
        "year_name": wording.year_name(sheet.evaluation.year),
        "policy_name": in_language(sheet.facts["policy_title"]),
        "lines": wording.lines_of(sheet),
        "changes": wording.changes_of(sheet),
        "measures": wording.measures_of(sheet),
        "services": wording.services_of(sheet),
        "volumes": wording.volumes_of(sheet),
        "registers": wording.registers_of(sheet),
        "figures_on": wording.day_in(sheet, "figures_on"),
        "since": wording.day_in(sheet, "since"),
    }


def committee_here() -> dict[str, Any]:
    rules: Committee = rules_here().committee
    """The committee by its name and where its members come from, in the language of the page."""
    return {
        "name": in_language({"ja": rules.name} | rules.name_in), "members": rules.members, "invented": rules.invented
    }  # fmt: skip
