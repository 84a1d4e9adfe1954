"""Tables leave and come back as they were, whatever the office's spreadsheet does with them."""

from datetime import date

import pytest

from tomoni.base.sheets import NotASheet, csv_of, read_sheet, xlsx_of

HEADS = ["名前", "電話", "人数", "始めた日"]
ROWS = [["髙橋𠮷の会", "+81 263", 12, date(2021, 4, 1)], ["=cmd|' /C calc'!A0", "0263-00-0000", None, None]]
SAID = (
    (2, {"名前": "髙橋𠮷の会", "電話": "+81 263", "人数": "12", "始めた日": "2021-04-01"}),
    (3, {"名前": "=cmd|' /C calc'!A0", "電話": "0263-00-0000", "人数": "", "始めた日": ""}),
)


@pytest.mark.parametrize("made", [csv_of, xlsx_of])
def test_what_leaves_comes_back_the_same(made):
    assert read_sheet(made(HEADS, ROWS, name="名簿").content).lines == SAID


def test_a_csv_shows_japanese_in_a_spreadsheet_and_runs_no_formula():
    text = csv_of(HEADS, ROWS, name="名簿").content
    assert text.startswith(b"\xef\xbb\xbf")
    assert "\r\n\"'=cmd" in text.decode() or "\r\n'=cmd" in text.decode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_whatever_offices_send_is_read(encoding):
    sheet = read_sheet("名前,人数\r\n高橋の会,12\r\n\r\n".encode(encoding))
    assert sheet.lines == ((2, {"名前": "高橋の会", "人数": "12"}),)


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"", "empty"), (b"PK\x03\x04 no", "broken"), (b"\x81\x00\xff", "characters"), (b"a,a\n1,2", "columns")],
)
def test_what_is_no_table_is_refused_with_its_reason(data, why):
    with pytest.raises(NotASheet) as refused:
        read_sheet(data)
    assert refused.value.why == why
