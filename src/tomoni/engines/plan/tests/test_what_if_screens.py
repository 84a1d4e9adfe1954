"""What if, as everybody reads it."""

import csv
import io
from datetime import date

import pytest

from tomoni.engines.plan.queries import the_figure
from tomoni.engines.plan.showing import answer_of

pytestmark = pytest.mark.usefixtures("undeclared", "plan")
ON = date(2026, 11, 20)
PAGE = "/plan/what-if/?on=2026-11-20"


def lines(client, query: str) -> dict[str, dict[str, str]]:
    answer = client.get(f"/plan/what-if.csv?{query}")
    assert answer.status_code == 200
    return {row["指標ID"]: row for row in csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))}


def test_groups_if_two_years_go_on():
    answer = answer_of(the_figure("1-1-i1", ON), years=3)
    assert answer.says == (
        "この3年の調子（1年に＋6.0団体）が続くと、令和9年度の終わりには214団体になります。"
        "その間のいちばん悪い年といちばんよい年の調子なら、211団体から216団体の間です。目標は220団体です。"
    )
    assert answer.verdict == "cannot_tell"  # 214 is on the way, 211 is not
    assert "残りの2.5年、1年に＋8.4団体が要ります" in answer.takes


def test_a_survey_whose_change_is_noise_tells_nothing():
    answer = answer_of(the_figure("1-1-i2", ON), years=2)
    assert answer.verdict == "cannot_tell" and answer.value == ""
    assert "調査のぶれの中" in answer.says and answer.needed == "＋0.6ポイント"


def test_a_corrected_baseline_has_no_way_to_its_target():
    answer = answer_of(the_figure("1-2-i1", ON), years=2)
    assert answer.verdict == "cannot_tell" and "基準の値よりよい値ではありません" in answer.says and answer.takes == ""


def test_too_few_figures_are_said_to_be_too_few():
    assert "値が3つない" in answer_of(the_figure("1-2-i2", ON), years=2).says


def test_the_page_shows_every_indicator_and_keeps_the_question_in_its_address(client):
    page = client.get(f"{PAGE}&years=3").content.decode()
    assert page.count('<th scope="row">') == 4
    assert "/plan/what-if/?years=3&amp;on=2026-11-20" in page
    assert '<option value="3" selected>この3年</option>' in page
    assert "/plan/what-if.csv?years=3&amp;on=2026-11-20" in page


@pytest.mark.parametrize("nonsense", ["", "1", "6", "-2", "x", "２"])
def test_nonsense_asks_for_two_years(client, nonsense):
    assert '<option value="2" selected>' in client.get(f"{PAGE}&years={nonsense}").content.decode()


def test_one_indicator_in_words_with_the_years_behind_it(client):
    page = client.get("/plan/indicators/1-1-i1/what-if/?on=2026-11-20&years=3").content.decode()
    assert "この調子が続いたら" in page and "届くには" in page
    assert "R4 → R5" in page and "＋5.0団体" in page
    assert client.get("/plan/indicators/9-9-i9/what-if/").status_code == 404


def test_the_same_lines_can_be_taken_away(client):
    told = lines(client, "on=2026-11-20&years=2")
    assert told["1-1-i2"]["言えない理由"] == "within_noise"
    assert told["1-2-i1"]["言えない理由"] == "contradicts"
    assert float(lines(client, "on=2026-11-20&years=3")["1-1-i1"]["1年に要る変化"]) == pytest.approx(8.4, abs=0.05)


def test_the_page_asks_a_fixed_number_of_questions(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        client.get(PAGE)


def test_a_value_project_shows_where_its_indicators_stand_across_policies(client):
    page = client.get("/plan/projects/?on=2026-11-20").content.decode()
    second = page.split('id="project-2"')[1]
    assert "/plan/1-1/" in second and "/plan/1-2/" in second  # two policies feed it
    assert second.count('class="ind"') == 4
    assert "「団体とともに」の取組とサービス" in second and "/town/groups/" in second
    first = page.split('id="project-1"')[1].split('id="project-2"')[0]
    assert first.count('class="ind"') == 2
