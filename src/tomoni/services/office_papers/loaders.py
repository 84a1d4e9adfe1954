"""The invented papers of a demo: `demo/office_papers.csv`, a line per paper, drafted and sealed by the rules.

They go through the same actions as real ones; afterwards their days are set back to those of the file.
"""

from datetime import date, datetime, time, timedelta
from typing import Literal

from django.db.models import F
from pydantic import Field

from tomoni.base import clock
from tomoni.base.city.api import CityData, loadable
from tomoni.common.approvals import api as approvals
from tomoni.common.approvals.api import Paper, Wanted, matters
from tomoni.common.people.api import Clerk, Post, holders

from .actions import draft
from .models import OfficePaper

Sort = OfficePaper.Sort


class PaperRow(CityData):
    """One line. `seals`: how many of the route have sealed; 99 for a decided one. `dispatched`: put into effect too."""

    title: str
    sort: Literal["purchase", "travel", "consultation", "general"]
    post: str
    text: str
    matter: str
    stage: str = ""
    amount_yen: int | None = Field(None, ge=0)
    escalators: str = ""
    also: str = ""
    drafted_on: date
    seals: int = Field(0, ge=0)
    dispatched: bool = False


def _write(row: PaperRow) -> OfficePaper:
    """Once; what stands is not written again."""
    known = OfficePaper.objects.filter(invented=True, typed__title=row.title).first()
    if known is not None:
        return known
    post = Post.objects.select_related("section").filter(key=row.post).first()
    clerk = holders(post, clock.today()).first() if post else None
    if post is None or clerk is None:
        raise row.unknown("post with somebody in it", row.post, Post.objects.values_list("key", flat=True))
    if row.matter not in matters:
        raise row.unknown("matter", row.matter, matters)
    paper = draft(
        sort=row.sort, clerk=clerk, as_post=post, title=row.title, text=row.text, facts=_facts(row),
        wanted=Wanted(row.matter, row.stage, row.amount_yen, tuple(row.escalators.split())),
        also=list(Post.objects.filter(key__in=row.also.split())), typed=_typed(row),
    )  # fmt: skip
    paper = _sealed(paper, row.seals)
    if row.dispatched and paper.state == Paper.State.DECIDED:
        approvals.dispatch(paper, clerk=clerk, method="inside", checked_by=clerk, on=row.drafted_on + timedelta(days=7))
    _set_back(paper, row.drafted_on)
    made = paper.about
    assert isinstance(made, OfficePaper)
    made.invented = True
    made.save(update_fields=["invented"])
    return made


def _typed(row: PaperRow) -> dict[str, object]:
    """As the form takes it, and the line of the file beside it."""
    asked = {name: getattr(row, name) for name in ("title", "text", "matter", "stage", "amount_yen")}
    more = {"as_post": row.post, "escalators": row.escalators.split(), "also": row.also.split()}
    return asked | more | {"row": row.model_dump(mode="json")}


def _facts(row: PaperRow) -> dict[str, str]:
    if row.amount_yen is None:
        return {}
    return {"金額": f"{row.amount_yen:,}円（見本）"}


def _sealed(paper: Paper, seals: int) -> Paper:
    """Let the holders seal, in the order of the route."""
    for _number in range(seals):
        turn = paper.cells.filter(state="turn").select_related("post").order_by("order", "pk").first()
        clerk = holders(turn.post, clock.today()).first() if turn and paper.is_up else None
        if turn is None or clerk is None or _is_drafter(paper, clerk, decides=turn.decides):
            break
        paper = approvals.seal(paper, clerk=clerk, cell=turn)
    return paper


def _is_drafter(paper: Paper, clerk: Clerk, *, decides: bool) -> bool:
    return decides and clerk == paper.drafter


def _set_back(paper: Paper, day: date) -> None:
    """The days of the file: everything of the paper moves by the same time."""
    at = datetime.combine(day, time(9), tzinfo=clock.JAPAN)
    back = paper.drafted_at - at
    Paper.objects.filter(pk=paper.pk).update(drafted_at=at, ended_at=F("ended_at") - back)
    paper.versions.update(made_at=F("made_at") - back)
    paper.moves.update(at=F("at") - back)
    for cell in paper.cells.all():
        cell.seals.update(at=F("at") - back)
    paper.cells.filter(came_at__isnull=False).update(came_at=F("came_at") - back)
    approvals.Basis.objects.filter(paper=paper).update(judged_on=day)


def _tell(made: OfficePaper) -> PaperRow:
    return PaperRow.model_validate(made.typed["row"])


loadable(
    "office_papers.paper", title="office paper", file="demo/office_papers.csv", row=PaperRow, natural="title",
    after=["people.holding", "approvals.table", "approvals.substitute"], demo=True, write=_write, tell=_tell,
    things=lambda: OfficePaper.objects.filter(invented=True), aside=["also"],
)  # fmt: skip
