"""What approvals lay on every desk: papers to seal, papers that came back, and what to see afterwards."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.common.people.api import Clerk, Waiting, name_verb, waiting

from .models import Cell, LaterReview, Move, Paper, Reading
from .queries import mine_to_redraft, readings_waiting_for, reviews_waiting_for, waiting_for

for verb in Move.Verb:
    name_verb(f"approvals.{verb.value}", verb.label)
name_verb("approvals.void_number", gettext_lazy("文書番号を欠番にした"))
name_verb("approvals.hold", gettext_lazy("廃棄の止めを付けた"))
name_verb("approvals.release", gettext_lazy("廃棄の止めを外した"))
name_verb("approvals.draw_list", gettext_lazy("移管・廃棄の目録を作った"))
name_verb("approvals.confirm_disposal", gettext_lazy("廃棄してよいと確かめた"))
name_verb("approvals.keep_longer", gettext_lazy("文書の保存を延ばした"))
name_verb("approvals.carry_out_disposal", gettext_lazy("文書を移管・廃棄した"))


@waiting("approvals", title=gettext_lazy("起案・決裁"), icon="stamp")
def papers_waiting(clerk: Clerk, on: date) -> Iterable[Waiting]:
    """Four queries, however much it is."""
    yield from (_to_seal(cell) for cell in waiting_for(clerk, on))
    yield from (_came_back(paper) for paper in mine_to_redraft(clerk, on))
    yield from (_to_see(later) for later in reviews_waiting_for(clerk, on))
    yield from (_to_read(reading) for reading in readings_waiting_for(clerk, on))


def _to_seal(cell: Cell) -> Waiting:
    paper = cell.paper
    return Waiting(
        kind=_kind(cell),
        title=paper.title,
        who=f"{paper.section} {paper.drafter}",
        why=_("あなたの番（%(post)s）") % {"post": cell.post.title}
        if cell.is_mine  # type: ignore[attr-defined]  # waiting_for annotates it
        else _("%(post)sが不在。代決できます") % {"post": cell.post.title},
        due_on=paper.due_on,
        url=paper.get_absolute_url(),
        post=cell.post.key,
        tone="leaf",
    )


def _kind(cell: Cell) -> str:
    if cell.kind == Cell.Kind.CONSULT:
        return _("合議")
    return _("決裁") if cell.decides else _("回議")


def _came_back(paper: Paper) -> Waiting:
    back = paper.state == Paper.State.SENT_BACK
    return Waiting(
        kind=_("差戻し") if back else _("起案中"),
        title=paper.title,
        who=str(paper.section),
        why=_("直して、もう一度出してください") if back else _("まだ回していません"),
        due_on=paper.due_on,
        url=paper.get_absolute_url(),
        post=paper.as_post.key,
        tone="amber" if back else "",
    )


def _to_see(later: LaterReview) -> Waiting:
    paper = later.seal.cell.paper
    return Waiting(
        kind=_("後閲"),
        title=paper.title,
        who=str(later.seal.clerk),
        why=_("不在のあいだの代決（%(post)s）") % {"post": later.post.title},
        due_on=None,
        url=paper.get_absolute_url(),
        post=later.post.key,
        tone="sky",
    )


def _to_read(reading: Reading) -> Waiting:
    passed = reading.why == Reading.Why.PASSED
    return Waiting(
        kind=reading.get_why_display(),
        title=reading.paper.title,
        who=str(reading.asked_by),
        why=_("上の職が先に進めました（%(post)s）") % {"post": reading.post.title}
        if passed
        else _("読んでください（%(post)s）") % {"post": reading.post.title},
        due_on=None,
        url=reading.paper.get_absolute_url(),
        post=reading.post.key,
        tone="sky",
    )
