"""The evaluation as files: what is published for everybody, and a year's list for the desk."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import override
from django.views.decorators.http import require_safe

from tomoni.base.doors import PUBLIC, open_to
from tomoni.base.sheets import Cell, csv_of, xlsx_of

from ..models import Evaluation, EvaluationSheet
from ..queries import published_sheets, sheets_of_year
from ..rights import TAKES_PART
from ..telling import FIGURE_HEADS, SHEET_HEADS, figure_rows, sheet_row, told

LIST_HEADS = (
    "番号", "名前", "担当課", "状態", "期限", "出した日", "督促した日", "規則による判定", "担当課の評価",
    "コメント", "次にすること", "委員会の意見", "委員会の提案", "市の対応", "公表した日",
)  # fmt: skip


@require_safe
@open_to(PUBLIC)
def sheets_csv(request: HttpRequest) -> HttpResponse:
    """A line per published sheet; `?year=2025` for one year."""
    return csv_of(SHEET_HEADS, [sheet_row(sheet) for sheet in _asked(request)], name="plan-evaluation")


@require_safe
@open_to(PUBLIC)
def figures_csv(request: HttpRequest) -> HttpResponse:
    """A line per figure of each published sheet, with the version and the words of its definition."""
    rows = [row for sheet in _asked(request) for row in figure_rows(sheet)]
    return csv_of(FIGURE_HEADS, rows, name="plan-evaluation-figures")


@require_safe
@open_to(PUBLIC)
def sheets_json(request: HttpRequest) -> HttpResponse:
    """Every published sheet with all it keeps."""
    sheets = [told(sheet) for sheet in _asked(request)]
    return JsonResponse({"sheets": sheets}, json_dumps_params={"ensure_ascii": False})


@require_safe
@open_to(TAKES_PART)
def list_csv(request: HttpRequest, year: int) -> HttpResponseBase:
    """The desk's list of a year."""
    evaluation = get_object_or_404(Evaluation, year=year)
    return csv_of(LIST_HEADS, _rows(evaluation), name=f"evaluation-{year}")


@require_safe
@open_to(TAKES_PART)
def list_xlsx(request: HttpRequest, year: int) -> HttpResponseBase:
    evaluation = get_object_or_404(Evaluation, year=year)
    return xlsx_of(LIST_HEADS, _rows(evaluation), name=f"evaluation-{year}")


def _asked(request: HttpRequest) -> list[EvaluationSheet]:
    year = request.GET.get("year", "")
    return list(published_sheets(int(year) if year.isascii() and year.isdigit() else None))


def _rows(evaluation: Evaluation) -> list[list[Cell]]:
    with override("ja"):
        return [_row(sheet) for sheet in sheets_of_year(evaluation)]


def _row(sheet: EvaluationSheet) -> list[Cell]:
    reminded = max((one.on for one in sheet.reminders.all()), default=None)
    return [
        sheet.code, sheet.title, str(sheet.section), str(sheet.get_state_display()), sheet.due_on, sheet.handed_in_on,
        reminded, sheet.verdict, sheet.rating_name, sheet.comment, sheet.next_step, sheet.opinion, sheet.request,
        str(sheet.get_answer_display()), sheet.published_on,
    ]  # fmt: skip
