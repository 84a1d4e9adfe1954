"""The moves that follow the rules of standing authority: draft by them, judge again, raise.

A paper keeps the table it began with: a new table never touches what is on its way.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Model

from tomoni.base import clock
from tomoni.common.files.api import StoredFile
from tomoni.common.people.api import Clerk, Post

from ..authority.laying import Laid, Wanted, lay
from ..impossible import NoRules, NothingAbove, NotPossible
from ..kinds import PaperKind, kinds
from ..models import Basis, Cell, Move, Paper, Seal
from ..steps import authority_of
from .deciding import place_of_the_decider
from .drafting import draft, put_up
from .moving import advance, move, only_the_drafter, put_seal, taken
from .routes import lay_out


def draft_by_rules(
    *,
    kind: str | PaperKind,
    about: Model | None,
    title: str,
    text: str,
    drafter: Clerk,
    as_post: Post,
    wanted: Wanted,
    also: Sequence[Post] = (),
    due_on: date | None = None,
    facts: Mapping[str, str] | None = None,
    files: Sequence[StoredFile] = (),
    quotes: Paper | None = None,
    register: str = "",
    goes_up: bool = True,
) -> Paper:
    """Write a paper whose route follows from the city's rules for its matter, amount and circumstances.

    also     other posts whose consent the drafter asks of their own accord (合議)
    quotes   the rejected paper that this one takes up again
    """
    laid = lay(wanted, as_post, also=also)
    if laid.table is None:
        raise NoRules
    with transaction.atomic():
        paper = draft(
            kind=kind, about=about, title=title, text=text, drafter=drafter, as_post=as_post, route=laid.steps,
            due_on=due_on, facts=facts, files=files, quotes=quotes, register=register, goes_up=False,
        )  # fmt: skip
        Basis.objects.create(paper=paper, table=laid.table, **_judged(wanted, laid))
        if goes_up:
            paper = put_up(paper, clerk=drafter)
    return paper


def rejudge(paper: Paper, *, clerk: Clerk, wanted: Wanted, also: Sequence[Post] = ()) -> Paper:
    """The amount or the circumstances have changed: a new route, by the table the paper began with.

    Only for a paper that is with its drafter; one on its way is pulled back or sent back first.
    """
    with transaction.atomic():
        paper = taken(paper, "rejudge")
        only_the_drafter(paper, clerk)
        basis = Basis.objects.select_related("table").filter(paper=paper).first()
        if basis is None:
            raise NotPossible
        laid = lay(wanted, paper.as_post, on=basis.judged_on, table=basis.table, also=also)
        _relay(paper, laid)
        for name, value in _judged(wanted, laid).items():
            setattr(basis, name, value)
        basis.save()
        paper.authority = authority_of(laid.decider)
        paper.save(update_fields=["authority"])
        move(paper, Move.Verb.REJUDGE, clerk, at=clock.now(), post=paper.as_post, words=paper.authority)
    return paper


def _judged(wanted: Wanted, laid: Laid) -> dict[str, object]:
    rule = laid.judgement.rule
    return {
        "matter": wanted.matter, "stage": wanted.stage, "amount_yen": wanted.amount_yen,
        "escalators": list(wanted.escalators), "judged_on": laid.asked.on, "rule_key": rule.key if rule else "",
        "height": laid.decider.rank,
    }  # fmt: skip


def _relay(paper: Paper, laid: Laid) -> None:
    """Lay the route anew. A cell that bears seals of an earlier round stays, with them, for the record."""
    wanted = lay_out(paper, laid.steps, may_decide_alone=kinds[paper.kind_key].drafter_may_decide)
    old = {cell.post_id: cell for cell in paper.cells.exclude(kind=Cell.Kind.DRAFT)}
    paper.cells.update(decides=False)
    sealed = set(Seal.objects.filter(cell__paper=paper).values_list("cell", flat=True))
    kept = []
    for cell in wanted:
        if cell.kind == Cell.Kind.DRAFT:
            continue
        same = old.pop(cell.post_id, None)
        if same is not None:
            cell.pk = same.pk
            cell._state.adding = False
        kept.append(cell)
    for left in old.values():
        if left.pk in sealed:
            left.state, left.decides, left.order = Cell.State.NOT_NEEDED, False, len(kept) + 1
            left.save()
        else:
            left.delete()
    for cell in kept:
        cell.save()


def raise_up(paper: Paper, *, clerk: Clerk, reason: str, seen: str = "") -> Paper:
    """The one who may decide sends the paper higher instead (上に上げる). Never lower.

    Their seal says that they agree; the next post above, so far crossed out, decides.
    """
    now = clock.now()
    with transaction.atomic():
        paper = taken(paper, "raise_up", reason=reason, seen=seen)
        place = place_of_the_decider(paper, clerk)
        above = next_above(paper, place)
        if above is None:
            raise NothingAbove
        paper.cells.update(decides=False)
        place.decides = False
        put_seal(place, paper.current(), clerk, at=now, words=reason.strip())
        above.state, above.decides = Cell.State.WAITING, True
        above.save(update_fields=["state", "decides"])
        paper.authority = authority_of(above.post)
        paper.save(update_fields=["authority"])
        advance(paper, now)
        move(paper, Move.Verb.RAISE, clerk, at=now, post=place.post, words=reason.strip())
    return paper


def next_above(paper: Paper, place: Cell) -> Cell | None:
    """The lowest crossed-out post over a cell."""
    above = paper.cells.filter(order__gt=place.order, state=Cell.State.NOT_NEEDED, kind=Cell.Kind.LINE)
    higher = above.filter(post__rank__gt=place.post.rank)
    return higher.select_related("post").order_by("order").first()
