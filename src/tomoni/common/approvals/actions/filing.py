"""After the decision: putting it into effect (施行), completing the paper, holding it back from disposal."""

from datetime import date

from django.db import transaction
from django.db.models import Model

from tomoni.base import clock
from tomoni.base.journal.api import write
from tomoni.base.references import pointing_at
from tomoni.common.people.api import Clerk, Holding

from ..filing.retention import Counts, kept
from ..impossible import AlreadyDone, FirstDispatch, NotOfThisSection, NotPossible, ReasonMissing
from ..kinds import NumberedAt, kinds
from ..models import Dispatch, FileClass, Filed, Hold, Move, Paper
from ..numbers import next_number
from .moving import drafts, follow, move


def dispatch(
    paper: Paper,
    *,
    clerk: Clerk,
    method: str,
    seal_used: str = Dispatch.SealUsed.OMITTED,
    on: date | None = None,
    addressee: str = "",
    checked_by: Clerk | None = None,
) -> Paper:
    """施行: the decision goes out. A kind that is numbered then gets its number here, in the same transaction."""
    now, day = clock.now(), on or clock.today()
    with transaction.atomic():
        paper = _of_the_section(paper, clerk)
        if paper.state != Paper.State.DECIDED:
            raise NotPossible
        if Dispatch.objects.filter(paper=paper).exists():
            raise AlreadyDone
        Dispatch.objects.create(
            paper=paper, on=day, method=method, seal_used=seal_used, addressee=addressee, checked_by=checked_by,
            clerk=clerk, at=now,
        )  # fmt: skip
        kind = kinds[paper.kind_key]
        if kind.numbered_at == NumberedAt.DISPATCH and paper.register and not paper.number:
            paper.number = next_number(paper.register, day, about=paper)
            paper.save(update_fields=["number"])
        words = str(Dispatch.Method(method).label) + (f"：{addressee}" if addressee else "")
        move(paper, Move.Verb.DISPATCH, clerk, at=now, words=words)
        follow(paper, kind.on_dispatched)
    return paper


def complete(paper: Paper, *, clerk: Clerk, file_class: FileClass, on: date | None = None) -> Filed:
    """完結: nothing more is to be done. From the first day of the year after it, the paper is kept for its years."""
    now, day = clock.now(), on or clock.today()
    with transaction.atomic():
        paper = _of_the_section(paper, clerk)
        if paper.is_open:
            raise NotPossible
        if Filed.objects.filter(paper=paper).exists():
            raise AlreadyDone
        decided = paper.state == Paper.State.DECIDED
        kind = kinds[paper.kind_key]
        if decided and kind.numbered_at == NumberedAt.DISPATCH and not Dispatch.objects.filter(paper=paper).exists():
            raise FirstDispatch
        years = file_class.years if decided or file_class.years_undecided is None else file_class.years_undecided
        span = kept(day, years, Counts(file_class.counts))
        filed = Filed.objects.create(
            paper=paper, file_class=file_class, completed_on=day, years=years, at_end=file_class.at_end,
            kept_since=span.since, kept_through=span.through, clerk=clerk,
        )  # fmt: skip
        move(paper, Move.Verb.COMPLETE, clerk, at=now, words=str(file_class))
    return filed


def hold(paper: Paper, *, reason: str, clerk: Clerk | None, words: str = "", about: Model | None = None) -> Hold:
    """Somebody may still need it (an open appeal, a suit, a request for disclosure, an audit): it must not go."""
    with transaction.atomic():
        if about is not None:
            standing = Hold.objects.standing().filter(paper=paper, reason=reason, **pointing_at(about)).first()
            if standing is not None:
                return standing
        held = Hold.objects.create(
            paper=paper, reason=reason, words=words, about=about, put_by=clerk, put_at=clock.now()
        )
        write("approvals.hold", who=clerk, about=paper, why=words, after={"reason": reason})
    return held


def release(held: Hold, *, clerk: Clerk | None, why: str) -> Hold:
    """What held the paper is over."""
    if not why.strip():
        raise ReasonMissing
    with transaction.atomic():
        held = Hold.objects.select_for_update().get(pk=held.pk)
        if held.released_at is not None:
            raise AlreadyDone
        held.released_by, held.released_at = clerk, clock.now()
        held.save(update_fields=["released_by", "released_at"])
        write("approvals.release", who=clerk, about=held.paper, why=why.strip(), after={"reason": held.reason})
    return held


def of_the_section(paper: Paper, clerk: Clerk) -> bool:
    """Whether the clerk may look after a decided paper: its drafter, or somebody of the section it comes from."""
    held = Holding.objects.standing(clock.today()).filter(clerk=clerk, post__section=paper.section)
    return held.exists() or drafts(paper, clerk)


def _of_the_section(paper: Paper, clerk: Clerk) -> Paper:
    locked = Paper.objects.select_for_update().get(pk=paper.pk)
    if not of_the_section(locked, clerk):
        raise NotOfThisSection
    return locked
