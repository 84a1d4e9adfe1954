"""What of the cases waits on a clerk's desk, and what the clerk should mind."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.base.clock import today
from tomoni.base.design.frame import rail
from tomoni.common.people.api import Clerk, Note, Person, Waiting, duty, may, noting, person_of, personal_work, waiting

from .actions import assign
from .models import Appeal, Case, CaseQuerySet, Consultation
from .queries import unread, why_with_me
from .rights import REVIEWS, SEES_SOME, examined_by, keys
from .workflow import AppealState, State

TOLD_ONE_BY_ONE = 5


def _of(clerk: Clerk, on: date) -> CaseQuerySet:
    """The open cases this clerk is charged with: their own, and those that nobody has taken up."""
    mine = keys(examined_by(Person(clerk=clerk), on))
    cases = Case.objects.filter(procedure_key__in=mine).open_()
    return cases.filter(Q(examiner=clerk) | Q(examiner=None)).annotate(unread=unread()).select_related("definition")


def _with(clerk: Clerk, on: date) -> CaseQuerySet:
    """Of those, the ones on which the clerk has something to do now; not what waits for others or the applicant."""
    waits = Q(state__in=[State.RECEIVED, State.EXAMINING]) | Q(unread=True) | Q(state=State.CORRECTION, due_on__lt=on)
    return _of(clerk, on).filter(waits)


def _number_waiting(request: HttpRequest) -> int:
    clerk = person_of(request).clerk
    return _with(clerk, today()).count() if clerk else 0


rail("cases", gettext_lazy("申請"), "desk-cases", count=_number_waiting, right=SEES_SOME, place=10)


@waiting("cases", title=gettext_lazy("申請の審査"), icon="document")
def cases_waiting(clerk: Clerk, on: date) -> Iterable[Waiting]:
    """What the clerk has to do, the most urgent first."""
    return [_on_the_desk(case, on) for case in _with(clerk, on).order_by("due_on", "id")]


def _on_the_desk(case: Case, on: date) -> Waiting:
    return Waiting(
        kind=_("届出") if case.kind == Case.Kind.NOTIFICATION else _("申請"),
        title=f"{case.title} {case.subject}",
        who=case.number,
        why=why_with_me(case),
        due_on=case.due_on,
        url=reverse("desk-case", args=[case.number]),
        tone="amber" if case.due_on < on else "",
    )


@waiting("consultations", title=gettext_lazy("照会への回答"), icon="document")
def questions_waiting(clerk: Clerk, on: date) -> Iterable[Waiting]:
    """What other sections ask the clerk's own section."""
    sections = {post.section_id for post in Person(clerk=clerk).posts(on)}
    asked = Consultation.objects.filter(section__in=sections, answered_at=None)
    for one in asked.select_related("case__definition", "asked_by").order_by("reply_by", "id"):
        yield Waiting(
            kind=_("照会"),
            title=f"{one.case.title}：{one}",
            who=f"{one.case.number} {one.asked_by}",
            why=_("ほかの課から聞かれている"),
            due_on=one.reply_by,
            url=reverse("desk-consultation", args=[one.pk]),
            tone="amber" if one.reply_by < on else "",
        )


@personal_work("cases", title=gettext_lazy("担当している申請"))
class CasesOfAClerk:
    """Cases that a clerk examines; to be handed on when the clerk leaves the city hall."""

    def listed(self, clerk: Clerk) -> Iterable[Waiting]:
        return [_on_the_desk(case, today()) for case in self._of([clerk]).select_related("definition")]

    def counted(self, clerks: Sequence[Clerk]) -> Mapping[int, int]:
        return Counter(self._of(clerks).values_list("examiner", flat=True))

    def passed(self, clerk: Clerk, *, to: Clerk, who: Clerk) -> int:
        examines = keys(examined_by(Person(clerk=to), today()))
        passing = list(self._of([clerk]).filter(procedure_key__in=examines))
        for case in passing:
            assign(case, to=to, who=who)
        return len(passing)

    @staticmethod
    def _of(clerks: Sequence[Clerk]) -> CaseQuerySet:
        return Case.objects.open_().filter(examiner__in=clerks).order_by("due_on", "id")


@noting("cases.late")
def late_cases(clerk: Clerk, on: date) -> Iterable[Note]:
    """Over the standard period, or nearly: the applicant has to be told why, and until when."""
    late = _of(clerk, on).late(on).count()
    if late:
        url = reverse("desk-cases") + "?late=1"
        yield Note(_("標準処理期間を過ぎた申請"), str(late), url, _("理由と見込みを知らせる"))
    drafted = (
        _of(clerk, on).filter(delays__isnull=False, delays__sent_at=None).order_by("due_on", "id")[:TOLD_ONE_BY_ONE]
    )
    for case in drafted:
        url = reverse("desk-case", args=[case.number]) + "#delay"
        yield Note(_("遅れの知らせの下書きがあります"), case.number, url, _("わけと見込みを書いて送る"))


rail(
    "appeals", gettext_lazy("審査請求"), "desk-appeals", right=duty(REVIEWS), place=12,
    count=lambda request: Appeal.objects.filter(closed_on=None).count(),
)  # fmt: skip


@waiting("appeals", title=gettext_lazy("審査請求"), icon="document")
def appeals_waiting(clerk: Clerk, on: date) -> Iterable[Waiting]:
    """Appeals that wait for a reviewer, for whoever reviews; and defences to write, for whoever examines the case."""
    mine = keys(examined_by(Person(clerk=clerk), on))
    reviews = may(Person(clerk=clerk), REVIEWS, on=on)
    asked = Q(state=AppealState.DEFENCE, case__procedure_key__in=mine)
    asked |= Q(officer=clerk, closed_on=None) | (Q(state=AppealState.RECEIVED) if reviews else Q(pk__in=[]))
    for one in Appeal.objects.filter(asked).select_related("case__definition").order_by("arrived_at"):
        defends = one.state == AppealState.DEFENCE and one.case.procedure_key in mine
        yield Waiting(
            kind=_("審査"),
            title=one.case.title,
            who=one.number,
            why=_("弁明書を書く") if defends else str(one.get_state_display()),
            due_on=one.rebuttal_by,
            url=reverse("desk-case", args=[one.case.number]) if defends else reverse("desk-appeal", args=[one.number]),
        )
