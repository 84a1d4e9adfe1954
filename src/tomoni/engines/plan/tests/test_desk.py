"""The desk of those who look after the plan's figures."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tomoni.engines.plan.models import FigureImport, Indicator, IndicatorDefinition, Observation

pytestmark = pytest.mark.usefixtures("undeclared", "plan")


@pytest.fixture
def desk(client_as, example_city):
    return client_as(example_city.clerk("planning-head"))


def day(name: str, year: int, month: int, number: int) -> dict[str, str]:
    return {f"{name}_era": "西暦", f"{name}_year": str(year), f"{name}_month": str(month), f"{name}_day": str(number)}


def post(desk, path: str, **facts):
    return desk.post(path, facts)


def test_the_desk_lists_every_indicator_with_its_age(desk):
    page = desk.get("/desk/plan/").content.decode()
    assert page.count('<th scope="row">') == 4
    assert "新しい" in page


def test_another_clerk_is_told_no(client_as, example_city):
    other = client_as(example_city.clerk("centre-head"))
    assert other.get("/desk/plan/").status_code == 403
    assert other.post("/desk/plan/1-1-i1/target/", {"value": "240"}).status_code == 403


def test_a_correction_shows_both_values_in_public(desk, client):
    was = Observation.objects.get(indicator__key="1-1-i1", day=date(2025, 9, 30))
    facts = {"value": "197", **day("on", 2026, 11, 1), "source": "市の公表", "reason": "二重に数えていた"}
    assert desk.post(f"/desk/plan/1-1-i1/correct/{was.pk}/", facts).status_code == 302
    page = client.get("/plan/indicators/1-1-i1/").content.decode()
    assert '<span class="was">199</span>' in page and "二重に数えていた" in page
    again = desk.post(f"/desk/plan/1-1-i1/correct/{was.pk}/", facts).content.decode()
    assert "もう訂正されています" in again


def test_a_new_version_of_a_definition_is_added(desk, client):
    facts = {
        "heading": "区を除いて数える",
        "words": "区を除いた団体の数。",
        "formula": "",
        "rounding": "half_up",
        "cut_off": "毎晩",
        **day("valid_from", 2026, 4, 1),
        "reason": "区の届けが別になったため。",
    }
    assert desk.post("/desk/plan/1-1-i1/define/", facts).status_code == 302
    assert IndicatorDefinition.objects.filter(indicator__key="1-1-i1").count() == 2
    assert "区を除いて数える" in client.get("/plan/indicators/1-1-i1/").content.decode()
    early = desk.post("/desk/plan/1-1-i1/define/", facts | day("valid_from", 2020, 4, 1)).content.decode()
    assert "より後でなければなりません" in early


def test_a_sheet_is_rehearsed_and_then_taken_in(desk):
    sheet = SimpleUploadedFile(
        "数字.csv", "指標,時点,値,もと\n1-1-i1,R7,203,市の公表\n1-1-i1,R5,1,別\n".encode("cp932")
    )
    answer = desk.post("/desk/plan/observations/", {"sheet": sheet}, follow=True)
    page = answer.content.decode()
    assert "入る行 1、同じ行 0、直す行 1" in page
    assert not Observation.objects.filter(indicator__key="1-1-i1", day=date(2026, 3, 31)).exists()
    made = FigureImport.objects.get()
    page = desk.post(f"/desk/plan/observations/{made.pk}/", follow=True).content.decode()
    assert "1件の数字を取り込みました" in page
    assert Observation.objects.get(indicator__key="1-1-i1", day=date(2026, 3, 31)).value == 203
    page = desk.post(f"/desk/plan/observations/{made.pk}/", follow=True).content.decode()
    assert "もう済んでいます" in page


def test_a_file_that_is_no_table_is_refused(desk):
    broken = SimpleUploadedFile("a.xlsx", b"PK\x03\x04nonsense")
    page = desk.post("/desk/plan/observations/", {"sheet": broken}).content.decode()
    assert "表として読めません" in page
    assert not FigureImport.objects.exists()


def test_the_pages_of_one_indicator_open(desk):
    was = Indicator.objects.get(key="1-1-i1").observations.first()
    for path in ("", "target/", "define/", f"correct/{was.pk}/"):
        assert desk.get(f"/desk/plan/1-1-i1/{path}").status_code == 200
    assert desk.get("/desk/plan/9-9-i9/").status_code == 404


def test_correcting_a_baseline_first_says_what_becomes_of_the_target(desk):
    baseline = Observation.objects.get(indicator__key="1-1-i1", kind="baseline")
    facts = {"value": "225", **day("on", 2026, 11, 1), "source": "市の公表", "reason": "数え落とした"}
    page = desk.post(f"/desk/plan/1-1-i1/correct/{baseline.pk}/", facts).content.decode()
    assert "基準の値よりよい値ではありません" in page
    assert not hasattr(Observation.objects.get(pk=baseline.pk), "corrected_by")
    assert desk.post(f"/desk/plan/1-1-i1/correct/{baseline.pk}/", facts | {"read": "1"}).status_code == 302


def test_whoever_changes_a_surveys_definition_reads_what_it_can_tell(desk):
    assert "気づける見込みは28%" in desk.get("/desk/plan/1-1-i2/define/").content.decode()
