"""A sheet is read line by line, changes nothing until confirmed, and the same sheet twice is the same register."""

from datetime import date

import pytest

from tomoni.base.journal.api import Entry
from tomoni.base.sheets import xlsx_of
from tomoni.engines.registers.actions import enter, leave
from tomoni.engines.registers.importing import (
    AlreadyCarriedOut,
    Line,
    NoLongerFits,
    Verdict,
    carry_out,
    counted,
    rehearse,
)

from .toys.models import CLUBS, Club

pytestmark = pytest.mark.django_db
DAY = date(2026, 4, 1)
HEADS = ["番号", "名前", "分野", "人数", "できた日", "だれでも", "電話"]
FIREFLIES = {"number": "1", "name": "ほたるの会", "field": "nature", "members": 5}


def sheet(*rows: str) -> bytes:
    return "\r\n".join([",".join(HEADS), *rows]).encode("cp932")


def lines(made) -> list[Line]:
    return [Line.from_data(line) for line in made.lines]


def test_a_rehearsal_says_what_each_line_would_do_and_does_nothing(clerk):
    enter(Club, FIREFLIES, since=DAY)
    enter(Club, FIREFLIES | {"number": "2", "name": "山の会"}, since=DAY)
    made = rehearse(
        CLUBS,
        sheet(
            '1,ほたるの会,自然,"1,200",平成元年4月1日,はい,',
            "2,山の会,自然,5,,○,",
            "3,川の会,音楽,7,R3.4.1,×,0263-00-0000",
            "4,海の会,つり,多い,きのう,たぶん,",
            "3,川の会ふたたび,音楽,7,,はい,",
        ),
        name="クラブ.csv",
        on=DAY,
        who=clerk,
    )
    changes, _same, _enters, wrong, twice = lines(made)
    assert [line.verdict for line in lines(made)] == ["changes", "same", "enters", "wrong", "wrong"]
    assert changes.differs == [("人数", "5", "1200"), ("できた日", "", "1989-04-01")]
    assert len(wrong.errors) == 4
    assert "自然、音楽" in wrong.errors[0]
    assert twice.errors == ["4行目と同じものを指しています"]
    assert Club.objects.count() == 2
    assert Club.objects.get(number="1").members == 5


def test_a_confirmed_import_takes_in_the_lines_that_are_right(clerk):
    enter(Club, FIREFLIES, since=DAY)
    made = rehearse(
        CLUBS, sheet("1,ほたるの会,自然,9,,,", "3,川の会,音楽,7,,はい,", "4,,,,,,"), name="a", on=DAY, who=clerk
    )
    assert carry_out(made, who=clerk) == {Verdict.CHANGES: 1, Verdict.ENTERS: 1}
    assert [(club.number, club.members) for club in Club.objects.order_by("number")] == [("1", 9), ("3", 7)]
    entered = Club.objects.get(number="3")
    assert (entered.because, entered.since) == (made, DAY)
    assert Entry.objects.filter(verb="toys.enter", who_id=clerk.pk).count() == 1


def test_a_confirmation_counts_once(clerk):
    made = rehearse(CLUBS, sheet("3,川の会,音楽,7,,はい,"), name="a", on=DAY, who=clerk)
    carry_out(made, who=clerk)
    with pytest.raises(AlreadyCarriedOut):
        carry_out(made, who=clerk)
    assert Club.objects.count() == 1


def test_the_same_sheet_again_changes_nothing(clerk):
    rows = sheet("1,ほたるの会,自然,9,令和3年4月1日,はい,", "3,川の会,音楽,7,,はい,")
    carry_out(rehearse(CLUBS, rows, name="a", on=DAY, who=clerk), who=clerk)
    assert counted(rehearse(CLUBS, rows, name="a", on=DAY, who=clerk)) == {Verdict.SAME: 2}


def test_when_the_register_has_moved_on_nothing_is_taken_in(clerk):
    club = enter(Club, FIREFLIES, since=DAY)
    made = rehearse(CLUBS, sheet("3,川の会,音楽,7,,はい,", "1,ほたるの会,自然,,,はい,"), name="a", on=DAY, who=clerk)
    assert lines(made)[1].verdict == Verdict.WRONG
    made = rehearse(CLUBS, sheet("3,川の会,音楽,7,,はい,", "5,星の会,音楽,7,,はい,"), name="a", on=DAY, who=clerk)
    made.lines[1]["cells"]["人数"] = "とても多い"
    made.save()
    with pytest.raises(NoLongerFits):
        carry_out(made, who=clerk)
    assert [each.number for each in Club.objects.all()] == [club.number]


def test_whoever_left_and_comes_back_is_a_new_row(clerk):
    leave(enter(Club, FIREFLIES, since=DAY), on=date(2026, 5, 1), who=clerk)
    made = rehearse(CLUBS, sheet("1,ほたるの会,自然,9,,はい,"), name="a", on=date(2026, 6, 1), who=clerk)
    carry_out(made, who=clerk)
    assert [club.since for club in Club.objects.order_by("since")] == [DAY, date(2026, 6, 1)]


def test_excel_is_read_too_and_strange_columns_are_named(clerk):
    data = xlsx_of(["番号", "名前", "分野", "人数", "備考"], [["0001", "川の会", "音楽", 7, "x"]], name="a").content
    made = rehearse(CLUBS, data, name="a.xlsx", on=DAY, who=clerk)
    assert (lines(made)[0].verdict, made.strange) == (Verdict.ENTERS, ["備考"])
    carry_out(made, who=clerk)
    assert Club.objects.get().number == "0001"


def test_a_sheet_without_the_column_that_tells_rows_apart_is_wrong_in_every_line(clerk):
    made = rehearse(CLUBS, "名前\nほたる".encode(), name="a", on=DAY, who=clerk)
    assert "「番号」の列がありません" in lines(made)[0].errors
