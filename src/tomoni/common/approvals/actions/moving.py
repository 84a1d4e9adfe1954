"""What every move shares: the locked paper, whose turn it is, the note in its history and in the journal."""

from datetime import datetime

from tomoni.base import clock
from tomoni.base.journal.api import write
from tomoni.common.people.api import Clerk, Holding, Post

from ..impossible import ChangedMeanwhile, NotPossible, NotTheDrafter, NotYourTurn, ReasonMissing
from ..kinds import FollowUp
from ..models import Cell, Move, Paper, PaperVersion, Seal
from ..workflow import MOVES


def taken(paper: Paper, action: str, *, reason: str | None = None, seen: str = "") -> Paper:
    """The paper as it stands now, locked for one move; refused when the table does not allow the move.

    `seen` is the digest of the version that the person had before their eyes.
    """
    rule = MOVES[action]
    locked = Paper.objects.select_for_update().get(pk=paper.pk)
    if locked.state not in rule.states:
        raise NotPossible
    if rule.reason and not (reason or "").strip():
        raise ReasonMissing
    if seen and seen != locked.current().digest:
        raise ChangedMeanwhile
    return locked


def place_of(
    paper: Paper, clerk: Clerk, *, cell: Cell | None = None, mine: bool | None = True, urgent: bool = False
) -> Cell:
    """The first cell that waits for this clerk: their own (`mine`), or one they act for, or either (None).

    `urgent` also finds cells of posts that are there, for which the clerk is the first of the succession.
    """
    today = clock.today()
    waiting = Cell.objects.waiting_for(clerk, today).filter(paper=paper)
    if cell is not None:
        waiting = waiting.filter(pk=cell.pk)
    if mine is not None:
        waiting = waiting.filter(is_mine=mine)  # type: ignore[misc]  # waiting_for annotates it
    place = waiting.select_related("post").order_by("-is_mine", "order", "pk").first()  # type: ignore[misc]  # waiting_for annotates it
    if place is None and urgent:
        in_line = Cell.objects.in_line_for(clerk, today).filter(paper=paper)
        in_line = in_line if cell is None else in_line.filter(pk=cell.pk)
        place = in_line.select_related("post").order_by("order", "pk").first()
    if place is None:
        raise NotYourTurn
    return place


def drafts(paper: Paper, clerk: Clerk) -> bool:
    """Whether the paper is this clerk's to change: as its drafter, or as who took over the drafter's post."""
    today = Holding.objects.standing(clock.today()).filter(post=paper.as_post)
    if today.filter(clerk=paper.drafter).exists():
        return clerk == paper.drafter
    return today.filter(clerk=clerk).exists()


def only_the_drafter(paper: Paper, clerk: Clerk) -> None:
    if not drafts(paper, clerk):
        raise NotTheDrafter


def advance(paper: Paper, now: datetime) -> None:
    """Give the turn to the next cells: all of the lowest place that is still open."""
    still_open = paper.cells.filter(state__in=(Cell.State.WAITING, Cell.State.TURN)).order_by("order")
    lowest = still_open.values_list("order", flat=True).first()
    if lowest is None:
        return
    paper.cells.filter(order=lowest, state=Cell.State.WAITING).update(state=Cell.State.TURN, came_at=now)


def take_seals_off(paper: Paper, now: datetime, *, since: int = 0) -> None:
    """Seals from a place of the route on stay on record as void, and every cell from there waits again."""
    Seal.objects.filter(cell__paper=paper, cell__order__gte=since, voided_at=None).update(voided_at=now)
    passed = paper.cells.filter(order__gte=since, state__in=(Cell.State.TURN, Cell.State.SEALED, Cell.State.PASSED))
    passed.update(state=Cell.State.WAITING, came_at=None)


def move(
    paper: Paper, verb: Move.Verb, clerk: Clerk | None, *, at: datetime, post: Post | None = None, words: str = ""
) -> None:
    """Into the history of the paper, and into the journal."""
    Move.objects.create(
        paper=paper, verb=verb, clerk=clerk, post=post, version_number=paper.version_number, words=words, at=at
    )
    after = {"state": paper.state, "version": paper.version_number, "number": paper.number}
    write(f"approvals.{verb}", who=clerk, about=paper, why=words, after=after)


def end(paper: Paper, state: Paper.State, at: datetime) -> None:
    paper.state, paper.ended_at = state, at
    paper.save(update_fields=["state", "ended_at", "number"])


def follow(paper: Paper, follow_up: FollowUp | None) -> None:
    if follow_up is not None:
        follow_up(paper)


def put_seal(
    place: Cell,
    version: PaperVersion,
    clerk: Clerk,
    *,
    at: datetime,
    words: str = "",
    agrees: bool = True,
    instead_of: Clerk | None = None,
    as_substitute: bool = False,
    urgent: bool = False,
    conditional: bool = False,
) -> Seal:
    """One standing seal per cell: an earlier one becomes void."""
    place.seals.filter(voided_at=None).update(voided_at=at)
    place.state = Cell.State.SEALED
    place.save(update_fields=["state"])
    return Seal.objects.create(
        cell=place, version=version, digest=version.digest, clerk=clerk, at=at, note=words, agrees=agrees,
        as_substitute=as_substitute, instead_of=instead_of, urgent=urgent, conditional=conditional,
    )  # fmt: skip


def uncovered(paper: Paper, version: PaperVersion) -> list[Seal]:
    """Standing seals that were put on other words or files than these."""
    standing = Seal.objects.filter(cell__paper=paper, voided_at=None).exclude(digest=version.digest)
    return list(standing.select_related("cell__post", "clerk").order_by("cell__order"))
