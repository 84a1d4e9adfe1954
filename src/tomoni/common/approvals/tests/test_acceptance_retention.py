"""The acceptance tests of an e-approval on keeping and letting go, by their numbers: 14 and 15; and 施行."""

from datetime import date

import pytest

from tomoni.common.approvals import api as approvals
from tomoni.common.approvals.actions import carry_out, confirm, draw_list, keep_longer, propose_list
from tomoni.common.approvals.actions.disposing import digest_of
from tomoni.common.approvals.filing.retention import FOR_EVER, Counts, Kept, kept
from tomoni.common.approvals.impossible import (
    AlreadyDone,
    FirstDispatch,
    HeldBack,
    NotConfirmed,
    NotOfThisSection,
    NotPossible,
)
from tomoni.common.approvals.kinds import NumberedAt, PaperKind
from tomoni.common.approvals.models import DisposalList, DocumentNumber, FileClass, Filed, Hold, Paper

from .house import House, declared, on_the_day
from .rules_in_force import a_table

pytestmark = pytest.mark.usefixtures("followed")


def five_years(**other: object) -> FileClass:
    facts: dict[str, object] = {"large": "財務", "middle": "契約", "small": "物品", "years": 5, "years_undecided": 1}
    return FileClass.objects.create(code="T1", **(facts | other))


def completed(house: House, on: date, file_class: FileClass) -> Filed:
    paper = house.seal(house.paper("課長"), "課長")
    return approvals.complete(paper, clerk=house.clerks["主査"], file_class=file_class, on=on)


def test_14_a_paper_completed_on_31_march_is_kept_a_year_less_than_one_of_1_april(house: House):
    books = five_years()
    march, april = completed(house, date(2027, 3, 31), books), completed(house, date(2027, 4, 1), books)
    assert (march.kept_since, march.kept_through) == (date(2027, 4, 1), date(2032, 3, 31))
    assert (april.kept_since, april.kept_through) == (date(2028, 4, 1), date(2033, 3, 31))


@pytest.mark.parametrize(
    ("completed_on", "years", "counts", "expected"),
    [
        (date(2026, 11, 24), 1, Counts.FISCAL, Kept(date(2027, 4, 1), date(2028, 3, 31))),
        (date(2026, 12, 31), 3, Counts.CALENDAR, Kept(date(2027, 1, 1), date(2029, 12, 31))),
        (date(2027, 1, 1), 3, Counts.CALENDAR, Kept(date(2028, 1, 1), date(2030, 12, 31))),
        (date(2026, 11, 24), FOR_EVER, Counts.FISCAL, Kept(date(2027, 4, 1), None)),
    ],
)
def test_years_are_counted_from_the_year_after(completed_on: date, years: int, counts: Counts, expected: Kept):
    assert kept(completed_on, years, counts) == expected


def test_how_it_ended_says_how_long_it_is_kept(house: House):
    books = five_years()
    rejected = approvals.reject(house.paper("課長"), clerk=house.clerks["課長"], reason="要らないため")
    filed = approvals.complete(rejected, clerk=house.clerks["主査"], file_class=books, on=date(2027, 3, 31))
    assert (filed.years, filed.kept_through) == (1, date(2028, 3, 31))


def the_list(house: House, monkeypatch: pytest.MonkeyPatch) -> tuple[Filed, DisposalList]:
    """A paper of five years that is over, on the list of its year."""
    a_table(house)
    filed = completed(house, date(2021, 3, 31), five_years())
    return filed, draw_list(2025, clerk=house.clerks["主査"])


def test_15_disposal_is_blocked_by_an_open_appeal(house: House, monkeypatch):
    filed, found = the_list(house, monkeypatch)
    clerk, item = house.clerks["主査"], found.items.get()
    with pytest.raises(NotConfirmed):
        propose_list(found, clerk=clerk, as_post=house.posts["主査"])
    confirm(item, clerk=clerk)
    appeal = approvals.hold(filed.paper, reason=Hold.Reason.APPEAL, clerk=clerk, words="審査請求 令和8年第3号")
    with pytest.raises(HeldBack, match="審査請求"):
        propose_list(found, clerk=clerk, as_post=house.posts["主査"])
    approvals.release(appeal, clerk=clerk, why="裁決があったため")
    paper = propose_list(found, clerk=clerk, as_post=house.posts["主査"])
    paper = _sealed_by_all(house, paper)
    found.refresh_from_db()
    assert (paper.state, found.state) == ("decided", DisposalList.State.DECIDED)

    late = approvals.hold(filed.paper, reason=Hold.Reason.DISCLOSURE, clerk=clerk)
    with pytest.raises(HeldBack):
        carry_out(found, clerk=clerk)
    approvals.release(late, clerk=clerk, why="開示したため")
    found = carry_out(found, clerk=clerk)
    filed.refresh_from_db()
    assert (found.state, filed.state) == (DisposalList.State.CARRIED_OUT, Filed.State.DISPOSED)
    assert found.digest == digest_of(found.certificate)
    assert [told["title"] for told in found.certificate["papers"]] == [filed.paper.title]
    version = filed.paper.versions.get()
    assert (version.text, version.facts) == ("", [])
    assert version.digest == found.certificate["papers"][0]["sha256"]


def _sealed_by_all(house: House, paper: Paper) -> Paper:
    while paper.is_up:
        turn = paper.cells.filter(state="turn").select_related("post")[0]
        name = next(name for name, post in house.posts.items() if post == turn.post)
        paper = house.seal(paper, name)
    return paper


def test_what_is_held_does_not_come_on_a_list(house: House):
    filed = completed(house, date(2021, 3, 31), five_years())
    approvals.hold(filed.paper, reason=Hold.Reason.AUDIT, clerk=None)
    assert not draw_list(2025, clerk=house.clerks["主査"]).items.exists()
    assert not draw_list(2024, clerk=house.clerks["主査"]).items.exists()


def test_the_section_may_keep_a_paper_longer(house: House, monkeypatch):
    filed, found = the_list(house, monkeypatch)
    with pytest.raises(NotOfThisSection):
        keep_longer(found.items.get(), clerk=house.clerks["財政課長"], why="まだ使うため")
    keep_longer(found.items.get(), clerk=house.clerks["主査"], why="まだ使うため", years=2)
    filed.refresh_from_db()
    assert filed.kept_through == date(2028, 3, 31)
    with pytest.raises(NotPossible):
        propose_list(found, clerk=house.clerks["主査"], as_post=house.posts["主査"])
    assert draw_list(2027, clerk=house.clerks["主査"]).items.count() == 1


def test_a_number_is_given_when_the_decision_is_put_into_effect(house: House, monkeypatch):
    with declared(PaperKind("test.sent", "施行で番号", register="広", numbered_at=NumberedAt.DISPATCH)):
        paper = house.seal(house.paper("課長", kind="test.sent"), "課長")
        assert paper.number == ""
        with pytest.raises(FirstDispatch):
            approvals.complete(paper, clerk=house.clerks["主査"], file_class=five_years())
        with pytest.raises(NotOfThisSection):
            approvals.dispatch(paper, clerk=house.clerks["財政課長"], method="mail")
        with on_the_day(monkeypatch, date(2027, 3, 31)):
            paper = approvals.dispatch(paper, clerk=house.clerks["主査"], method="mail", addressee="見本町内会")
        assert paper.number == "8広第1号"
        assert DocumentNumber.objects.get().about == paper
        with pytest.raises(AlreadyDone):
            approvals.dispatch(paper, clerk=house.clerks["主査"], method="mail")


def test_nothing_is_dispatched_before_it_is_decided(house: House):
    with pytest.raises(NotPossible):
        approvals.dispatch(house.paper(), clerk=house.clerks["主査"], method="mail")
