"""Laying out the route of a paper: which post gets a cell, in which order, and which of them decides."""

from collections.abc import Iterator, Sequence

from tomoni.base import clock
from tomoni.common.people.api import Clerk, Post, holders_of

from ..impossible import DecidesAlone
from ..models import Cell, Paper
from ..steps import Step, decider


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
    """Each step with its place; consultations of one group share one."""
    order, before = 0, None
    for step in route:
        if not (step.consult and before is not None and before.consult and not step.apart):
            order += 1
        before = step
        yield order, step
