"""What one clerk can do with a paper now, in words, and why it came to them.

The same questions that the actions ask (`workflow`, the cells that wait, the drafter) decide what is offered; the
action decides again.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from .actions.moving import drafts
from .kinds import kinds
from .models import Cell, LaterReview, Paper, Reading
from .showing import Shown


@dataclass(frozen=True)
class Choice:
    """One thing that can be done. `reason`: it must be given. `button`: the verb of the result."""

    do: str
    label: str
    button: str
    reason: bool = False


@dataclass(frozen=True)
class Panel:
    """The side of a paper: what is asked of this clerk, why, what follows, and the choices (the usual one first)."""

    heading: str
    why: str = ""
    follows: str = ""
    choices: tuple[Choice, ...] = ()
    place: Cell | None = None
    later: LaterReview | None = None
    reading: Reading | None = None

    def choice(self, do: str) -> Choice | None:
        return next((choice for choice in self.choices if choice.do == do), None)


def panel_for(shown: Shown) -> Panel:
    """What waits for the clerk comes before what they may do as the drafter."""
    if shown.places:
        return _turn(shown)
    later = _to_review(shown)
    if later is not None:
        return _review(later)
    if shown.reading is not None:
        return _to_read(shown.reading)
    if shown.paper.is_open and drafts(shown.paper, shown.clerk):
        return _drafter(shown)
    if shown.paper.is_up and (beside := _beside_the_line(shown)):
        return beside
    return Panel(heading=_("あなたがすることは、いまありません"), why=_where(shown))


def _turn(shown: Shown) -> Panel:
    place = shown.places[0]
    if not place.is_mine:  # type: ignore[attr-defined]  # waiting_for annotates it
        return _standing_in(shown, place)
    choices = [*_own(place), *_for_the_next(shown, place), _send_back()]
    if place.decides:
        choices += [*_raise(shown, place), _reject()]
    return Panel(
        heading=_("あなたの番です"),
        why=_("%(post)sの番です。") % {"post": place.post.title},
        follows=_after(shown, place),
        choices=tuple(choices),
        place=place,
    )


def _own(place: Cell) -> list[Choice]:
    if place.kind == Cell.Kind.CONSULT:
        return [
            Choice("seal", _("同意する"), _("同意して印を押す")),
            Choice("condition", _("条件を付けて同意する"), _("条件を付けて同意する"), reason=True),
            Choice("disagree", _("同意しない"), _("同意しないと答える"), reason=True),
        ]
    if place.decides:
        return [Choice("seal", _("決裁する"), _("決裁して印を押す"))]
    return [Choice("seal", _("承認する"), _("承認して印を押す"))]


def _for_the_next(shown: Shown, place: Cell) -> list[Choice]:
    """Who is the next one's substitute may seal both cells in one move."""
    following = _next(shown, place)
    absence = shown.away.get(following.post_id) if following else None
    if absence is None or absence.stand_in_id != shown.clerk.pk:
        return []
    return [Choice("decide_for", _("承認し、不在の人の代決もする"), _("代決して印を押す"), reason=True)]


def _raise(shown: Shown, place: Cell) -> list[Choice]:
    """Who may decide may always send up, to the next post that was crossed out."""
    above = [
        cell
        for cell in shown.cells
        if cell.state == Cell.State.NOT_NEEDED and cell.order > place.order and cell.post.rank > place.post.rank
    ]
    if not above:
        return []
    words = _("%(post)sに上げる") % {"post": above[0].post.title}
    return [Choice("raise_up", words, words, reason=True)]


def _standing_in(shown: Shown, place: Cell) -> Panel:
    absence = shown.away.get(place.post_id)
    if absence is None:
        why = _("%(post)sは空席で、あなたが代わりをする順です。代決すると、次に就く人の机に後閲が残ります。") % {
            "post": place.post.title
        }
    else:
        why = _(
            "%(post)sは%(month)d月%(day)d日まで不在で、あなたが代わりをする人です。"
            "代決すると、%(post)sの机に後閲が残ります。"
        ) % {"post": place.post.title, "month": absence.last_on.month, "day": absence.last_on.day}
    marked = place.decides and bool(shown.ticked)
    return Panel(
        heading=_("代決できます"),
        why=why,
        follows=_after(shown, place),
        choices=(
            _urgent() if marked else Choice("decide_for", _("代決する"), _("代決して印を押す"), reason=True),
            _send_back(),
        ),
        place=place,
    )


def _urgent() -> Choice:
    return Choice("decide_urgent", _("急ぐので代決する"), _("代決して印を押す"), reason=True)


def _beside_the_line(shown: Shown) -> Panel | None:
    """What a superior, or the first in the order of succession, may do before it is their turn."""
    own, passed = shown.passable
    if own is not None and passed:
        names = "、".join(cell.post.title for cell in passed)
        return Panel(
            heading=_("引上げができます"),
            why=_("%(posts)sは不在か空席です。引き上げると、その欄は空けたままあなたの番になり、本人に知らせます。")
            % {"posts": names},
            choices=(Choice("pass_over", _("引き上げる"), _("引き上げる"), reason=True),),
        )
    place = shown.urgent_place
    if place is None:
        return None
    return Panel(
        heading=_("急ぐときは代決できます"),
        why=_("%(post)sが決めるのを待てないときだけです。代決すると、%(post)sの机に後閲が残ります。")
        % {"post": place.post.title},
        follows=_after(shown, place),
        choices=(_urgent(),),
        place=place,
    )


def _to_read(reading: Reading) -> Panel:
    passed = reading.why == Reading.Why.PASSED
    return Panel(
        heading=_("引上げの知らせ") if passed else _("読んでください"),
        why=_("あなたが不在のあいだに、%(who)sが先に進めました。") % {"who": reading.asked_by}
        if passed
        else _("%(who)sが供覧に出しました。") % {"who": reading.asked_by},
        choices=(Choice("read", _("読んだ"), _("読みました")),),
        reading=reading,
    )


def _review(later: LaterReview) -> Panel:
    return Panel(
        heading=_("後閲してください"),
        why=_("あなたの不在のあいだに、%(who)sが代決しました。理由：%(words)s")
        % {"who": later.seal.clerk, "words": later.seal.note},
        choices=(Choice("review", _("後閲する"), _("見ました")),),
        later=later,
    )


def _drafter(shown: Shown) -> Panel:
    """The drafter's own paper: with them, or on its way and not yet sealed by anybody else."""
    if not shown.paper.is_up:
        back = shown.paper.state == Paper.State.SENT_BACK
        return Panel(
            heading=_("差し戻されました") if back else _("まだ回していません"),
            why=_("直して、もう一度出してください。印は、はじめから押し直しになります。") if back else "",
            choices=(
                Choice("put_up", _("このまま回議に出す"), _("回議に出す")),
                Choice("withdraw", _("廃案にする"), _("廃案にする"), reason=True),
            ),
        )
    alone = {seal.cell.kind for seal in shown.seals.values()} <= {Cell.Kind.DRAFT}
    choices = (Choice("pull_back", _("引き戻す"), _("引き戻す")),) if alone else ()
    return Panel(heading=_("あなたの起案です"), why=_where(shown), choices=choices)


def _to_review(shown: Shown) -> LaterReview | None:
    waiting = LaterReview.objects.waiting_for(shown.clerk, shown.on).filter(seal__cell__paper=shown.paper)
    return waiting.select_related("seal__clerk", "post").first()


def _next(shown: Shown, place: Cell) -> Cell | None:
    later = [cell for cell in shown.cells if cell.order > place.order and cell.state == Cell.State.WAITING]
    return later[0] if later else None


def _after(shown: Shown, place: Cell) -> str:
    """What will follow the seal."""
    if place.decides:
        follows = kinds[shown.paper.kind_key].follows
        return _("決裁すると、%(follows)s。") % {"follows": follows} if follows else _("これで決まります。")
    following = _next(shown, place)
    return _("次は%(post)sに回ります。") % {"post": following.post.title} if following else ""


def _where(shown: Shown) -> str:
    """With whom the paper is."""
    if not shown.paper.is_open:
        return ""
    turn = "、".join(cell.post.title for cell in shown.cells if cell.state == Cell.State.TURN)
    return (
        _("いまは%(posts)sの番です。") % {"posts": turn}
        if shown.paper.is_up and turn
        else _("起案者のところにあります。")
    )


def _send_back() -> Choice:
    return Choice("send_back", _("差し戻す"), _("差し戻す"), reason=True)


def _reject() -> Choice:
    return Choice("reject", _("否決する"), _("否決する"), reason=True)
