"""A sheet of figures comes in: rehearsed first, taken in once, refused line by line."""

from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import Workbook

from tomoni.base.clock import JAPAN
from tomoni.common.people.models import Account
from tomoni.engines.plan.importing import (
    AlreadyCarriedOut,
    LineVerdict,
    NoLongerFits,
    carry_out,
    counted,
    rehearse,
)
from tomoni.engines.plan.models import Observation

AT = datetime(2026, 11, 20, 10, 0, tzinfo=JAPAN)
HEADS = "指標,時点,値,もと,答えた人数,注"
pytestmark = pytest.mark.usefixtures("plan")


@pytest.fixture
def clerk(db):
    return Account.objects.create_user("clerk@example.jp")


def sheet(*lines: str, heads: str = HEADS) -> bytes:
    return "\n".join([heads, *lines]).encode()


def errors_of(*lines: str, who, heads: str = HEADS) -> list[str]:
    made = rehearse(sheet(*lines, heads=heads), name="数字.csv", at=AT, who=who)
    return [error for line in made.lines for error in line["errors"]]


def test_a_rehearsal_changes_nothing_and_a_confirmation_takes_all_in(clerk):
    before = Observation.objects.count()
    made = rehearse(
        sheet("1-1-i1,R7,203,市の公表,,", "1-1②,令和７年度,１８．９,市の調査,８０６,注です"),
        name="数字.csv",
        at=AT,
        who=clerk,
    )
    assert counted(made) == {LineVerdict.ENTERS: 1, LineVerdict.WRONG: 1}
    assert Observation.objects.count() == before
    carry_out(made, at=AT, who=clerk)
    assert Observation.objects.get(indicator__key="1-1-i1", day="2026-03-31").value == 203
    with pytest.raises(AlreadyCarriedOut):
        carry_out(made, at=AT, who=clerk)


def test_the_same_sheet_twice_changes_nothing(clerk):
    lines = sheet("1-1-i1,R7,203,市の公表,,")
    carry_out(rehearse(lines, name="a.csv", at=AT, who=clerk), at=AT, who=clerk)
    assert counted(rehearse(lines, name="a.csv", at=AT, who=clerk)) == {LineVerdict.SAME: 1}


def test_every_line_says_what_is_wrong_with_it(clerk):
    assert errors_of("9-9-i9,R7,1,紙,,", who=clerk) == ["「9-9-i9」という指標はありません"]
    assert "読めません" in errors_of("1-1-i1,いつか,1,紙,,", who=clerk)[0]
    assert "「約」や範囲" in errors_of("1-1-i1,R7,約200,紙,,", who=clerk)[0]
    assert "もと" in errors_of("1-1-i1,R7,200,,,", who=clerk)[0]
    assert "答えた人数" in errors_of("1-1-i2,R4,20,紙,0,", who=clerk)[0]
    assert "調査の割合ではない" in errors_of("1-1-i1,R7,200,紙,100,", who=clerk)[0]
    assert "大きすぎます" in errors_of("1-1-i1,R7,9999999999999,紙,,", who=clerk)[0]
    assert "2行目と同じ" in errors_of("1-1-i1,R7,200,紙,,", "1-1-i1,R7,201,紙,,", who=clerk)[0]
    assert "列がありません: 値、もと" in errors_of("1-1-i1,R7", who=clerk, heads="指標,時点")[0]


def test_a_published_figure_is_not_corrected_by_a_sheet(clerk):
    (error,) = errors_of("1-1-i1,R5,190,紙,,", who=clerk)
    assert "189" in error and "例の新聞" in error


def test_what_no_longer_fits_takes_nothing_in(clerk):
    made = rehearse(sheet("1-1-i1,R6,194,紙,,", "1-1-i1,R7,203,紙,,"), name="a.csv", at=AT, who=clerk)
    other = rehearse(sheet("1-1-i1,R7,204,別の紙,,"), name="b.csv", at=AT, who=clerk)
    carry_out(other, at=AT, who=clerk)
    with pytest.raises(NoLongerFits) as refused:
        carry_out(made, at=AT, who=clerk)
    assert refused.value.number == 3
    assert not Observation.objects.filter(indicator__key="1-1-i1", day="2025-03-31").exists()


def test_excel_comes_in_like_csv(clerk):
    book = Workbook()
    for row in (HEADS.split(","), ["1-1①", "2026-11-20", 208, "市の公表", None, None]):
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    made = rehearse(out.getvalue(), name="数字.xlsx", at=AT, who=clerk)
    assert counted(made) == {LineVerdict.ENTERS: 1}
    carry_out(made, at=AT, who=clerk)
    assert Observation.objects.get(indicator__key="1-1-i1", day="2026-11-20").value == 208
