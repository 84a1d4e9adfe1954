"""What can be taken away: the figures, the rows behind one, the lines of a fingerprint, the feed of changes."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tomoni.base.clock import now as this_instant
from tomoni.base.doors import PUBLIC, open_to
from tomoni.base.sheets import Cell, csv_of, xlsx_of

from ..figures import Figure
from ..news import Item, latest_news
from ..telling import told_figure
from .asked import figure_or_404, plan_or_404
from .rows import rows_counted

# Head of the column, and where the told figure has it.
COLUMNS = {
    "指標ID": "id",
    "番号": "label",
    "指標": "title",
    "施策": "policy",
    "総合戦略": "strategic",
    "単位": "unit",
    "よい向き": "direction",
    "基準値": "baseline",
    "はじめに公表された基準値": "baseline_as_published",
    "目標値": "target",
    "目標の日": "target_on",
    "値": "value",
    "値の日": "value_on",
    "種類": "kind",
    "見本": "invented",
    "区間の下": "low",
    "区間の上": "high",
    "答えた人数": "n",
    "位置": "position",
    "過ぎた時間": "expected",
    "進みの差": "pace",
    "判定": "verdict",
    "理由": "reason",
    "はじめの基準での判定": "verdict_as_published",
    "数えた記録": "evidence",
    "もと": "source",
}


@require_safe
@open_to(PUBLIC)
def figures_csv(request: HttpRequest) -> HttpResponse:
    """All figures of the plan on a day, one line each."""
    now = plan_or_404(request)
    return csv_of(list(COLUMNS), [_line(figure) for figure in now.figures], name=f"plan-{now.on}")


@require_safe
@open_to(PUBLIC)
def figures_xlsx(request: HttpRequest) -> HttpResponse:
    now = plan_or_404(request)
    return xlsx_of(list(COLUMNS), [_line(figure) for figure in now.figures], name=f"plan-{now.on}")


@require_safe
@open_to(PUBLIC)
def rows_csv(request: HttpRequest, key: str) -> HttpResponse:
    """The records behind a figure as CSV."""
    figure = figure_or_404(request, key)
    if figure.evidence is None or not figure.evidence.columns:
        raise Http404(key)
    counted = rows_counted(figure.evidence)
    return csv_of(counted.heads, counted, name=f"{key}-{figure.day}")


@require_safe
@open_to(PUBLIC)
def fingerprint(request: HttpRequest, key: str) -> HttpResponseBase:
    """The lines of which the fingerprint of a value is taken: `sha256sum` of this file is the fingerprint."""
    figure = figure_or_404(request, key)
    if figure.evidence is None:
        raise Http404(key)
    lines = (line.encode() for line in figure.evidence.fingerprint_lines())
    answer = StreamingHttpResponse(lines, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{key}-{figure.day}.txt"'
    return answer


@require_safe
@open_to(PUBLIC)
def changes(request: HttpRequest) -> HttpResponse:
    """The feed of what changed in the plan's figures, the newest first."""
    return _feed(latest_news(), title=_("計画の数字の変化"), page=reverse("plan"), address=reverse("plan-changes"))


@require_safe
@open_to(PUBLIC)
def changes_of(request: HttpRequest, key: str) -> HttpResponse:
    """The feed of one indicator: its figures, corrections, targets and definitions."""
    indicator = figure_or_404(request, key).indicator
    return _feed(
        latest_news(indicator),
        title=_("%(title)sの変化") % {"title": indicator},
        page=reverse("plan-indicator", args=[key]),
        address=reverse("plan-changes-of", args=[key]),
    )


def _feed(news: list[Item], *, title: str, page: str, address: str) -> HttpResponse:
    feed = Atom1Feed(
        title=title,
        link=settings.ORIGIN + page,
        description="",
        feed_url=settings.ORIGIN + address,
        language="ja",
    )
    for item in news:
        feed.add_item(
            title=item.title,
            link=settings.ORIGIN + reverse("plan-indicator", args=[item.indicator.key]),
            description=item.text,
            unique_id=f"tag:{settings.ORIGIN.split('://')[-1]},2026:{item.key}",
            updateddate=item.at,
        )
    if not news:
        feed.latest_post_date = this_instant  # type: ignore[method-assign]
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _line(figure: Figure) -> list[Cell]:
    told = told_figure(figure)
    return [told.get(key) for key in COLUMNS.values()]
