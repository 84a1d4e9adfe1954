"""One place on a route, before it is a cell: which post, and in which part."""

from collections.abc import Sequence
from dataclasses import dataclass

from tomoni.common.people.api import Post

from .impossible import NoDecider

MAYOR = 100  # the rank of the one whose decision needs no standing authority


@dataclass(frozen=True)
class Step:
    """One place on a route.

    consult   合議: consent of another section. Consultations that follow each other go round at the same time.
    needed    False for a post above the one that decides: its cell is shown crossed out.
    apart     a consultation that waits for those before it, instead of going round with them: a new group.
    """

    post: Post
    consult: bool = False
    needed: bool = True
    apart: bool = False


def decider(route: Sequence[Step]) -> Step:
    """The last post of the line that is needed."""
    line = [step for step in route if step.needed and not step.consult]
    if not line or [step for step in route if step.needed][-1] is not line[-1]:
        raise NoDecider
    return line[-1]


def authority_of(post: Post) -> str:
    """The words in the double frame: 課長専決, or 市長決裁."""
    return f"{post.seal_name}決裁" if post.rank >= MAYOR else f"{post.seal_name}専決"
