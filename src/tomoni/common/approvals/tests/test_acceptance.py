"""The acceptance tests of an e-approval in a Japanese city hall, by their numbers, as far as they are built.

(1), (2) and (13) wait for the rules of standing authority; (14) and (15) for retention.
"""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from tomoni.common.approvals import api as approvals
from tomoni.common.approvals.actions import ask_again, review
from tomoni.common.approvals.impossible import (
    DecidesAlone,
    Disagreed,
    NobodyAbsent,
    NotYourTurn,
    SealsDoNotCover,
    TooLate,
)
from tomoni.common.approvals.models import Cell, LaterReview, Seal
from tomoni.common.approvals.queries import content_of, reviews_waiting_for, waiting_for
from tomoni.common.files.api import TEXTS, Purpose
from tomoni.common.files.api import keep as keep_file

from .house import House, on_the_day

pytestmark = pytest.mark.usefixtures("followed")
ENCLOSURE = Purpose("test.enclosure", "添付", TEXTS, 10_000)


def test_03_substitution_without_an_absence_is_refused(house: House):
    paper = house.seal(house.paper(), "係長")
    with pytest.raises(NobodyAbsent):
        approvals.decide_for(paper, clerk=house.clerks["補佐"], reason="急ぐため")
    house.away("課長")  # away, but nobody was named
    with pytest.raises(NobodyAbsent):
        approvals.decide_for(paper, clerk=house.clerks["補佐"], reason="急ぐため")
    paper.refresh_from_db()
    assert paper.is_up


def test_04_substitution_makes_a_later_review_that_stays_until_it_is_seen(house: House, followed):
    paper = house.seal(house.paper(), "係長")
    house.away("課長", stand_in="補佐")
    assert list(waiting_for(house.clerks["補佐"])) == [house.cell(paper, "課長")]
    paper = approvals.decide_for(paper, clerk=house.clerks["補佐"], reason="会場の仮予約の期限が本日のため")
    assert paper.state == "decided"
    assert followed == [("decided", paper.title, "")]
    seal = Seal.objects.get(cell=house.cell(paper, "課長"))
    assert (seal.as_substitute, seal.instead_of) == (True, house.clerks["課長"])

    (later,) = reviews_waiting_for(house.clerks["課長"])
    assert not reviews_waiting_for(house.clerks["補佐"])
    with pytest.raises(NotYourTurn):
        review(later, clerk=house.clerks["補佐"])
    review(later, clerk=house.clerks["課長"])
    assert not reviews_waiting_for(house.clerks["課長"])
    assert LaterReview.objects.get().reviewed_by == house.clerks["課長"]


def test_05_parallel_consultation_where_one_disagrees(house: House):
    paper = house.paper("係長", house.consult("財政課長"), house.consult("政策課長"), "課長")
    paper = house.seal(paper, "係長")
    assert [waiting_for(house.clerks[name]).count() for name in ("財政課長", "政策課長", "課長")] == [1, 1, 0]
    paper = house.seal(paper, "政策課長", agrees=False, note="予算の見通しが立たないため")
    assert house.states(paper)["課長"] == "waiting"
    paper = house.seal(paper, "財政課長")
    assert house.states(paper)["課長"] == "turn"

    house.away("課長", stand_in="補佐")
    with pytest.raises(Disagreed):
        approvals.decide_for(paper, clerk=house.clerks["補佐"], reason="急ぐため")
    assert house.seal(paper, "課長").state == "decided"


def test_06_pulling_back_after_the_next_seal_is_refused(house: House):
    paper = house.paper()
    drafter = house.clerks["主査"]
    pulled = approvals.pull_back(paper, clerk=drafter)
    assert (pulled.state, house.states(pulled)["係長"]) == ("draft", "waiting")
    paper = house.seal(approvals.put_up(pulled, clerk=drafter), "係長")
    with pytest.raises(TooLate):
        approvals.pull_back(paper, clerk=drafter)


def test_07_sending_back_voids_the_seals_and_keeps_the_history(house: House):
    paper = house.seal(house.paper(), "係長")
    paper = approvals.send_back(paper, clerk=house.clerks["課長"], reason="金額の根拠を足してください")
    assert paper.state == "sent_back"
    assert not Seal.objects.filter(cell__paper=paper, voided_at=None).exists()
    assert Seal.objects.filter(cell__paper=paper).count() == 2
    paper = approvals.redraft(paper, clerk=house.clerks["主査"], text="金額の根拠を足しました。")
    assert (paper.state, paper.version_number) == ("up", 2)
    assert house.states(paper) == {"主査": "sealed", "係長": "turn", "課長": "waiting"}
    with translation.override("ja"):
        moves = [move.get_verb_display() for move in paper.moves.order_by("pk")]
    assert moves == ["起案", "回議へ", "承認", "差戻し", "内容の変更", "回議へ"]
    paper = house.seal(house.seal(paper, "係長"), "課長")
    assert paper.state == "decided"


def test_08_a_change_of_the_attachment_after_a_seal_shows_the_seal_uncovered(house: House, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    def enclosed(text: str):
        upload = SimpleUploadedFile("開催要領.txt", text.encode())
        return keep_file(upload, owner=house.clerks["主査"], purpose=ENCLOSURE)

    paper = house.seal(house.paper(files=[enclosed("第1版")]), "係長")
    paper = approvals.revise(paper, clerk=house.clerks["主査"], files=[enclosed("第2版")], why="開催要領を差し替え")
    seal = house.cell(paper, "係長").seals.get()
    assert seal.covers(paper.versions.get(number=1))
    assert content_of(paper, paper.current()).digest == paper.current().digest
    assert not seal.covers(paper.current())
    assert paper.cells.get(kind="draft").seals.get(voided_at=None).covers(paper.current())

    with pytest.raises(SealsDoNotCover):
        house.seal(paper, "課長")
    again = ask_again(paper, clerk=house.clerks["課長"], cell=house.cell(paper, "係長"))
    again = house.seal(again, "係長")
    assert house.cell(again, "係長").seals.get(voided_at=None).covers(again.current())
    assert house.seal(again, "課長").state == "decided"


def test_08b_a_minor_change_may_be_decided_with_a_reason(house: House):
    paper = house.seal(house.paper(), "係長")
    paper = approvals.revise(paper, clerk=house.clerks["主査"], title="会場を借りてよいか（伺い）")
    assert house.seal(paper, "課長", note="字句の直しだけのため").state == "decided"


def test_09_the_cell_belongs_to_the_post_when_it_changes_hands_on_1_april(house: House, monkeypatch):
    with on_the_day(monkeypatch, date(2027, 3, 31)):
        paper = house.paper()
        old, new = house.clerks["係長"], house.clerk("太田")
        old.holdings.update(until=date(2027, 4, 1))
        house.sits(new, "係長", since=date(2027, 4, 1))
        assert waiting_for(old).count() == 1
    with on_the_day(monkeypatch, date(2027, 4, 1)):
        assert not waiting_for(old)
        with pytest.raises(NotYourTurn):
            approvals.seal(paper, clerk=old)
        paper = approvals.seal(paper, clerk=new)
        assert house.cell(paper, "係長").seals.get().clerk == new


def test_10_who_holds_two_posts_has_both_desks(house: House):
    both = house.clerks["財政課長"]
    house.sits(both, "政策課長", main=False)
    house.clerks["政策課長"].holdings.update(until=date(2021, 4, 1))
    paper = house.paper(house.consult("財政課長"), house.consult("政策課長"), "課長")
    assert {cell.post.seal_name for cell in waiting_for(both)} == {"財政課長", "政策課長"}
    paper = approvals.seal(paper, clerk=both, cell=house.cell(paper, "政策課長"))
    assert house.states(paper)["財政課長"] == "turn"
    assert house.states(approvals.seal(paper, clerk=both))["課長"] == "turn"


def test_11_the_drafter_s_own_cell_falls_together_and_nobody_decides_alone(house: House):
    head, unit = house.clerks["課長"], house.posts["係長"]
    own = house.paper("主査", "係長", "課長")
    assert house.states(own)["係長"] == "turn"
    assert own.cells.get(order=1).state == Cell.State.SKIPPED

    with pytest.raises(DecidesAlone):
        house.paper("係長", "課長", drafter=head, as_post=house.posts["課長"])
    alone = house.paper("課長", kind="test.alone", drafter=head, as_post=house.posts["課長"])
    assert approvals.seal(alone, clerk=head).state == "decided"

    # promoted on the way: the chair that decides is now the drafter's own
    paper = house.paper("係長")
    house.clerks["係長"].holdings.update(until=date(2021, 4, 1))
    house.sits(house.clerks["主査"], unit.seal_name, main=False)
    with pytest.raises(DecidesAlone):
        approvals.seal(paper, clerk=house.clerks["主査"], note="自分で")
