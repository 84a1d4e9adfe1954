"""What the screens and files show, to whom, and in how many queries."""

import csv
import io
import re
from datetime import date

import pytest
from django.test import Client
from openpyxl import load_workbook

from tomoni.base import clock
from tomoni.services.evaluation import actions
from tomoni.services.evaluation.desk import sheets_waiting
from tomoni.services.evaluation.offers import beside, in_the_book

pytestmark = pytest.mark.django_db


def rows_of(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_rating_stands_beside_the_verdict(client, published):
    page = client.get("/plan/evaluation/2026/").content.decode()
    assert published.title in page
    assert "担当課の評価" in page
    assert "規則による判定" in page


def test_what_is_not_published_does_not_exist_for_the_public(client, ready):
    assert client.get("/plan/evaluation/2026/").status_code == 404
    assert client.get("/plan/evaluation/2026/1-1-1/").status_code == 404
    assert {row["年度"] for row in rows_of(client.get("/plan/evaluation/sheets.csv"))} == {"令和7年度"}


def test_an_invented_sheet_says_so(client, example_city):
    page = client.get("/plan/evaluation/2025/1-1-1/").content.decode()
    assert "見本" in page
    assert rows_of(client.get("/plan/evaluation/sheets.csv?year=2025"))[0]["見本"] == "True"


def test_the_figures_go_out_with_their_definitions(client, published):
    (row,) = rows_of(client.get("/plan/evaluation/figures.csv?year=2026"))
    assert (row["指標ID"], row["定義の版"]) == ("1-1-i1", "1")
    assert row["数え方"]


@pytest.mark.parametrize(("code", "words"), [("en", "Rating by the section"), ("ja-easy", "評価")])
def test_the_page_speaks_other_languages(client, example_city, code, words):
    assert words in client.get(f"/{code}/plan/evaluation/2025/1-1-1/").content.decode()


def test_the_list_of_a_year_can_be_taken_to_excel(at_desk, planner, handed_in):
    desk = at_desk(planner)
    sheet = load_workbook(io.BytesIO(desk.get("/desk/evaluation/2026/sheets.xlsx").content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[1][0] == "1-1-1"
    assert len(rows) == 4
    assert len(rows_of(desk.get("/desk/evaluation/2026/sheets.csv"))) == 3


def test_the_list_is_filtered_by_state_and_section(at_desk, planner, handed_in):
    desk = at_desk(planner)
    page = desk.get("/desk/evaluation/2026/?state=handed_in&section=community").content.decode()
    listed = page[page.index("シートの一覧") :]
    assert "1-1-1" in listed
    assert "1-2-1" not in listed


def test_a_clerk_sees_the_form_only_where_it_is_their_part(at_desk, planner, writer, sheet):
    address = sheet.get_absolute_url()
    assert 'name="comment"' in at_desk(writer).get(address).content.decode()
    assert 'name="comment"' not in at_desk(planner).get(address).content.decode()


def test_what_somebody_else_moved_on_is_not_moved_again(at_desk, planner, handed_in):
    desk = at_desk(planner)
    actions.check(handed_in, clerk=planner)
    answer = desk.post(handed_in.get_absolute_url(), {"do": "check", "outcome": "check"}, follow=True)
    assert "もう先へ進んでいます" in answer.content.decode()


def test_from_one_sheet_to_the_next_that_waits(at_desk, writer, evaluation, sheet):
    said = {
        "do": "write", "rating": "good", "difference": "x", "comment": "x", "next_step": "x",
        "opened_at": clock.now().isoformat(),
    }  # fmt: skip
    assert at_desk(writer).post(sheet.get_absolute_url(), said).url.endswith("/1-1-2/")


def test_a_note_is_written_at_the_desk(at_desk, planner, published, client):
    at_desk(planner).post(published.get_absolute_url(), {"do": "note", "words": "日付の誤り。"})
    assert "日付の誤り。" in client.get("/plan/evaluation/2026/1-1-1/").content.decode()


def test_a_figure_restated_later_is_shown_beside_the_sheet_and_changes_nothing_on_it(evaluation, planner, at_desk):
    sheet, desk = evaluation.sheets.get(code="1-2-1"), at_desk(planner)
    cited = next(one for one in sheet.facts["figures"] if one["source"])
    corrects_the_newest_figure(desk, cited["id"], value=cited["value"] + 1)
    page = desk.get(sheet.get_absolute_url()).content.decode()
    assert "この数字は、あとで訂正されました" in page
    assert "足し忘れがあった" in page
    sheet.refresh_from_db()
    assert next(one for one in sheet.facts["figures"] if one["id"] == cited["id"]) == cited


def corrects_the_newest_figure(desk: Client, indicator: str, *, value: float) -> None:
    page = desk.get(f"/desk/plan/{indicator}/").content.decode()
    newest = re.findall(r"/correct/(\d+)/", page)[-1]
    said = {
        "value": str(value), "source": "試験", "reason": "足し忘れがあった", "read": "1", "on_era": "西暦",
        "on_year": "2026", "on_month": "11", "on_day": "20",
    }  # fmt: skip
    assert desk.post(f"/desk/plan/{indicator}/correct/{newest}/", said).status_code == 302


def test_the_desk_asks_one_question_however_many_sheets(evaluation, planner, writer, today, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(list(sheets_waiting(writer, clock.today()))) == 2
    with django_assert_num_queries(1):
        assert list(sheets_waiting(planner, clock.today()))


def test_a_ready_year_waits_once_and_not_once_a_sheet(ready, planner):
    (item,) = [item for item in sheets_waiting(planner, clock.today()) if item.url.endswith("/2026/")]
    assert "1件" in item.who


def test_the_public_pages_ask_the_same_however_many_sheets(client, published, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        client.get("/plan/evaluation/")
    with django_assert_max_num_queries(8):
        client.get("/plan/evaluation/2026/")


def test_the_plan_leads_to_the_evaluation(client, published):
    assert "/plan/evaluation/" in client.get("/plan/").content.decode()
    assert [one.year for one in beside("example-1", "1-1-1")] == [2026, 2025]
    assert list(beside("another-plan", "1-1-1")) == []


def test_the_book_has_a_chapter_of_the_newest_year_known_by_its_day(published):
    assert [row[0] for row in in_the_book(clock.today())] == ["R8"]
    assert [row[0] for row in in_the_book(date(2026, 9, 1))] == ["R7"]
    assert in_the_book(date(2026, 1, 1)) == []
