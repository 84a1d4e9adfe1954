"""From the examining clerk's proposal to the notice that leaves.

A proposal goes round as a paper; the last seal decides, and in the same transaction the case is granted or refused, the
procedure's follow-ups run, and the notice is written.
"""

from datetime import date, datetime

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from tomoni.base.clock import now, today, wareki
from tomoni.base.journal.api import write
from tomoni.common.approvals.api import Paper, draft, fall_away, kind
from tomoni.common.files.api import StoredFile
from tomoni.common.people.api import Clerk, Post, posts_of

from .. import letters, notices
from ..clock import day_of
from ..definitions import route_of
from ..kinds import said
from ..models import Case, Outcome, Proposal
from ..reasons import NoReasons, Reasons
from ..workflow import OPEN, Kind, NotNow, State, after
from .drafting import file_ids
from .examining import held, move


class NotDecidedHere(Exception):
    """A notification is accepted when it has come in due form; nobody grants or refuses it (第37条)."""


@transaction.atomic
def propose(
    case: Case,
    *,
    outcome: Outcome | str,
    who: Clerk,
    reasons: Reasons | None = None,
    words: str = "",
    at: datetime | None = None,
) -> Proposal:
    """Put a decision before the posts of the procedure's route. NoReasons when a refusal gives none.

    A procedure without a route is decided by the examining clerk alone, at once.
    """
    case, outcome, reasons = held(case), Outcome(outcome), reasons or Reasons()
    if case.kind == Kind.NOTIFICATION:
        raise NotDecidedHere(case)
    if outcome == Outcome.REFUSE and not reasons.given:
        raise NoReasons(case)
    if case.state == State.RECEIVED:
        case.examiner = who
        move(case, "take_up", who=who, at=at)
    after("propose", case.state)
    proposal = Proposal.objects.create(
        case=case,
        outcome=outcome,
        article=reasons.article,
        facts=reasons.facts,
        reasoning=reasons.reasoning,
        words=words,
        made_by=who,
        made_at=at or now(),
    )
    move(case, "propose", who=who, why=str(outcome.label), at=at)
    route = route_of(case.procedure)
    if route:
        _send_round(proposal, case, route)
    else:
        carry_out(proposal, on=today())
    return proposal


def _send_round(proposal: Proposal, case: Case, route: list[Post]) -> Paper:
    with override("ja"):
        return draft(
            kind=DECISION,
            about=proposal,
            title=_("%(procedure)s（%(subject)s）：%(outcome)s")
            % {
                "procedure": case.definition.content["title"],
                "subject": case.subject,
                "outcome": proposal.get_outcome_display(),
            },
            text=notices.paper_text(proposal, case),
            facts=_facts(case),
            drafter=proposal.made_by,
            as_post=_post_for(proposal.made_by, case, route),
            route=route,
            due_on=case.due_on,
            files=list(StoredFile.objects.there().filter(pk__in=file_ids(case.definition, case.kept))),
        )


def _facts(case: Case) -> dict[str, str]:
    answers = case.answers
    rows = {str(question.label): said(question, answers) for question in case.definition.questions}
    return {_("受付番号"): case.number, _("届いた日"): wareki(day_of(case.arrived_at))} | rows


def _post_for(clerk: Clerk, case: Case, route: list[Post]) -> Post:
    """The post in which the clerk drafts: the one charged with examining, else the main one."""
    posts = posts_of(clerk, today())
    charged = [post for post in posts if post.charges(case.procedure.examine)]
    return (charged or posts or route)[0]


@transaction.atomic
def grant(case: Case, *, on: date | None = None, reasons: Reasons | None = None, words: str = "") -> Case:
    """The application is granted; follow-ups run, the notice is written. The last seal does this."""
    return _decide(case, Outcome.GRANT, on=on or today(), reasons=reasons or Reasons(), words=words, who=None)


@transaction.atomic
def refuse(case: Case, *, reasons: Reasons, on: date | None = None, words: str = "") -> Case:
    """The application is refused, with reasons and remedies."""
    if not reasons.given:
        raise NoReasons(case)
    return _decide(case, Outcome.REFUSE, on=on or today(), reasons=reasons, words=words, who=None)


def _decide(case: Case, outcome: Outcome, *, on: date, reasons: Reasons, words: str, who: models.Model | None) -> Case:
    case = held(case)
    granted = outcome == Outcome.GRANT
    move(case, "grant" if granted else "refuse", who=who, why=reasons.reasoning, closes_on=on)
    case.proposals.filter(state=Proposal.State.ON_ITS_WAY).update(state=Proposal.State.DECIDED)
    notice = notices.issue(case, outcome, on=on, reasons=reasons, words=words)
    write("cases.notify", who=who, about=case, after={"notice": notice.number})
    for follow_up in case.procedure.granted if granted else case.procedure.refused:
        follow_up(case)
    letters.decided(notice)
    return case


def carry_out(proposal: Proposal, *, on: date) -> Case:
    """What was proposed becomes the decision."""
    reasons = Reasons(article=proposal.article, facts=proposal.facts, reasoning=proposal.reasoning)
    return _decide(
        proposal.case, Outcome(proposal.outcome), on=on, reasons=reasons, words=proposal.words, who=proposal.made_by
    )


@transaction.atomic
def withdraw(case: Case, *, why: str = "", who: models.Model | None = None) -> Case:
    """The applicant takes it back; a paper on its way falls away.

    A seal comes from the paper to the case, so a withdrawal takes its locks in the same order: papers, then the case.
    """
    papers = list(_open_papers(case).select_for_update())
    case = held(case)
    if case.state not in OPEN or _open_papers(case).exclude(pk__in=[paper.pk for paper in papers]).exists():
        raise NotNow("withdraw", case.state)  # also when it was put before the route in this very moment
    for proposal in case.proposals.filter(state=Proposal.State.ON_ITS_WAY):
        _stop(proposal)
    for paper in papers:
        fall_away(paper, reason=_("申請が取り下げられた"))
    move(case, "withdraw", who=who or case.resident, why=why, closes_on=today())
    letters.withdrawn(case)
    return case


def papers_of(case: Case) -> models.QuerySet[Paper]:
    """The papers by which this case is or was decided, always in one order."""
    proposals = ContentType.objects.get_for_model(Proposal)
    return Paper.objects.filter(about_type=proposals, about_id__in=case.proposals.values("pk")).order_by("pk")


def _open_papers(case: Case) -> models.QuerySet[Paper]:
    return papers_of(case).filter(state__in=Paper.OPEN)


def _stop(proposal: Proposal) -> None:
    proposal.state = Proposal.State.STOPPED
    proposal.save(update_fields=["state"])


def _decided(paper: Paper) -> None:
    """The last seal is on the paper: called in the transaction of that seal."""
    proposal = paper.about
    assert isinstance(proposal, Proposal)
    carry_out(proposal, on=today())


def _came_to_nothing(paper: Paper) -> None:
    """The paper was rejected or taken back: the case is with its examiner again."""
    proposal = paper.about
    assert isinstance(proposal, Proposal)
    if proposal.state == Proposal.State.ON_ITS_WAY:
        _stop(proposal)
        move(held(proposal.case), "reconsider", who=None)


DECISION = kind(
    "cases.decision",
    gettext_lazy("申請の決定"),
    on_decided=_decided,
    on_rejected=_came_to_nothing,
    on_withdrawn=_came_to_nothing,
    own_words=False,  # the paper says what the notice will say: other words are another proposal
    follows=gettext_lazy("申請した人に通知が出て、名簿や台帳に載ります"),
)
