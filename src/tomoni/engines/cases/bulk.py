"""One thing done with many cases: each by itself, and what could not be done is told row by row."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.base.clock import now, today
from tomoni.common.people.api import Clerk, charged_with

from .actions import NothingSaid, accept, assign, say
from .desk_acts import Given
from .desk_forms import Saying
from .models import Case
from .workflow import Kind, NotNow, State

MOST = 200
A_MOMENT = timedelta(minutes=10)


class ToWhom(forms.Form):
    to = forms.ModelChoiceField(
        label=gettext_lazy("担当"),
        queryset=Clerk.objects.none(),
        error_messages={"required": gettext_lazy("担当を選んでください")},
    )

    def __init__(self, cases: Sequence[Case], data: object = None) -> None:
        super().__init__(data, prefix="assign")  # type: ignore[arg-type]  # a QueryDict is a Mapping
        to = self.fields["to"]
        assert isinstance(to, forms.ModelChoiceField)
        duties = {case.procedure.examine for case in cases}
        who = [clerk.pk for duty in duties for clerk in charged_with(duty, today())]
        to.queryset = Clerk.objects.filter(pk__in=who)


@dataclass(frozen=True)
class Does:
    """`hinders` says why it cannot be done with a case; empty when it can."""

    title: str | Promise
    verb: str | Promise
    form: Callable[[Sequence[Case], object], forms.Form] | None
    hinders: Callable[[Case], str]
    do: Callable[[Case, Clerk, Given], object]


@dataclass(frozen=True)
class Row:
    """One case of the bulk. `why` it is not done, or cannot be."""

    case: Case
    why: str = ""

    @property
    def good(self) -> bool:
        return not self.why


def _closed(case: Case) -> str:
    return "" if case.is_open else _("もう終わっています")


def _not_acceptable(case: Case) -> str:
    if case.kind != Kind.NOTIFICATION:
        return _("届出ではありません。決定には起案が要ります")
    return "" if case.state in (State.RECEIVED, State.EXAMINING) else str(State(case.state).label)


def _said_already(case: Case, clerk: Clerk, text: str) -> bool:
    return case.messages.filter(clerk=clerk, text=text, at__gte=now() - A_MOMENT).exists()


def _say(case: Case, clerk: Clerk, given: Given) -> None:
    if _said_already(case, clerk, given["text"]):
        raise Hindered(_("同じ連絡を、いま送ったばかりです"))
    say(case, text=given["text"], clerk=clerk)


def _assign(case: Case, clerk: Clerk, given: Given) -> None:
    to: Clerk = given["to"]
    if not charged_with(case.procedure.examine, today()).filter(pk=to.pk).exists():
        raise Hindered(_("%(name)sは、この手続きの担当ではありません") % {"name": to})
    assign(case, to=to, who=clerk)


class Hindered(Exception):
    """It cannot be done with this case; says why."""


DOES: dict[str, Does] = {
    "assign": Does(gettext_lazy("担当を決める"), gettext_lazy("この人を担当にする"), ToWhom, _closed, _assign),
    "say": Does(
        gettext_lazy("同じ連絡を送る"), gettext_lazy("この連絡を送る"),
        lambda cases, data: Saying(data), lambda case: "", _say,
    ),
    "accept": Does(
        gettext_lazy("手続きを済ませる"), gettext_lazy("形式を確かめたので、済ませる"), None, _not_acceptable,
        lambda case, clerk, given: accept(case, who=clerk),
    ),
}  # fmt: skip


def looked_over(does: Does, cases: Iterable[Case]) -> list[Row]:
    """What would happen with each case."""
    return [Row(case, does.hinders(case)) for case in cases]


def done_with(does: Does, cases: Iterable[Case], *, clerk: Clerk, given: Given) -> list[Row]:
    """Do it with each case in a transaction of its own; one that fails takes no other with it."""
    return [_done(does, case, clerk, given) for case in cases]


def _done(does: Does, case: Case, clerk: Clerk, given: Given) -> Row:
    if hinders := does.hinders(case):
        return Row(case, hinders)
    try:
        does.do(case, clerk, given)
    except Hindered as hindered:
        return Row(case, str(hindered))
    except (NotNow, NothingSaid):
        return Row(case, _("ほかの人が先に進めました"))
    return Row(case)
