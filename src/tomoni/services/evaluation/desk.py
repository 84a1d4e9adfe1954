"""What the evaluation brings to the desk: the duties of its screens, and the sheets that wait for somebody."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.common.people.api import Clerk, Waiting, declare_duty, waiting

from .models import EvaluationSheet
from .rules import CHECK, COMMITTEE, OPEN, WRITE, State

declare_duty(OPEN, gettext_lazy("行政評価の開始と公表"))
declare_duty(WRITE, gettext_lazy("評価シートの記入"))
declare_duty(CHECK, gettext_lazy("評価シートの確認"))
declare_duty(COMMITTEE, gettext_lazy("評価委員会の書記"))

TONES = {State.ASKED: "amber", State.REVIEWED: "sky", State.READY: "leaf"}


@waiting("evaluation", title=gettext_lazy("行政評価"), icon="document")
def sheets_waiting(clerk: Clerk, on: date) -> Iterable[Waiting]:
    """One query: sheets to write, to check, to bring to the committee, to answer; and years that can be published."""
    sheets = EvaluationSheet.objects.waiting_for(clerk, on).select_related("evaluation", "section").defer("facts")
    ready: dict[int, list[EvaluationSheet]] = {}
    for sheet in sheets.order_by("evaluation__year", "order"):
        if sheet.state == State.READY:
            ready.setdefault(sheet.evaluation_id, []).append(sheet)
        else:
            yield _sheet(sheet)
    for each in ready.values():
        yield _publishable(each)


def _sheet(sheet: EvaluationSheet) -> Waiting:
    return Waiting(
        kind=_("評価"),
        title=_("%(evaluation)s %(code)s") % {"evaluation": sheet.evaluation, "code": sheet.code},
        who=str(sheet.section),
        why=why(sheet.state),
        due_on=sheet.due_on,
        url=sheet.get_absolute_url(),
        tone=TONES.get(State(sheet.state), ""),
    )


def why(state: str) -> str:
    """What is asked of whom it waits for."""
    return {
        State.WRITING: _("評価とコメントを書いてください"),
        State.ASKED: _("企画からの質問に答えてください"),
        State.HANDED_IN: _("読んで、確認してください"),
        State.CHECKED: _("委員会の意見を入れてください"),
        State.REVIEWED: _("委員会の提案への対応を書いてください"),
        State.READY: _("公表を起案してください"),
    }.get(State(state), "")


def _publishable(sheets: list[EvaluationSheet]) -> Waiting:
    evaluation = sheets[0].evaluation
    return Waiting(
        kind=_("評価"),
        title=_("%(evaluation)sの公表") % {"evaluation": evaluation},
        who=_("%(number)d件のシート") % {"number": len(sheets)},
        why=why(State.READY),
        due_on=evaluation.publish_by,
        url=evaluation.get_absolute_url(),
        tone=TONES[State.READY],
    )
