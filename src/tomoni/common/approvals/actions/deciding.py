"""The moves of those on the route: seal, disagree, decide for somebody absent, ask again, send back, reject, review."""

from datetime import datetime

from django.db import transaction

from tomoni.base import clock
from tomoni.common.people.api import Absence, Clerk, Holding

from ..impossible import (
    DecidesAlone,
    Disagreed,
    ImportantNeedsUrgency,
    NobodyAbsent,
    NotPossible,
    NotTheDecider,
    NotYourTurn,
    SealsDoNotCover,
    StillWithOthers,
)
from ..kinds import NumberedAt, kinds
from ..models import Basis, Cell, LaterReview, Move, Paper, PaperVersion, Seal, Substitute
from ..numbers import next_number
from .moving import advance, end, follow, move, place_of, put_seal, take_seals_off, taken, uncovered

Verb = Move.Verb


def seal(
    paper: Paper, *, clerk: Clerk, note: str = "", cell: Cell | None = None, seen: str = "", agrees: bool = True,
    conditional: bool = False,
) -> Paper:  # fmt: skip
    """Put the clerk's seal into the cell whose turn it is; the last one decides.

    cell     which one, for a clerk who holds several posts of the route; the first by default
    seen     digest of the version that was read; refused when the paper has changed since
    agrees   False for a consulted section that does not consent (合議不調); `note` then says why
    conditional   条件付: agrees under the condition that `note` says; a note alone is an opinion (意見付)
    """
    now = clock.now()
    with transaction.atomic():
        paper = taken(paper, "seal" if agrees and not conditional else "disagree", reason=note, seen=seen)
        place = place_of(paper, clerk, cell=cell)
        if not agrees and place.kind != Cell.Kind.CONSULT:
            raise NotPossible
        version = paper.current()
        _may_stand(paper, version, place, clerk, note)
        put_seal(place, version, clerk, at=now, words=note.strip(), agrees=agrees, conditional=conditional)
        if not place.decides:
            move(paper, _verb(place, agrees=agrees), clerk, at=now, post=place.post, words=note.strip())
        _go_on(paper, place, clerk, at=now, words=note)
    return paper


def decide_for(
    paper: Paper, *, clerk: Clerk, reason: str, cell: Cell | None = None, seen: str = "", urgent: bool = False
) -> Paper:
    """代決: seal in the place of a post where nobody is at hand; its holder sees it later (後閲).

    Who acts is whom the absent holder named, or the first of the city's succession. When the clerk's own cell is the
    one before, it is sealed first, in the same move.

    urgent   it cannot wait: the first of the succession acts although the holder is noted as present, or although the
             paper is marked as important. Never where a consulted section has disagreed.
    """
    now = clock.now()
    with transaction.atomic():
        paper = taken(paper, "decide_for", reason=reason, seen=seen)
        version = paper.current()
        if clerk in (paper.drafter, version.made_by):
            raise DecidesAlone
        place = _left_to(paper, clerk, cell, version, now, urgent=urgent)
        if place.decides:
            _may_be_decided_for(paper, urgent=urgent)
        _may_stand(paper, version, place, clerk, reason)
        put = put_seal(
            place, version, clerk, at=now, words=reason.strip(), as_substitute=True, urgent=urgent,
            instead_of=_absent(place, clerk),
        )  # fmt: skip
        waived = not urgent and _told_beforehand(paper, place, clerk)
        LaterReview.objects.create(seal=put, post=place.post, asked_at=now, waived=waived)
        move(paper, Verb.SUBSTITUTE, clerk, at=now, post=place.post, words=reason.strip())
        _go_on(paper, place, clerk, at=now)
    return paper


def _may_be_decided_for(paper: Paper, *, urgent: bool) -> None:
    if Seal.objects.filter(cell__paper=paper, voided_at=None, agrees=False).exists():
        raise Disagreed
    basis = Basis.objects.filter(paper=paper).first()
    if basis is not None and basis.escalators and not urgent:
        raise ImportantNeedsUrgency


def _told_beforehand(paper: Paper, place: Cell, clerk: Clerk) -> bool:
    """Whether the city's succession says that this substitute need not show it to the holder afterwards."""
    held = Holding.objects.standing(clock.today()).filter(clerk=clerk)
    basis = Basis.objects.filter(paper=paper).first()
    line = Substitute.objects.for_matter(basis.matter if basis else "").filter(post=place.post)
    return line.filter(substitute__in=held.values("post"), without_review=True).exists()


def _left_to(
    paper: Paper, clerk: Clerk, cell: Cell | None, version: PaperVersion, now: datetime, *, urgent: bool
) -> Cell:
    try:
        return place_of(paper, clerk, cell=cell, mine=False, urgent=urgent)
    except NotYourTurn:
        pass
    try:
        own = place_of(paper, clerk)
        put_seal(own, version, clerk, at=now)
        move(paper, _verb(own, agrees=True), clerk, at=now, post=own.post)
        _go_on(paper, own, clerk, at=now)
        return place_of(paper, clerk, cell=cell, mine=False, urgent=urgent)
    except NotYourTurn:
        raise NobodyAbsent from None


def review(later: LaterReview, *, clerk: Clerk) -> LaterReview:
    """後閲: the post-holder has seen what was decided in their place."""
    now = clock.now()
    with transaction.atomic():
        waiting = LaterReview.objects.waiting_for(clerk, clock.today()).select_for_update(of=("self",))
        found = waiting.filter(pk=later.pk).first()
        if found is None:
            raise NotYourTurn
        found.reviewed_by, found.reviewed_at = clerk, now
        found.save(update_fields=["reviewed_by", "reviewed_at"])
        move(found.seal.cell.paper, Verb.REVIEW, clerk, at=now, post=found.post)
    return found


def ask_again(paper: Paper, *, clerk: Clerk, cell: Cell) -> Paper:
    """Have a post look at the new version before the paper goes on: its seal does not cover it."""
    now = clock.now()
    with transaction.atomic():
        paper = taken(paper, "ask_again")
        place_of(paper, clerk, mine=None)
        old = [standing.cell for standing in uncovered(paper, paper.current()) if standing.cell_id == cell.pk]
        if not old:
            raise NotPossible
        again = old[0]
        again.state, again.came_at = Cell.State.TURN, now
        again.save(update_fields=["state", "came_at"])
        move(paper, Verb.ASK_AGAIN, clerk, at=now, post=again.post)
    return paper


def send_back(paper: Paper, *, clerk: Clerk, reason: str, seen: str = "", to: Cell | None = None) -> Paper:
    """差戻し: to the drafter, or to a chosen earlier cell. Seals from there on become void and stay on record."""
    now = clock.now()
    with transaction.atomic():
        paper = taken(paper, "send_back", reason=reason, seen=seen)
        place = place_of(paper, clerk, mine=None)
        if to is not None and to.kind != Cell.Kind.DRAFT:
            _back_to(paper, place, to, now)
        else:
            take_seals_off(paper, now)
            paper.state = Paper.State.SENT_BACK
            paper.save(update_fields=["state"])
        move(paper, Verb.SEND_BACK, clerk, at=now, post=place.post, words=_words_to(to, reason))
    return paper


def _back_to(paper: Paper, place: Cell, to: Cell, now: datetime) -> None:
    """Whoever sealed at or after the chosen cell seals again; what came before it stands."""
    earlier = paper.cells.filter(order__lt=place.order, state=Cell.State.SEALED).exclude(kind=Cell.Kind.DRAFT)
    if not earlier.filter(pk=to.pk).exists():
        raise NotPossible
    standing = paper.cells.filter(order=to.order, state=Cell.State.SEALED).exclude(pk=to.pk)
    beside = list(standing.values_list("pk", flat=True))  # consulted at the same time: their consent stands
    Seal.objects.filter(cell__paper=paper, cell__order__gte=to.order, voided_at=None).exclude(cell__in=beside).update(
        voided_at=now
    )
    again = paper.cells.filter(
        order__gte=to.order, state__in=(Cell.State.TURN, Cell.State.SEALED, Cell.State.PASSED)
    ).exclude(pk__in=beside)
    again.update(state=Cell.State.WAITING, came_at=None)
    advance(paper, now)


def _words_to(to: Cell | None, reason: str) -> str:
    return f"→{to.post.title}：{reason.strip()}" if to is not None and to.kind != Cell.Kind.DRAFT else reason.strip()


def place_of_the_decider(paper: Paper, clerk: Clerk) -> Cell:
    """The cell that decides, where it waits for this very clerk. NotTheDecider when it does not."""
    waiting = Cell.objects.waiting_for(clerk, clock.today()).filter(paper=paper, decides=True)
    places = waiting.filter(is_mine=True)  # type: ignore[misc]  # waiting_for annotates it
    place = places.select_related("post").first()
    if place is None:
        raise NotTheDecider
    everybody_before_has_sealed(paper, place)
    return place


def reject(paper: Paper, *, clerk: Clerk, reason: str, seen: str = "") -> Paper:
    """否決: the decider ends it. Everybody else who does not agree sends it back."""
    now = clock.now()
    with transaction.atomic():
        paper = taken(paper, "reject", reason=reason, seen=seen)
        place = place_of_the_decider(paper, clerk)
        put_seal(place, paper.current(), clerk, at=now, words=reason.strip(), agrees=False)
        end(paper, Paper.State.REJECTED, now)
        move(paper, Verb.REJECT, clerk, at=now, post=place.post, words=reason.strip())
        follow(paper, kinds[paper.kind_key].on_rejected)
    return paper


def _may_stand(paper: Paper, version: PaperVersion, place: Cell, clerk: Clerk, words: str) -> None:
    """The deciding seal asks for more than the others."""
    if not place.decides:
        return
    alone = clerk in (paper.drafter, version.made_by)
    if alone and not kinds[paper.kind_key].drafter_may_decide:
        raise DecidesAlone
    everybody_before_has_sealed(paper, place)
    if uncovered(paper, version) and not words.strip():
        raise SealsDoNotCover


def everybody_before_has_sealed(paper: Paper, place: Cell) -> None:
    waiting = paper.cells.filter(order__lt=place.order, state__in=(Cell.State.WAITING, Cell.State.TURN))
    if waiting.exists():
        raise StillWithOthers


def _go_on(paper: Paper, place: Cell, clerk: Clerk, *, at: datetime, words: str = "") -> None:
    """After a seal: to the next post, or the decision and what follows from it."""
    if not place.decides:
        advance(paper, at)
        return
    kind = kinds[paper.kind_key]
    if kind.numbered_at == NumberedAt.DECISION and paper.register:
        paper.number = next_number(paper.register, clock.today(), about=paper)
    end(paper, Paper.State.DECIDED, at)
    move(paper, Verb.DECIDE, clerk, at=at, post=place.post, words=words.strip())
    follow(paper, kind.on_decided)


def _verb(place: Cell, *, agrees: bool) -> Move.Verb:
    if place.kind == Cell.Kind.CONSULT:
        return Verb.AGREE if agrees else Verb.DISAGREE
    return Verb.SEAL


def _absent(place: Cell, clerk: Clerk) -> Clerk | None:
    """Who of the post is away and has named this clerk."""
    today = clock.today()
    held = Holding.objects.standing(today).filter(post=place.post)
    away = Absence.objects.on(today).filter(clerk__in=held.values("clerk"), stand_in=clerk)
    absence = away.select_related("clerk").first()
    return absence.clerk if absence else None
