"""Where a paper would go and why, before it is written."""

from collections.abc import Sequence
from dataclasses import dataclass

from tomoni.base.design import shapes
from tomoni.common.people.api import Post

from ..impossible import NoRules
from ..models import Basis, Paper
from ..steps import Step, authority_of
from .explaining import Explained, explain
from .laying import Wanted, lay


@dataclass(frozen=True)
class Preview:
    authority: str
    line: tuple[shapes.Cell, ...]
    consulted: tuple[shapes.Cell, ...]
    explained: Explained


def preview(wanted: Wanted, as_post: Post, *, also: Sequence[Post] = (), paper: Paper | None = None) -> Preview:
    """The route by the table in force, or by the one that a paper began with."""
    basis = Basis.objects.select_related("table").filter(paper=paper).first() if paper else None
    laid = lay(wanted, as_post, also=also, on=basis.judged_on if basis else None, table=basis.table if basis else None)
    if laid.table is None:
        raise NoRules
    first = shapes.Cell(as_post.seal_name)
    return Preview(
        authority_of(laid.decider),
        (first, *(_cell(step) for step in laid.steps if not step.consult)),
        tuple(_cell(step) for step in laid.steps if step.consult),
        explain(laid.table, laid.asked, laid.judgement, laid.decider),
    )


def _cell(step: Step) -> shapes.Cell:
    return shapes.Cell(step.post.title if step.consult else step.post.seal_name, state="" if step.needed else "slash")
