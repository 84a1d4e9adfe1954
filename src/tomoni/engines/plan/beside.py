"""What services lay beside a group of measures: on its page, and in whatever is made of the plan.

The plan knows no service. A service that has something to say about a group says so here, once, when Django starts:

    def sheets(plan: str, code: str) -> Iterable[Beside]: ...

    beside_groups.add("evaluation", sheets)

It is asked with the key of the plan and the code of the group, and answers what is published, the newest first, in a
fixed number of queries and in the language of now. Asked with no code, it answers for the whole plan.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tomoni.base.catalogue import Catalogue


@dataclass(frozen=True)
class Beside:
    """One thing beside a group. `parts` are headings and texts, for those who print it; `invented` marks a sample."""

    title: str
    url: str
    summary: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    year: int | None = None
    invented: bool = False


Layer = Callable[[str, str], Iterable[Beside]]
beside_groups: Catalogue[Layer] = Catalogue("layer beside the groups of measures")


def beside(plan: str, code: str) -> list[Beside]:
    """All that lies beside one group; without a code, beside the whole plan."""
    return [one for layer in beside_groups.values() for one in layer(plan, code)]
