"""A paper as the screen shows it: the cells of its route, what happened to it, what is enclosed.

Everything is fetched once, in a number of queries that does not grow with the route or the history.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from tomoni.base import clock
from tomoni.base.design import shapes
from tomoni.common.files.api import StoredFile
from tomoni.common.people.api import Absence, Clerk, absent, holders_of

from .actions.passing import over
from .authority.explaining import Explained, explain_paper
from .models import Basis, Cell, Enclosure, LaterReview, Move, Paper, PaperVersion, Reading, Seal

STILL_OPEN = (Cell.State.WAITING, Cell.State.TURN)


@dataclass(frozen=True)
class Enclosed:
    """One enclosed file: since which version it is there, and whether it stands for another of the same name."""

    file: StoredFile
    name: str
    since: int
    replaced: bool


class Shown:
    """One paper for one clerk on one day."""

    def __init__(self, paper: Paper, clerk: Clerk, on: date) -> None:
        self.paper, self.clerk, self.on = paper, clerk, on

    @cached_property
    def versions(self) -> Sequence[PaperVersion]:
        return list(self.paper.versions.select_related("made_by").order_by("number"))

    @cached_property
    def version(self) -> PaperVersion:
        return self.versions[self.paper.version_number - 1]

    @cached_property
    def cells(self) -> Sequence[Cell]:
        return list(self.paper.cells.select_related("post__section").order_by("order", "pk"))

    @cached_property
    def seals(self) -> Mapping[int, Seal]:
        """The standing seals, by their cells."""
        standing = Seal.objects.filter(cell__paper=self.paper, voided_at=None)
        return {seal.cell_id: seal for seal in standing.select_related("version", "clerk", "cell__post")}

    @cached_property
    def reviews(self) -> Mapping[int, LaterReview]:
        """What post-holders have seen or still have to see, by the seals."""
        asked = LaterReview.objects.filter(seal__cell__paper=self.paper)
        return {later.seal_id: later for later in asked.select_related("seal__cell", "post", "reviewed_by")}

    @cached_property
    def places(self) -> Sequence[Cell]:
        """The cells that wait for this clerk now; `is_mine` tells their own from those they stand in for."""
        waiting = Cell.objects.waiting_for(self.clerk, self.on).filter(paper=self.paper)
        return list(waiting.select_related("post").order_by("-is_mine", "order", "pk"))  # type: ignore[misc]  # waiting_for annotates it

    @cached_property
    def urgent_place(self) -> Cell | None:
        """A cell whose holder is there, for which this clerk may act when it cannot wait."""
        in_line = Cell.objects.in_line_for(self.clerk, self.on).filter(paper=self.paper)
        return in_line.select_related("post").order_by("order", "pk").first()

    @cached_property
    def passable(self) -> tuple[Cell | None, Sequence[Cell]]:
        """The clerk's own cell to come, and the empty ones below that they may pass over."""
        return over(self.paper, self.clerk) if self.paper.is_up else (None, [])

    @cached_property
    def reading(self) -> Reading | None:
        """What this clerk is to read of this paper."""
        return Reading.objects.waiting_for(self.clerk, self.on).filter(paper=self.paper).select_related("post").first()

    @cached_property
    def readings(self) -> Sequence[Reading]:
        return list(self.paper.readings.select_related("post", "read_by"))

    @cached_property
    def explained(self) -> Explained | None:
        return explain_paper(self.paper, self.cells)

    @cached_property
    def ticked(self) -> Sequence[str]:
        """The circumstances that were ticked at drafting."""
        basis = Basis.objects.filter(paper=self.paper).only("escalators").first()
        return basis.escalators if basis else []

    @property
    def ways_back(self) -> Sequence[Cell]:
        """The sealed cells before the clerk's own, to which the paper can be sent back."""
        if not self.places:
            return []
        here = self.places[0].order
        return [
            cell
            for cell in self.cells
            if cell.order < here and cell.state == Cell.State.SEALED and cell.kind != Cell.Kind.DRAFT
        ]

    @cached_property
    def gone(self) -> Sequence[Enclosure]:
        """Files of earlier versions that the version shown no longer has under any name: nothing goes silently."""
        every = Enclosure.objects.filter(version__paper=self.paper).select_related("version", "file")
        now = {one.name for one in self.enclosed}
        last = {row.name: row for row in every.order_by("version__number") if row.name not in now}
        return list(last.values())

    @cached_property
    def held(self) -> Mapping[int, list[Clerk]]:
        """Who holds the posts of the open cells."""
        return holders_of((cell.post for cell in self.cells if cell.state in STILL_OPEN), self.on)

    @property
    def empty(self) -> set[int]:
        """Posts of open cells that nobody holds."""
        return {post for post, clerks in self.held.items() if not clerks}

    @cached_property
    def away(self) -> Mapping[int, Absence]:
        """Posts of open cells where everybody is away, with the absence of one of them."""
        held = self.held
        absences = absent([clerk for clerks in held.values() for clerk in clerks], self.on)
        return {
            post: absences[clerks[0].pk]
            for post, clerks in held.items()
            if clerks and all(clerk.pk in absences for clerk in clerks)
        }

    @cached_property
    def uncovered(self) -> Sequence[Seal]:
        """Standing seals that do not cover the version shown, in the order of the route."""
        order = {cell.pk: cell.order for cell in self.cells}
        old = [seal for seal in self.seals.values() if not seal.covers(self.version)]
        return sorted(old, key=lambda seal: order[seal.cell_id])

    @property
    def line(self) -> list[shapes.Cell]:
        return [self._cell(cell) for cell in self.cells if cell.kind != Cell.Kind.CONSULT]

    @property
    def consulted(self) -> list[shapes.Cell]:
        return [self._cell(cell) for cell in self.cells if cell.kind == Cell.Kind.CONSULT]

    @property
    def history(self) -> list[shapes.Happening]:
        moves = self.paper.moves.select_related("clerk", "post").order_by("-at", "-pk")
        return [_happened(move, newest=number == 0) for number, move in enumerate(moves)]

    @cached_property
    def enclosed(self) -> list[Enclosed]:
        every = Enclosure.objects.filter(version__paper=self.paper).select_related("version", "file")
        rows = list(every.order_by("version__number", "order", "pk"))
        return [_enclosed(row, rows) for row in rows if row.version.number == self.paper.version_number]

    def _cell(self, cell: Cell) -> shapes.Cell:
        seal = self.seals.get(cell.pk)
        if cell.state == Cell.State.NOT_NEEDED:
            return shapes.Cell(_post(cell), foot=(_("不要"),), state="slash")
        if cell.state == Cell.State.SKIPPED:
            return shapes.Cell(_post(cell), foot=(_("起案者が兼ねる"),), state="slash")
        if cell.state == Cell.State.PASSED:
            return shapes.Cell(_post(cell), foot=(_("不在のため引上げ"),), state="slash")
        if seal is not None and cell.state == Cell.State.SEALED:
            return shapes.Cell(
                _post(cell),
                seal=seal.clerk.family_name,
                foot=self._under(cell, seal),
                old=not seal.covers(self.version),
                sub=seal.as_substitute,
            )
        return self._open_cell(cell)

    def _open_cell(self, cell: Cell) -> shapes.Cell:
        place = next((place for place in self.places if place.pk == cell.pk), None)
        if place is not None and place.is_mine:  # type: ignore[attr-defined]  # waiting_for annotates it
            return shapes.Cell(_post(cell), state="turn", mine=True)
        away = self.away.get(cell.post_id)
        if away is not None:
            foot = (_days(away.first_on, away.last_on), away.get_kind_display())
            return shapes.Cell(_post(cell), state="absent", foot=(*foot, _("代決できます")) if place else foot)
        if cell.post_id in self.empty:
            return shapes.Cell(_post(cell), state="absent", foot=(_("空席"),) + ((_("代決できます"),) if place else ()))
        if not self.paper.is_up:
            return shapes.Cell(_post(cell))
        return shapes.Cell(_post(cell), foot=(_("番が来ています"),) if cell.state == Cell.State.TURN else ())

    def _under(self, cell: Cell, seal: Seal) -> tuple[str, ...]:
        """Under the seal: its day, what was said, which version it covers, whether the post-holder has seen it."""
        at = timezone.localtime(seal.at)
        lines = [f"{at.month}/{at.day}" + (f" {at:%H:%M}" if cell.kind == Cell.Kind.DRAFT else "")]
        if cell.kind == Cell.Kind.CONSULT:
            lines.append(_consent(seal))
        elif not seal.agrees:
            lines.append(_("否決"))
        if seal.urgent:
            lines.append(_("急ぐため"))
        if not seal.covers(self.version):
            lines.append(
                _("第%(old)d版に。第%(new)d版は未確認") % {"old": seal.version.number, "new": self.version.number}
            )
        later = self.reviews.get(seal.pk)
        if later is not None and later.waived:
            lines.append(_("後閲 いらない（前からの指示）"))
        elif later is not None:
            lines.append(
                _("後閲 済 %(day)s") % {"day": _month_day(later.reviewed_at)} if later.reviewed_at else _("後閲 まだ")
            )
        return tuple(lines)


def _consent(seal: Seal) -> str:
    if not seal.agrees:
        return _("不同意")
    if seal.conditional:
        return _("条件付き")
    return _("同意（意見あり）") if seal.note else _("同意")


def _post(cell: Cell) -> str:
    if cell.kind == Cell.Kind.DRAFT:
        return _("起案 %(post)s") % {"post": cell.post.seal_name}
    return cell.post.title if cell.kind == Cell.Kind.CONSULT else cell.post.seal_name


def _enclosed(row: Enclosure, rows: Sequence[Enclosure]) -> Enclosed:
    same = [other.version.number for other in rows if (other.name, other.sha256) == (row.name, row.sha256)]
    others = [other for other in rows if other.name == row.name and other.sha256 != row.sha256]
    return Enclosed(row.file, row.name, min(same), replaced=bool(others))


def _happened(move: Move, *, newest: bool) -> shapes.Happening:
    at = timezone.localtime(move.at)
    who = "　".join(str(part) for part in (move.post.title if move.post else "", move.clerk or _("自動")) if part)
    version = _("第%(number)d版") % {"number": move.version_number} if move.verb == Move.Verb.REVISE else ""
    words = _("理由・意見：%(words)s") % {"words": move.words} if move.words else ""
    return shapes.Happening(
        when=_("%(month)d月%(day)d日 %(time)s") % {"month": at.month, "day": at.day, "time": f"{at:%H:%M}"},
        what=move.get_verb_display(),
        note=" ・ ".join(part for part in (who, version, words) if part),
        state="now" if newest else "past",
        at=at.isoformat(timespec="minutes"),
    )


def _days(first: date, last: date) -> str:
    return f"{first.month}/{first.day}" + ("" if first == last else f"～{last.month}/{last.day}")


def _month_day(at: datetime) -> str:
    day = timezone.localtime(at, clock.JAPAN)
    return f"{day.month}/{day.day}"
