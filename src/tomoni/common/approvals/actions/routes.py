"""Laying out the route of a paper: which post gets a cell, in which order, and which of them decides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tomoni.base import clock
from tomoni.common.people.api import Clerk, Post, holders_of

from ..impossible import DecidesAlone, NoDecider
from ..models import Cell, Paper

MAYOR = 100  # the rank of the one whose decision needs no standing authority


@dataclass(frozen=True)
class Step:
    """One place on a route.

    consult   合議: consent of another section. Consultations that follow each other go round at the same time.
    needed    False for a post above the one that decides: its cell is shown crossed out.
    """

    post: Post
    consult: bool = False
    needed: bool = True


def decider(route: Sequence[Step]) -> Step:
    """The last post of the line that is needed."""
    line = [step for step in route if step.needed and not step.consult]
    if not line or [step for step in route if step.needed][-1] is not line[-1]:
        raise NoDecider
    return line[-1]


def authority_of(post: Post) -> str:
    """The words in the double frame: 課長専決, or 市長決裁."""
    return f"{post.seal_name}決裁" if post.rank >= MAYOR else f"{post.seal_name}専決"


def lay_out(paper: Paper, route: Sequence[Step], *, may_decide_alone: bool) -> list[Cell]:
    """The cells of a paper, not yet saved: the drafter's first, then the route.

    A post that only the drafter holds needs no second seal of the same hand: its cell is skipped. If that post is the
    one that decides, somebody else has to.
    """
    last = decider(route)
    alone = _held_only_by(paper.drafter, route)
    if last.post in alone and not may_decide_alone:
        raise DecidesAlone
    cells = [Cell(paper=paper, post=paper.as_post, kind=Cell.Kind.DRAFT, order=0, state=Cell.State.TURN)]
    for order, step in _numbered(route):
        cell = Cell(
            paper=paper, post=step.post, kind=Cell.Kind.CONSULT if step.consult else Cell.Kind.LINE, order=order
        )
        cell.decides = step is last
        if not step.needed:
            cell.state = Cell.State.NOT_NEEDED
        elif step.post in alone and not cell.decides:
            cell.state = Cell.State.SKIPPED
        cells.append(cell)
    return cells


def _held_only_by(clerk: Clerk, route: Sequence[Step]) -> set[Post]:
    held = holders_of((step.post for step in route), clock.today())
    return {step.post for step in route if held[step.post.pk] == [clerk]}


def _numbered(route: Sequence[Step]) -> Iterator[tuple[int, Step]]:
    """Each step with its place; consultations side by side share one."""
    order, before = 0, None
    for step in route:
        if not (step.consult and before is not None and before.consult):
            order += 1
        before = step
        yield order, step
