"""From a judgement to a route: the drafter's own line up to the post that decides, the sections to be asked, and the
posts above, crossed out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tomoni.base import clock
from tomoni.common.people.api import Post, Rank, holders_of

from ..impossible import NoDecider
from ..models import DecidingTable
from ..steps import Step
from .rules import Asked, Judgement, judge
from .tables import RANKS, rules_of, table_on, upwards

LOWEST = Rank.CHIEF


@dataclass(frozen=True)
class Wanted:
    """What is to be decided, as the drafter says it."""

    matter: str
    stage: str = ""
    amount_yen: int | None = None
    escalators: tuple[str, ...] = ()


@dataclass(frozen=True)
class Laid:
    """A route by the rules, and the judgement it follows from."""

    table: DecidingTable | None
    asked: Asked
    judgement: Judgement
    steps: tuple[Step, ...]
    decider: Post


def lay(
    wanted: Wanted, as_post: Post, *, on: date | None = None, table: DecidingTable | None = None,
    also: Sequence[Post] = (),
) -> Laid:  # fmt: skip
    """The route of a paper by a table: the one in force, or the one it began with.

    also   posts of other sections that the drafter asks of their own accord; they come before those of the rule
    """
    day = on or clock.today()
    by = table or table_on(day)
    sections = upwards(as_post.section)
    asked = Asked(
        wanted.matter, day, wanted.stage, wanted.amount_yen, tuple(each.code for each in sections), wanted.escalators
    )
    judgement = judge(rules_of(by), asked)
    line = line_of(as_post, day)
    decider = _decider(judgement, line)
    before = [post for post in line if post.rank < decider.rank]
    groups = [tuple(also), *_posts(judgement.rule.consult if judgement.rule else ())]
    left_out = {*before, decider, as_post}
    consulted = _consulted([[post for post in group if post not in left_out] for group in groups])
    above = [Step(post, needed=False) for post in line if post.rank > decider.rank]
    steps = (*(Step(post) for post in before), *consulted, Step(decider), *above)
    return Laid(by, asked, judgement, steps, decider)


def line_of(as_post: Post, on: date) -> list[Post]:
    """The posts above one: of its section and those over it, then the vice-mayor and the mayor; the lowest first.

    Of several posts of one rank in a section the first stands for all; a vacant post below the mayor is left out.
    """
    sections = upwards(as_post.section)
    place = {section.pk: number for number, section in enumerate(sections)}
    over = Post.objects.filter(section__in=place, rank__gte=LOWEST, rank__lt=Rank.VICE_MAYOR, shared=False)
    top = Post.objects.filter(rank__in=(Rank.VICE_MAYOR, Rank.MAYOR))
    posts = [*over.select_related("section"), *top.select_related("section")]
    held = holders_of(posts, on)
    ranked = sorted(posts, key=lambda post: (post.rank, place.get(post.section_id, 0), post.order))
    first: dict[tuple[int, int], Post] = {}
    for post in ranked:
        if post.rank > as_post.rank and post != as_post and (held[post.pk] or post.rank == Rank.MAYOR):
            first.setdefault((post.rank, place.get(post.section_id, -1)), post)
    return list(first.values())


def _decider(judgement: Judgement, line: Sequence[Post]) -> Post:
    """The named post, or the lowest of the line that is high enough: the drafter's own rank never decides."""
    if judgement.decider and judgement.decider not in RANKS:
        named = Post.objects.select_related("section").filter(key=judgement.decider).first()
        if named is not None:
            return named
    high_enough = [post for post in line if post.rank >= judgement.height]
    if not high_enough:
        raise NoDecider
    return high_enough[0]


def _posts(groups: Sequence[Sequence[str]]) -> Iterator[list[Post]]:
    known = {post.key: post for post in Post.objects.filter(key__in=[key for group in groups for key in group])}
    for group in groups:
        yield [known[key] for key in group if key in known]


def _consulted(groups: Sequence[Sequence[Post]]) -> Iterator[Step]:
    """Groups go round one after the other; inside a group everybody is asked at once. Nobody is asked twice."""
    asked: set[int] = set()
    begun = False
    for group in groups:
        new = [post for post in dict.fromkeys(group) if post.pk not in asked]
        asked.update(post.pk for post in new)
        for number, post in enumerate(new):
            yield Step(post, consult=True, apart=begun and number == 0)
        begun = begun or bool(new)
