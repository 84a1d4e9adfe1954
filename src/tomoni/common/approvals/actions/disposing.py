"""The yearly list of papers whose years are over: drawn, confirmed, decided, carried out with a certificate."""

import hashlib
import json

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from tomoni.base import clock
from tomoni.base.clock import FiscalYear
from tomoni.base.journal.api import write
from tomoni.common.files.actions import erase
from tomoni.common.people.api import Clerk, Holding, Post

from ..authority.laying import Wanted
from ..authority.matters import DISPOSAL
from ..impossible import AlreadyDone, HeldBack, NotConfirmed, NotOfThisSection, NotPossible, ReasonMissing
from ..models import AtEnd, DisposalItem, DisposalList, Filed, Hold, Move, Paper
from .standing import draft_by_rules

KIND = "approvals.disposal"
GONE = "（廃棄）"


def draw_list(year: int, *, clerk: Clerk) -> DisposalList:
    """Everything whose last day lies in the year or before it. Drawn again, it takes in what has been added since."""
    with transaction.atomic():
        found, new = DisposalList.objects.select_for_update().get_or_create(
            fiscal_year=year, defaults={"drawn_on": clock.today(), "drawn_by": clerk}
        )
        if found.state != DisposalList.State.DRAWN:
            raise AlreadyDone
        over = Filed.objects.over_in(FiscalYear(year)).exclude(items__list=found)
        DisposalItem.objects.bulk_create(DisposalItem(list=found, filed=filed) for filed in over)
        write("approvals.draw_list", who=clerk, about=found, after={"items": found.items.count(), "new": new})
    return found


def confirm(item: DisposalItem, *, clerk: Clerk) -> DisposalItem:
    """The section that keeps the paper agrees that it may go."""
    with transaction.atomic():
        item = _mine(item, clerk)
        item.confirmed_by, item.confirmed_at = clerk, clock.now()
        item.save(update_fields=["confirmed_by", "confirmed_at"])
        write("approvals.confirm_disposal", who=clerk, about=item.filed.paper)
    return item


def keep_longer(item: DisposalItem, *, clerk: Clerk, why: str, years: int = 1) -> DisposalItem:
    """The section still needs it: it stays so many years more, and leaves this list."""
    if not why.strip():
        raise ReasonMissing
    with transaction.atomic():
        item = _mine(item, clerk)
        filed = item.filed
        assert filed.kept_through is not None
        last = max(filed.kept_through, FiscalYear(item.list.fiscal_year).last)
        before = {"kept_through": filed.kept_through.isoformat()}
        filed.kept_through = last.replace(year=last.year + years)
        filed.save(update_fields=["kept_through"])
        item.kept_because = why.strip()
        item.save(update_fields=["kept_because"])
        write(
            "approvals.keep_longer", who=clerk, about=filed.paper, why=why.strip(), before=before,
            after={"kept_through": filed.kept_through.isoformat()},
        )  # fmt: skip
    return item


def propose_list(found: DisposalList, *, clerk: Clerk, as_post: Post) -> Paper:
    """Put the confirmed list up to be decided, by the rules of standing authority."""
    with transaction.atomic():
        found = DisposalList.objects.select_for_update().get(pk=found.pk)
        items = list(going(found))
        if found.state != DisposalList.State.DRAWN or not items:
            raise NotPossible
        if any(item.confirmed_at is None for item in items):
            raise NotConfirmed
        _nothing_holds(items)
        found.state = DisposalList.State.UP
        found.save(update_fields=["state"])
        with override("ja"):
            asked = _("保存年限の終わった文書を、次のとおり移管・廃棄してよいか伺います。")
            return draft_by_rules(
                kind=KIND, about=found, title=_("%(list)sのとおりにしてよいか（伺い）") % {"list": found},
                text="\n".join([asked, "", *_lines(items)]),
                drafter=clerk, as_post=as_post, wanted=Wanted(DISPOSAL.key),
            )  # fmt: skip


def decided(paper: Paper) -> None:
    _to(paper, DisposalList.State.DECIDED)


def not_decided(paper: Paper) -> None:
    """Rejected or given up: the list can be mended and put up again."""
    _to(paper, DisposalList.State.DRAWN)


def _to(paper: Paper, state: DisposalList.State) -> None:
    if isinstance(paper.about, DisposalList):
        DisposalList.objects.filter(pk=paper.about.pk).update(state=state)


def carry_out(found: DisposalList, *, clerk: Clerk) -> DisposalList:
    """Let go what was decided: words, files and notes of disposed papers are erased, the register keeps their line.

    Whatever has been held back since the decision stops the whole list. The certificate says what went, by the digest
    of its last version, and is sealed by a digest of its own.
    """
    now, today = clock.now(), clock.today()
    with transaction.atomic():
        found = DisposalList.objects.select_for_update().get(pk=found.pk)
        if found.state != DisposalList.State.DECIDED:
            raise NotPossible
        items = list(going(found))
        _nothing_holds(items)
        told = [_told(item) for item in items]
        for item in items:
            _let_go(item.filed, clerk)
        found.state, found.carried_out_on, found.carried_out_by = DisposalList.State.CARRIED_OUT, today, clerk
        found.certificate = {"list": found.fiscal_year, "on": today.isoformat(), "at": now.isoformat(), "papers": told}
        found.digest = digest_of(found.certificate)
        found.save()
        write(
            "approvals.carry_out_disposal", who=clerk, about=found, after={"papers": len(told), "digest": found.digest}
        )
    return found


def digest_of(certificate: dict[str, object]) -> str:
    words = json.dumps(certificate, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()


def going(found: DisposalList) -> QuerySet[DisposalItem]:
    """The items of a list that are to go, with their papers."""
    items = found.items.filter(kept_because="").select_related("filed__paper__section", "filed__file_class", "list")
    return items.order_by("filed__paper__section", "filed__file_class", "pk")


def _mine(item: DisposalItem, clerk: Clerk) -> DisposalItem:
    item = DisposalItem.objects.select_for_update(of=("self",)).select_related("list", "filed__paper").get(pk=item.pk)
    if item.list.state != DisposalList.State.DRAWN or item.kept_because:
        raise AlreadyDone
    held = Holding.objects.standing(clock.today()).filter(clerk=clerk, post__section=item.filed.paper.section)
    if not held.exists():
        raise NotOfThisSection
    return item


def _nothing_holds(items: list[DisposalItem]) -> None:
    holds = Hold.objects.standing().filter(paper__in=[item.filed.paper_id for item in items])
    first = holds.select_related("paper").first()
    if first is not None:
        raise HeldBack(str(first))


def _lines(items: list[DisposalItem]) -> list[str]:
    return [
        f"・{item.filed.paper.number or '―'} {item.filed.paper.title}（{item.filed.file_class}、"
        f"{item.filed.kept_through}まで、{item.filed.get_at_end_display()}）"
        for item in items
    ]


def _told(item: DisposalItem) -> dict[str, object]:
    paper, books = item.filed.paper, item.filed.file_class
    return {
        "number": paper.number, "title": paper.title, "section": str(paper.section), "class": books.code,
        "completed_on": item.filed.completed_on.isoformat(), "how": item.filed.at_end, "sha256": paper.current().digest,
        "confirmed_by": str(item.confirmed_by),
    }  # fmt: skip


def _let_go(filed: Filed, clerk: Clerk) -> None:
    if filed.at_end == AtEnd.TRANSFER:
        filed.state = Filed.State.TRANSFERRED
    else:
        filed.state = Filed.State.DISPOSED
        _erase(filed.paper, clerk)
    filed.ended_on = clock.today()
    filed.save(update_fields=["state", "ended_on"])


def _erase(paper: Paper, clerk: Clerk) -> None:
    """The words and files of every version go; title, number, days and digests stay in the register."""
    for version in paper.versions.prefetch_related("enclosures__file"):
        for enclosure in version.enclosures.all():
            if enclosure.file.is_there and enclosure.file.about == paper:
                erase(enclosure.file, who=clerk, why=_("保存の年限が終わった文書の廃棄"))
    paper.versions.update(text="", facts=[])
    Move.objects.filter(paper=paper).exclude(words="").update(words=GONE)
    for cell in paper.cells.all():
        cell.seals.exclude(note="").update(note=GONE)
